using Bunit;
using Clubshop.Admin.Localization;
using Clubshop.Admin.Tests.Ui;
using Microsoft.AspNetCore.Components;
using static Clubshop.Admin.Localization.PortalTexts;

namespace Clubshop.Admin.Tests.Localization;

/// <summary>Texts in the language of the person.</summary>
public sealed class PortalTextsTests : UiTest
{
    [Fact]
    public void Text_InEnglish_IsItsKey()
    {
        Assert.Equal("Next month", L["Next month"]);
        Assert.Equal("3 to 4 of 1,00,000", L[$"{3} to {4} of {"1,00,000"}"]);
    }

    [Fact]
    public void Text_InHindi_IsTranslated_WhateverItsCase()
    {
        using var hindi = new InHindi();

        Assert.Equal("अगला महीना", L["Next month"]);
        Assert.Equal("अगला महीना", L["next month"]);
    }

    [Fact]
    public void Sentence_InHindi_HasItsValuesWhereHindiWantsThem()
    {
        using var hindi = new InHindi();

        Assert.Equal("1,00,000 में से 3 से 4", L[$"{3} to {4} of {"1,00,000"}"]);
    }

    [Fact]
    public void Sentence_WithBracesInAValue_KeepsThem()
    {
        using var hindi = new InHindi();

        var typed = "{1}{0}";

        Assert.Equal("{1}{0} हटाएँ", L[$"Remove {typed}"]);
    }

    [Fact]
    public void Sentence_ThatHindiDoesNotHave_IsInEnglishWithItsValues()
    {
        using var hindi = new InHindi();

        Assert.Equal("Nobody translates 7 {x} of this 2.5", L[$"Nobody translates {7} {{x}} of this {2.5}"]);
        Assert.Equal("{0} alone", L["{0} alone"]);
    }

    [Fact]
    public void SentenceWithMarkup_InHindi_HasItsPartsWhereHindiWantsThem()
    {
        using var hindi = new InHindi();

        var shown = Render(L.With("{0} to {1} of {2}", Part("a"), Part("b"), Part("c")));

        shown.MarkupMatches("<b>c</b> में से <b>a</b> से <b>b</b>");
    }

    // A colleague's change reaches the page of somebody who reads another language.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Component_ThatAnotherLanguageTells_SpeaksItsOwn(bool async)
    {
        IRenderedComponent<Told> shown;
        using (new InHindi())
            shown = Render<Told>();

        await shown.Instance.TellAsync(async);

        Assert.Equal("अगला महीना", shown.Find("p").TextContent);
        Assert.Equal("Next month", L["Next month"]);
    }

    [Fact]
    public void Hindi_OfEveryText_IsThereForTheProcess()
    {
        // What it must have is held against the source by eng/texts.cs.
        Assert.True(PortalTexts.TableOf(Languages.Hindi).Count > 1000);
        Assert.All(PortalTexts.TableOf(Languages.Hindi), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    private static RenderFragment Part(string text) => builder =>
    {
        builder.OpenElement(0, "b");
        builder.AddContent(1, text);
        builder.CloseElement();
    };

    private sealed class Told : PortalComponent
    {
        private string _said = "";

        public Task TellAsync(bool async) => async
            ? InvokeAsync(async () =>
            {
                await Task.Yield();
                Say();
            })
            : InvokeAsync(Say);

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "p");
            builder.AddContent(1, _said);
            builder.CloseElement();
        }

        private void Say()
        {
            _said = L["Next month"];
            StateHasChanged();
        }
    }
}

using Bunit;
using Clubshop.Admin.Ui.Fields;
using Clubshop.Admin.Ui.Fields.Choices;

namespace Clubshop.Admin.Tests.Ui;

public sealed class ChoiceTests : UiTest
{
    private static readonly string[] Shops = ["Croma", "Croma Express", "हल्दीराम", "Nykaa"];

    private string? _chosen;

    [Fact]
    public void Autocomplete_NameTypedAndLeft_IsTaken()
    {
        var field = RenderShop();

        field.Type("input", "croma");
        field.Find("input").Blur();

        Assert.Equal("Croma", _chosen);
        Assert.Equal("false", field.Find("input").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Autocomplete_PartThatNamesOneAlone_IsTaken()
    {
        var field = RenderShop();

        field.Type("input", "nyk");
        field.Find("input").Blur();

        Assert.Equal("Nykaa", _chosen);
    }

    [Theory]
    [InlineData("kroma", "Nothing is called “kroma”. Choose from the list.")]
    [InlineData("cro", "2 match “cro”. Choose one from the list.")]
    public void Autocomplete_NoSingleOption_KeepsWhatWasTypedAndSaysSo(string typed, string problem)
    {
        var field = RenderShop();

        field.Type("input", typed);
        field.Find("input").Blur();

        Assert.Null(_chosen);
        Assert.Equal(typed, field.Find("input").GetAttribute("value"));
        Assert.Equal(problem, field.Find(".err").TextContent);
    }

    [Fact]
    public void Autocomplete_OptionClicked_IsTakenAndTheListCloses()
    {
        var field = RenderShop();

        field.Find("input").Click();
        field.FindAll("[role=option]")[2].Click();
        field.Render(p => p.Add(f => f.Value, _chosen));

        Assert.Equal("हल्दीराम", _chosen);
        Assert.Empty(field.FindAll("[role=listbox]"));
        Assert.Equal("hi", field.Find("input").GetAttribute("lang"));
    }

    [Fact]
    public void Autocomplete_Emptied_PassesNone()
    {
        _chosen = "Croma";
        var field = RenderShop();

        field.Type("input", "");
        field.Find("input").Blur();

        Assert.Null(_chosen);
    }

    [Fact]
    public void MultiSelect_TwentyThousandOptions_DrawsFiftyAndSaysHowMany()
    {
        var all = Enumerable.Range(1, 20_000).Select(i => $"Shop {i}").ToArray();
        var field = Render<MultiSelect<string>>(p => p.Add(f => f.Label, "Shops").Add(f => f.Options, all));

        field.Find("input").Click();

        Assert.Equal(50, field.FindAll("[role=option]").Count);
        Assert.Contains("50 of 20,000", field.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void MultiSelect_PickedAgain_IsTakenOff()
    {
        IReadOnlyList<string> value = ["Nykaa"];
        var field = Render<MultiSelect<string>>(p => p.Add(f => f.Label, "Shops").Add(f => f.Options, Shops).Add(f => f.Value, value).Add(f => f.ValueChanged, changed => value = changed));

        field.Find("input").Click();
        field.FindAll("[role=option]")[0].Click();
        Assert.Equal(["Nykaa", "Croma"], value);

        field.Render(p => p.Add(f => f.Value, value));
        Assert.Empty(field.FindAll("[role=listbox]")); // it would lie on what comes next
        field.Find("input").Click();
        field.FindAll("[role=option]")[3].Click();
        Assert.Equal(["Croma"], value);

        field.Render(p => p.Add(f => f.Value, value));
        field.Find("button.x").Click();
        Assert.Empty(value);
        JSInterop.VerifyInvoke("clubshop.focus");
    }

    [Fact]
    public void MultiSelect_WhatWasTypedToldAfterThePick_DoesNotTakeItOff()
    {
        IReadOnlyList<string> value = [];
        var field = Render<MultiSelect<string>>(p => p.Add(f => f.Label, "Shops").Add(f => f.Options, Shops).Add(f => f.Value, value).Add(f => f.ValueChanged, changed => value = changed));
        field.Type("input", "Nyk");
        field.Find("[role=option]").Click();
        field.Render(p => p.Add(f => f.Value, value));

        // The browser tells of the change when the field is left, and on a slow line had not heard yet that the input is empty.
        field.Type("input", "Nyk");
        field.Find("input").Blur();

        Assert.Equal(["Nykaa"], value);
        Assert.Empty(field.FindAll(".err"));
        Assert.Equal("", field.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Combo_SlowFirstSearch_DoesNotReplaceTheLater()
    {
        var slow = new TaskCompletionSource<OptionPage<string>>();
        Task<OptionPage<string>> Search(string text, CancellationToken token) =>
            text == "c" ? slow.Task : Task.FromResult(new OptionPage<string>([.. Shops.Where(shop => shop.Contains(text, StringComparison.OrdinalIgnoreCase))], 1));
        var field = Render<Autocomplete<string>>(p => p.Add(f => f.Label, "Shop").Add(f => f.Search, Search));

        field.Type("input", "c");
        field.Type("input", "ny");
        slow.SetResult(new OptionPage<string>(["Croma"], 1));

        Assert.Equal("Nykaa", field.Find("[role=option]").TextContent.Trim());
    }

    private IRenderedComponent<Autocomplete<string>> RenderShop() =>
        Render<Autocomplete<string>>(p => p.Add(f => f.Label, "Shop").Add(f => f.Options, Shops).Add(f => f.Value, _chosen).Add(f => f.ValueChanged, value => _chosen = value));
}

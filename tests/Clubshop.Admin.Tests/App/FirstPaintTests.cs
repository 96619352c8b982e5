using Bunit;
using Clubshop.Admin.App.FirstPaint;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.App;

/// <summary>What the HTML shows until the circuit is up.</summary>
public sealed class FirstPaintTests : AppTest
{
    public FirstPaintTests() => SetRendererInfo(new RendererInfo("Static", isInteractive: false));

    [Theory]
    [MemberData(nameof(Roles))]
    public void Frame_OfEveryRole_LeadsWhereTheRoleMay(Role role)
    {
        var paint = Paint(new("Offers", PageShape.TabbedList), role);

        Assert.Equal(PagesOf(role), paint.FindAll("nav[aria-label='Main'] a.item").Select(link => link.GetAttribute("href")));
        Assert.Equal("Offers", paint.Find("h1").TextContent);
        Assert.Equal("true", paint.Find("main").GetAttribute("aria-busy"));
        Assert.Single(paint.FindAll("form[action='/sign-out'] button[type='submit']"));
    }

    [Theory]
    [InlineData(PageShape.Cards)]
    [InlineData(PageShape.Dashboard)]
    [InlineData(PageShape.Form)]
    [InlineData(PageShape.List)]
    [InlineData(PageShape.Search)]
    [InlineData(PageShape.TabbedList)]
    [InlineData(PageShape.BulkList)]
    public void Shape_OfEveryKind_HoldsNothingThatOnlyTheCircuitAnswers(PageShape shape)
    {
        var paint = Paint(new("Page", shape, Sentence: true, Actions: true), Role.Administrators);

        Assert.Empty(paint.FindAll("main button, main input, main select, main textarea, #go-to"));
        Assert.NotEmpty(paint.FindAll("main .sk"));
        Assert.Contains("Loading", paint.Find("main [role='status']").TextContent, StringComparison.Ordinal);
        // The page has these ids too: for a moment both are in the document.
        Assert.All(paint.FindAll("[id]"), element => Assert.StartsWith("first-", element.Id, StringComparison.Ordinal));
    }

    private IRenderedComponent<FirstPaintFrame> Paint(PageOutline outline, Role role) =>
        Render<FirstPaintFrame>(paint => paint.Add(it => it.Actor, Person(role)).Add(it => it.Outline, outline));
}

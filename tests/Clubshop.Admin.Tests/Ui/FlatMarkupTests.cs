using Bunit;
using Clubshop.Admin.Ui;
using CsCheck;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;

#pragma warning disable BL0006 // How many frames there are is what is tested.

namespace Clubshop.Admin.Tests.Ui;

public sealed class FlatMarkupTests : BunitContext
{
    [Fact]
    public void Texts_AndValues_WhateverTheyAre_ReadAsTheyWere() => Gen.String.Where(text => !text.Contains('\0', StringComparison.Ordinal)).Sample(text =>
    {
        var whole = new string([.. text.Where(sign => !char.IsSurrogate(sign) && sign is not ('\r' or '\f'))]);
        var drawn = Render(FlatMarkup.Of(tree => Cell(tree, whole))).Find("b");

        Assert.Equal((whole, whole), (drawn.TextContent, drawn.GetAttribute("title")));
    });

    [Fact]
    public void Fragment_WithoutHandlers_IsOneMarkup_WithTheSameElements()
    {
        RenderFragment cell = tree =>
        {
            Cell(tree, "शॉप <b> & “co”");
            tree.OpenElement(10, "input");
            tree.AddAttribute(11, "checked", true);
            tree.AddAttribute(12, "disabled", false);
            tree.CloseElement();
            tree.OpenRegion(20);
            tree.AddMarkupContent(0, "<i>1</i>");
            tree.CloseRegion();
        };

        var flat = FlatMarkup.Of(cell);

        using var frames = new RenderTreeBuilder();
        flat(frames);
        Assert.Equal(1, frames.GetFrames().Count);
        Render(flat).MarkupMatches(Render(cell).Markup);
    }

    [Fact]
    public void Fragments_OfTwoCircuitsThatAreAlike_ShareTheirText()
    {
        using var one = new RenderTreeBuilder();
        using var other = new RenderTreeBuilder();
        FlatMarkup.Of(tree => Cell(tree, "Croma"))(one);
        FlatMarkup.Of(tree => Cell(tree, "Croma"))(other);

        Assert.Same(one.GetFrames().Array[0].MarkupContent, other.GetFrames().Array[0].MarkupContent);
    }

    [Fact]
    public void Fragments_ThatArePersonal_ShareNothing()
    {
        using var one = new RenderTreeBuilder();
        using var other = new RenderTreeBuilder();
        FlatMarkup.Of(tree => Cell(tree, "Ishaani"), shared: false)(one);
        FlatMarkup.Of(tree => Cell(tree, "Ishaani"), shared: false)(other);

        Assert.NotSame(one.GetFrames().Array[0].MarkupContent, other.GetFrames().Array[0].MarkupContent);
    }

    [Fact]
    public void Fragment_WithAHandlerOrAComponent_StaysAsItIs()
    {
        RenderFragment pressed = tree =>
        {
            tree.OpenElement(0, "button");
            tree.AddAttribute(1, "onclick", EventCallback.Factory.Create(this, () => { }));
            tree.CloseElement();
        };
        RenderFragment component = tree =>
        {
            tree.OpenElement(0, "p");
            tree.OpenComponent<Clubshop.Admin.App.BrandMark>(1);
            tree.CloseComponent();
            tree.CloseElement();
        };

        Assert.Same(pressed, FlatMarkup.Of(pressed));
        Assert.Same(component, FlatMarkup.Of(component));
    }

    [Fact]
    public void Fragment_DrawnInsideAnother_SpoilsNeither()
    {
        var drawn = Render(FlatMarkup.Of(tree =>
        {
            tree.OpenElement(0, "p");
            tree.AddContent(1, FlatMarkup.Of(inner => Cell(inner, "inside")));
            tree.CloseElement();
        }));

        Assert.Equal("inside", drawn.Find("p b").TextContent);
    }

    private static void Cell(RenderTreeBuilder tree, string text)
    {
        tree.OpenElement(0, "b");
        tree.AddAttribute(1, "title", text);
        tree.AddContent(2, text);
        tree.CloseElement();
    }
}

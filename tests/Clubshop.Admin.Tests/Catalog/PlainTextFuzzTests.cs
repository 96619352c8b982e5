using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using CsCheck;

namespace Clubshop.Admin.Tests.Catalog;

public sealed class PlainTextFuzzTests
{
    private static readonly Gen<string> Text = Gen.OneOf<string>(
        Gen.String, Gen.OneOf("\ufffe", "\uffff", "\ufdd0", "\ud83f\udffe", "\ud800", "\udc00", "\ufffd", "\u0000", "\u0085", "\u2028", "é", "e\u0301", "क", "\u094d", "👨‍👩‍👧", " ", "\t", "\r\n", "a").Array[0, 12].Select(string.Concat));

    [Fact]
    public void Line_Anything_IsKeptTheSameTheSecondTime() => Text.Sample(text => PlainText.Line(PlainText.Line(text)) == PlainText.Line(text) && PlainText.Count(PlainText.Line(text)) >= 0);

    [Fact]
    public void Lines_Anything_IsKeptTheSameTheSecondTime() => Text.Sample(text => PlainText.Lines(PlainText.Lines(text)) == PlainText.Lines(text));

    [Fact]
    public void Line_WithANoncharacter_IsKeptWithoutIt() => Assert.Equal("Café", PlainText.Line("Caf\ufffee\u0301\uffff"));

    [Fact]
    public void SlugAndFold_Anything_AreMadeWithoutAFault() => Text.Sample(text => Slug.Derive(text) is { Length: <= Slug.MaxLength } slug && (slug.Length == 0 || Slug.IsValid(slug)) && Fold.Text(Fold.Text(text)) == Fold.Text(text));
}

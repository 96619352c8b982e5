using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Rules;
using CsCheck;

namespace Clubshop.Admin.Tests.Notifications.Rules;

public sealed class DltTemplateTests
{
    private static readonly DltTemplate Offer = DltTemplate.Parse("Dear member, {#var#} off at {#var#} till {#var#}. T&C apply. -CLBSHP").Value!;

    [Fact]
    public void Fill_ValidValues_KeepsTheFixedTextUnchanged()
    {
        var filled = Offer.Fill(["Rs 1,500", "Croma", "30 Nov"]);

        Assert.Equal("Dear member, Rs 1,500 off at Croma till 30 Nov. T&C apply. -CLBSHP", filled.Value);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("Abcdefghij Abcdefghij Abcdefghij", "30 characters")]
    [InlineData("Croma’s", "curly")]
    [InlineData("Croma\u00a0Store", "space")]
    [InlineData("Сroma", "another alphabet")] // a Cyrillic capital
    [InlineData("Ｃroma", "wide")]
    [InlineData("Cro\u200bma", "invisible")]
    [InlineData("a\nb", "line break")]
    [InlineData("{#var#}", "plain text")]
    public void Fill_AnInvalidValue_IsRefusedAtItsField(string value, string says)
    {
        var filled = Offer.Fill(["Rs 1,500", value, "30 Nov"]);

        Assert.Equal("Variable 2", filled.Problems.Single().Field);
        Assert.Contains(says, filled.Problems.Single().Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Dear member, Rs 1,500 off at Croma till 30 Nov. T&C apply. -clbshp")]
    [InlineData("Dear Member, Rs 1,500 off at Croma till 30 Nov. T&C apply. -CLBSHP")]
    [InlineData("Dear member,  Rs 1,500 off at Croma till 30 Nov. T&C apply.-CLBSHP")]
    [InlineData("Dear member, Rs 1,500 off at Croma till 30 Nov. T&C apply. -CLBSHP ")]
    [InlineData("Dear member, Rs 1,500 off at  till 30 Nov")]
    public void Match_AnotherText_IsRefused(string message) => Assert.False(Offer.Match(message).Ok);

    [Fact]
    public void Match_ALookAlike_SaysWhichAndWhatInstead() =>
        Assert.Contains("Use - instead", Offer.Match("Dear member, Rs 1,500 off at Croma till 30 Nov. T&C apply. –CLBSHP").Problems.Single().Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{#var#}{#var#}")]
    [InlineData("Hello {#var}")]
    [InlineData("Hello {#VAR#}")]
    public void Parse_NotATemplate_IsRefused(string text) => Assert.False(DltTemplate.Parse(text).Ok);

    [Fact]
    public void Parse_NumericTag_AcceptsOnlyNumbers()
    {
        var template = DltTemplate.Parse("Your code is {#numeric#}.").Value!;

        Assert.True(template.Fill(["4821"]).Ok);
        Assert.False(template.Fill(["48a"]).Ok);
    }

    [Fact]
    public void Match_AFilledText_AlwaysMatches() => Gen.Select(
        Piece(0, 12), Gen.Select(Piece(1, 12), Piece(1, DltTemplate.MaxVariable)).Array[1, 5]).Sample((head, rest) =>
    {
        var text = head + string.Concat(rest.Select(one => "{#var#}" + one.Item1));
        if (DltTemplate.Parse(text).Value is not { } template)
            return;

        var values = rest.Take(template.Variables).Select(one => one.Item2).ToList();
        var filled = template.Fill(values);
        if (!values.All(VisibleText.CanBeSeen))
            return;

        Assert.True(filled.Ok);
        Assert.True(template.Match(filled.Value).Ok || filled.Value.Length > 0 && !Unambiguous(template, filled.Value));
        Assert.False(template.Match(filled.Value + "!").Ok && !text.EndsWith("#}", StringComparison.Ordinal) && !text.Contains('!'));
    }, iter: 600);

    // Where the fixed pieces occur in the values too, the first way to read them may have a blank variable.
    private static bool Unambiguous(DltTemplate template, string message) => template.Match(message).Problems[0].Code != "variable";

    private static Gen<string> Piece(int least, int most) =>
        Gen.OneOf("abc XYZ019.,-&/*+?()[]$^|\\Rsनमस्ते".ToCharArray()).Array[least, most].Select(chars => new string(chars));
}

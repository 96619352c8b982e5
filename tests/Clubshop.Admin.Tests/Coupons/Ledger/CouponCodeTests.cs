using Clubshop.Coupons;
using CsCheck;

namespace Clubshop.Admin.Tests.Coupons.Ledger;

public sealed class CouponCodeTests
{
    [Theory]
    [InlineData("SAVE2026", "SAVE2026")]
    [InlineData("  save-20 26 ", "SAVE2026")]
    [InlineData("SAVE–2026", "SAVE2026")] // en dash
    [InlineData("SAVE−2026", "SAVE2026")] // minus sign
    [InlineData("ＳＡＶＥ２０２６", "SAVE2026")] // full width
    [InlineData("\uFEFFSAVE\u200B2026\u00A0", "SAVE2026")]
    [InlineData("ab\u00ADcd", "ABCD")] // soft hyphen
    [InlineData("ſave", "SAVE")] // long s, of which NFKC says that it is an s
    public void Read_WhatMeansTheSame_IsTheSameCode(string typed, string code) => Assert.Equal(new CodeReading(code, null), CouponCode.Read(typed));

    [Theory]
    [InlineData(null, CodeProblem.Empty)]
    [InlineData("", CodeProblem.Empty)]
    [InlineData(" - – ", CodeProblem.Empty)]
    [InlineData("ABC", CodeProblem.TooShort)]
    [InlineData("A-B C", CodeProblem.TooShort)]
    [InlineData("SAVE_2026", CodeProblem.Character)]
    [InlineData("SAVE.2026", CodeProblem.Character)]
    [InlineData("SAVÉ2026", CodeProblem.Character)]
    [InlineData("SAVE😀2026", CodeProblem.Character)]
    [InlineData("SAVE\uD800", CodeProblem.Character)] // half a surrogate
    [InlineData("SАVE2026", CodeProblem.LookAlike)] // Cyrillic A
    [InlineData("SΑVE2026", CodeProblem.LookAlike)] // Greek Alpha
    [InlineData("SAVE२०२६", CodeProblem.LookAlike)] // Devanagari digits
    [InlineData("sıve2026", CodeProblem.LookAlike)] // dotless i
    [InlineData("ᎪBCD", CodeProblem.LookAlike)] // Cherokee
    public void Read_WhatIsNoCode_SaysWhy(string? typed, CodeProblem problem)
    {
        var read = CouponCode.Read(typed);

        Assert.Equal((null, problem), (read.Code, read.Problem));
        Assert.NotEmpty(read.Message!);
    }

    [Fact]
    public void Read_ALookAlike_IsNamedByScriptAndNumber() => Assert.Equal("Cyrillic, U+0410", CouponCode.Read("SАVE2026").Character);

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    [InlineData(10_000, false)]
    [InlineData(10_000_000, false)]
    public void Read_Length_HasALimit(int length, bool isCode) => Assert.Equal(isCode, CouponCode.Read(new string('A', length)).Code is not null);

    [Fact]
    public void Read_AnyText_GivesACodeOrAProblem_AndNeverTheTextBack() => Gen.String[0, 60].Sample(text =>
    {
        var read = CouponCode.Read(text);
        Assert.NotEqual(read.Code is null, read.Problem is null);
        if (read.Code is not { } code)
            return;

        Assert.Equal(code, CouponCode.Read(code).Code);
        Assert.Equal(code, CouponCode.Read(CouponCode.Grouped(code).ToLowerInvariant()).Code);
        Assert.InRange(code.Length, 4, 40);
        Assert.All(code, c => Assert.True(char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)));
    });

    [Fact]
    public void Shown_InGroups_OrHidden()
    {
        Assert.Equal("ABCD 2345 7K", CouponCode.Grouped("ABCD23457K"));
        Assert.Equal("•••• 457K", CouponCode.Masked("ABCD23457K"));
        Assert.Equal("3A", CouponCode.Ending("AB3A")); // four characters of four would be all of it
    }

    [Fact]
    public void Coupons_AsText_HideTheirCode()
    {
        var coupon = new Coupon { Ref = CouponRef.OfPool("o1", "p1", 7), Code = "SECRET99", State = CouponState.Issued };

        Assert.DoesNotContain("SECRET", $"{coupon} {coupon.Ref} {new NumberedCode(7, "SECRET99")} {CouponCode.Read("SECRET99")}", StringComparison.Ordinal);
    }

    [Fact]
    public void Refs_AsText_AreReadAgain()
    {
        foreach (var place in new[] { CouponRef.OfPool("o1", "p1", 7), CouponRef.OfShared("o1", "8c1f-22", 2) })
            Assert.Equal(place, CouponRef.TryParse(place.ToString()));
        foreach (var none in new[] { null, "", "p.o1.p1", "p.o1.p1.0", "p.o1.p1.-1", "x.o1.p1.1", "p.o1.p1.1.1", "p..p1.1", "p.o1.p1.99999999999" })
            Assert.Null(CouponRef.TryParse(none));
    }
}

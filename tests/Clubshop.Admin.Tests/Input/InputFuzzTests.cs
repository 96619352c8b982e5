using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using CsCheck;

namespace Clubshop.Admin.Tests.Input;

/// <summary>Arbitrary text: any UTF-16 units, with problematic ones more often.</summary>
internal static class AnyText
{
    private static readonly string[] Odd =
    [
        "\u200B", "\u200D", "\u200C", "\u202E", "\u202C", "\u2066", "\u2069", "\u200E", "\uFEFF", "\u3164", "\u2800", "\u115F", "\uFFFE", "\uFFFF", "\uFDD0", "\u0000", "\n", "\r", "\t", "\u0085",
        "\u2028", "\uD83D", "\uDE00", "😀", "👩🏽\u200D💻", "❤\uFE0F", "e\u0301", "नि", "क्ष", "’", "‘", "ʼ", "＇", "′", "´", "`", "'", "\"", "\\", "@", "＠", "<", ">", ",", ";", ".", ":", "(", ")",
        "[", "{", "}", "+", "＋", "-", "\u2011", "\u00A0", "mailto:", "tel:", "९", "৪", "𝟗", "0", "9", "91", "00", "asha", "Asha K", "x.in", "ﬁ", "İ", "ß", "&", " ",
    ];

    public static Gen<string> Of(int most) =>
        Gen.OneOf<string>(Gen.OneOf<string>(Odd), Gen.Char.Select(c => c.ToString()), Gen.Char[' ', '~'].Select(c => c.ToString())).Array[0, most].Select(string.Concat);

    public static bool HasHalfACharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return true;
        }

        return false;
    }
}

public sealed partial class PhoneFuzzTests
{
    private static readonly Gen<string> National = Gen.Select(Gen.Char['6', '9'], Gen.Char['0', '9'].Array[9], (first, rest) => first + new string(rest));

    private static readonly string[] Before =
        ["", "0", "91", "+91", "+91 ", "+91 0", "+91-(0)", "0091", "00 91 ", "(+91) ", "[+91]", "tel:+91", "tel:", "SMS:+91-0", "\u200E+91", "\u202A+\u00A091", "＋91", "091"];

    private static readonly string[] Between = ["", "", "", "", " ", "-", ".", "/", "\u00A0", "\u2011", "\u2013", "\u200E", "\u200B", "\u00AD", "\u2060", "(", ")", "\t", "\u3000", "\u2212"];

    // The zero digits of several scripts, one of them outside the Basic Multilingual Plane.
    private static readonly int[] Zeros = ['0', 0x0660, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0BE6, 0x0C66, 0x0CE6, 0xFF10, 0x1D7CE];

    [Fact]
    public void E164_OfAnIndianNumberHoweverItIsDecorated_IsThatNumber() =>
        Gen.Select(National, Gen.OneOf<string>(Before), Gen.OneOf<string>(Between).Array[11], Gen.OneOf<int>(Zeros)).Sample((national, before, between, zero) =>
        {
            var typed = new StringBuilder(before).Append(between[10]);
            for (var i = 0; i < national.Length; i++)
                typed.Append(new Rune(zero + national[i] - '0')).Append(between[i]);

            Assert.Equal("+91" + national, PhoneReader.E164(typed.ToString()));
        });

    [Fact]
    public void E164_OfAnyText_IsNullOrReadsBackAsItself() => Gen.OneOf<string>(
        AnyText.Of(20),
        Gen.Select(Gen.OneOf<string>("+", "00", "", "+44", "+1", "+39", "+98", "+91", "0", "+7", "+49"), Gen.Char['0', '9'].Array[0, 16], (before, digits) => before + new string(digits))).Sample(typed =>
        {
            var read = PhoneReader.Read(typed);
            Assert.Equal(read.Ok, read.Problems.Count == 0);
            if (!read.Ok)
                return;

            Assert.Matches(E164Form, read.Value);
            Assert.Equal(read.Value, PhoneReader.E164(read.Value));
            Assert.True(!read.Value.StartsWith("+91", StringComparison.Ordinal) || PhoneReader.IsIndianMobile(read.Value[3..]), read.Value);
            Assert.All(PhoneReader.FormerSpellings(read.Value), former => Assert.Equal(read.Value, PhoneReader.E164(former)));
        });

    [Fact]
    public void E164_OfDigitsAfterIndiasCode_AcceptsOnlyTenFrom6To9() => Gen.Char['0', '9'].Array[0, 14].Sample(digits =>
    {
        var national = new string(digits);
        var wanted = PhoneReader.IsIndianMobile(national) ? "+91" + national
            : national.StartsWith('0') && PhoneReader.IsIndianMobile(national[1..]) ? "+91" + national[1..] : null;

        Assert.Equal(wanted, PhoneReader.E164("+91" + national));
    });

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex E164Form { get; }
}

public sealed class VisibleTextFuzzTests
{
    [Fact]
    public void Line_OfAnyText_IsValidOrRefused() => AnyText.Of(40).Sample(typed =>
    {
        var line = PlainText.Line(typed);
        Assert.Equal(line, PlainText.Line(line));
        Assert.DoesNotContain(line, char.IsControl);
        Assert.False(AnyText.HasHalfACharacter(line));

        var lines = PlainText.Lines(typed);
        Assert.Equal(lines, PlainText.Lines(lines));
        if (VisibleText.Wrong(line) is null)
            Assert.DoesNotContain(line, c => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\n');
    });

    [Fact]
    public void Wrong_OfAnyText_IsASentenceOrNull() => AnyText.Of(40).Sample(typed =>
    {
        if (VisibleText.Wrong(typed) is { } wrong)
        {
            Assert.Matches("^(has|contains) .*[.]\\z", wrong);
            return;
        }

        Assert.True(typed.Length == 0 || VisibleText.CanBeSeen(typed));
        Assert.False(AnyText.HasHalfACharacter(typed));
        Assert.DoesNotContain(typed, char.IsControl);
        Assert.NotNull(typed.Normalize());
        Assert.Null(VisibleText.Wrong(typed, lines: true));
    });

    [Fact]
    public void Wrong_OfATextWithAnInvisibleCharacter_IsNeverNull() =>
        Gen.Select(AnyText.Of(20), Gen.OneOf<string>("\u202E", "\u202A", "\u2067", "\u0000", "\u001B", "\uFFFE"), Gen.Int[0, 60]).Sample((text, hidden, at) =>
            Assert.NotNull(VisibleText.Wrong(text.Insert(Math.Min(at, text.Length), hidden), lines: true)));
}

public sealed class SlugFuzzTests
{
    [Fact]
    public void Derive_OfAnyName_IsEmptyOrAStableSlug() => AnyText.Of(60).Sample(name =>
    {
        var slug = Slug.Derive(name);
        Assert.True(slug.Length == 0 || Slug.IsValid(slug), slug);
        Assert.Equal(slug, Slug.Derive(slug));
        Assert.True(Slug.IsValid(Slug.From(name, "x1")));
        Assert.Equal(Fold.Text(name), Fold.Text(Fold.Text(name)));
    });

    [Fact]
    public void Derive_OfANameWithAnyApostrophe_IsTheSame() =>
        Gen.Select(Gen.Char['a', 'z'].Array[1, 10], Gen.Char['a', 'z'].Array[1, 10], Gen.OneOf<string>("’", "‘", "‛", "ʼ", "ʻ", "ʹ", "′", "´", "＇", "`")).Sample((left, right, apostrophe) =>
            Assert.Equal(Slug.Derive($"{new string(left)}'{new string(right)}"), Slug.Derive(new string(left) + apostrophe + new string(right))));
}

public sealed class TextCutFuzzTests
{
    [Fact]
    public void Units_OfAnyText_AreAPrefixThatEndsBetweenCharacters() => Gen.Select(AnyText.Of(30), Gen.Int[0, 40]).Sample((text, most) =>
    {
        var cut = TextCut.Units(text, most);
        Assert.StartsWith(cut, text, StringComparison.Ordinal);
        Assert.True(cut.Length <= most);
        Assert.True(EndsBetween(text, cut));
        Assert.True(TextCut.Shown(text, most).Length <= most + 1);
    });

    [Fact]
    public void Characters_OfAnyText_AreAPrefixWithinTheLimit() => Gen.Select(AnyText.Of(30), Gen.Int[0, 40]).Sample((text, most) =>
    {
        var cut = TextCut.Characters(text, most);
        Assert.StartsWith(cut, text, StringComparison.Ordinal);
        Assert.True(EndsBetween(text, cut));
        Assert.Equal(Math.Min(most, CountIn(text, text)), CountIn(text, cut));
    });

    private static bool EndsBetween(string text, string cut) => cut.Length == text.Length || StringInfo.ParseCombiningCharacters(text).Contains(cut.Length);

    private static int CountIn(string text, string cut) => StringInfo.ParseCombiningCharacters(text).Count(start => start < cut.Length);
}

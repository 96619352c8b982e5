using System.Text;
using Clubshop.Admin.Notifications.Rules;
using CsCheck;

namespace Clubshop.Admin.Tests.Notifications.Rules;

public sealed class SmsPartsTests
{
    [Theory]
    [InlineData("", SmsEncoding.Gsm7, 0, 0)]
    [InlineData("Rs 1,500 off at Croma", SmsEncoding.Gsm7, 21, 1)]
    [InlineData("€5", SmsEncoding.Gsm7, 3, 1)]
    [InlineData("[a]{b}\\^~|", SmsEncoding.Gsm7, 18, 1)]
    [InlineData("ÇÅåÄÖÑÜ§¿äöñüàèéùìòØøÆæßÉ", SmsEncoding.Gsm7, 25, 1)]
    [InlineData("ç", SmsEncoding.Ucs2, 1, 1)]
    [InlineData("₹1,500", SmsEncoding.Ucs2, 6, 1)]
    [InlineData("नमस्ते", SmsEncoding.Ucs2, 6, 1)]
    [InlineData("🎉", SmsEncoding.Ucs2, 2, 1)]
    [InlineData("👨‍👩‍👧", SmsEncoding.Ucs2, 8, 1)]
    public void Of_KnownTexts_Counts(string text, SmsEncoding encoding, int units, int parts)
    {
        var counted = SmsParts.Of(text);

        Assert.Equal((encoding, units, parts), (counted.Encoding, counted.Units, counted.Parts));
    }

    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 306, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('न', 70, 1)]
    [InlineData('न', 71, 2)]
    [InlineData('न', 134, 2)]
    [InlineData('न', 135, 3)]
    public void Of_AtTheLimits_CountsParts(char character, int length, int parts) => Assert.Equal(parts, SmsParts.Of(new(character, length)).Parts);

    [Fact]
    public void Of_AnEscapeAtABoundary_IsNotSplit()
    {
        // 152 + 2 exceed 153, so the euro sign moves to the second part as a whole.
        Assert.Equal(153, SmsParts.Of(new string('a', 152) + "€" + new string('a', 151)).Units - 152);
        Assert.Equal(2, SmsParts.Of(new string('a', 152) + "€" + new string('a', 151)).Parts);
        Assert.Equal(3, SmsParts.Of(new string('a', 152) + "€" + new string('a', 152)).Parts);
    }

    [Fact]
    public void Of_AnEmojiAtABoundary_IsNotSplit()
    {
        Assert.Equal(2, SmsParts.Of(new string('न', 66) + "🎉" + new string('न', 65)).Parts);
        Assert.Equal(3, SmsParts.Of(new string('न', 66) + "🎉" + new string('न', 66)).Parts);
    }

    [Fact]
    public void Of_AForeignCharacter_NamesIt_AndSimplifyReplacesIt()
    {
        var counted = SmsParts.Of("₹1,500 off – “today”");

        Assert.Equal(["₹", "–", "“", "”"], counted.Foreign);
        Assert.Equal(SmsEncoding.Gsm7, SmsParts.Of(SmsParts.Simplify("₹1,500 off – “today”")).Encoding);
    }

    [Fact]
    public void Of_AnyText_AgreesWithAnIndependentCount()
    {
        string[] pool = ["a", "Z", " ", "\n", "@", "€", "[", "^", "₹", "न", "🎉", "Δ", "ç"];
        var text = Gen.Int[1, pool.Length].SelectMany(kinds => Gen.OneOf(pool[..kinds]).Array[0, 499]).Select(string.Concat);
        text.Sample(one =>
        {
            var counted = SmsParts.Of(one);
            Assert.Equal(Reference(one), (counted.Units, counted.Parts));
        }, iter: 3_000);
    }

    // An independent implementation: the 7-bit table of TS 23.038, filled septet by septet.
    private static (int Units, int Parts) Reference(string text)
    {
        const string Single = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
        const string Double = "\f^{}\\[~]|€";
        var seven = text.All(c => Single.Contains(c) || Double.Contains(c));
        var sizes = new List<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (seven)
                sizes.Add(Double.Contains(text[i]) ? 2 : 1);
            else if (char.IsHighSurrogate(text[i]))
                sizes.Add(i++ >= 0 ? 2 : 0);
            else
                sizes.Add(1);
        }

        var units = sizes.Sum();
        if (units <= (seven ? 160 : 70))
            return (units, units == 0 ? 0 : 1);

        var rooms = new List<int> { seven ? 153 : 67 };
        foreach (var size in sizes)
        {
            if (rooms[^1] < size)
                rooms.Add(seven ? 153 : 67);

            rooms[^1] -= size;
        }

        return (units, rooms.Count);
    }
}

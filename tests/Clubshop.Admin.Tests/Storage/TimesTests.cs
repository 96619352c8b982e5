using System.Globalization;
using Clubshop.Admin.Storage;
using CsCheck;

namespace Clubshop.Admin.Tests.Storage;

/// <summary>Times as they are stored, read by hand: as the framework's own reader reads them.</summary>
public sealed class TimesTests
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly Gen<DateTimeOffset> Instants = Gen.Long[0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    [Fact]
    public void EveryInstant_WrittenAndRead_IsTheSame() =>
        Instants.Sample(at => Times.TryParse(Times.ToText(at), out var read) && read == at);

    // A stored time with one character changed: mostly none any more, sometimes another one.
    [Fact]
    public void EveryText_NearAStoredTime_IsReadAsTheFrameworkDoes() =>
        Gen.Select(Instants, Gen.Int[0, 23], Gen.OneOf(Gen.Char["0123456789"], Gen.Char["-T:.Z +٣x"])).Sample((at, where, what) =>
        {
            var text = Times.ToText(at).ToCharArray();
            text[where] = what;
            return Same(new string(text));
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-02-29T00:00:00.000Z")]
    [InlineData("2024-02-29T23:59:59.999Z")]
    [InlineData("0000-01-01T00:00:00.000Z")]
    [InlineData("2026-11-21T24:00:00.000Z")]
    [InlineData("2026-11-21T07:44:16.123Z ")]
    [InlineData("2026-11-21T07:44:16.12Z")]
    public void Text_AtTheEdge_IsReadAsTheFrameworkDoes(string? text) => Assert.True(Same(text));

    private static bool Same(string? text)
    {
        var right = DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var expected);
        return Times.TryParse(text, out var read) == right && (!right || read == expected);
    }
}

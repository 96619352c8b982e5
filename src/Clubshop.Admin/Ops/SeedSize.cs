using System.Globalization;

namespace Clubshop.Admin.Ops;

/// <summary>What an empty store is seeded with.</summary>
/// <param name="Demo">Whether it is the small demo catalog.</param>
/// <param name="Offers">Number of generated offers, with shops in proportion; 0 for none.</param>
public sealed record SeedSize(bool Demo, int Offers)
{
    /// <summary>Parses <c>demo</c>, <c>none</c> or a number from 1 to 1,000,000.</summary>
    public static bool TryParse(string? text, out SeedSize size)
    {
        size = new(false, 0);
        switch (text?.Trim().ToUpperInvariant())
        {
            case "DEMO":
                size = new(true, 0);
                return true;
            case "NONE":
                return true;
            default:
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offers) || offers is < 1 or > 1_000_000)
                    return false;
                size = new(false, offers);
                return true;
        }
    }
}

using System.Globalization;

namespace Clubshop.Admin.Common;

/// <summary>An amount in Indian rupees.</summary>
/// <param name="Rupees">The amount; at most two decimals (paise).</param>
public readonly record struct Money(decimal Rupees) : IComparable<Money>
{
    // Named here rather than taken from the culture, so that pages read the same with any ICU data: lakhs and crores, 12,34,567.
    private static readonly NumberFormatInfo Indian = new() { NumberGroupSizes = [3, 2], NumberGroupSeparator = ",", NumberDecimalSeparator = "." };

    /// <summary>The largest amount that a person may enter: one hundred crore rupees.</summary>
    public const decimal Largest = 1_000_000_000m;

    /// <summary>As en-IN writes it: ₹1,00,000, with paise only where there are some: ₹99.50.</summary>
    public override string ToString() =>
        (Rupees < 0 ? "-₹" : "₹") + Math.Abs(Rupees).ToString(Rupees == decimal.Truncate(Rupees) ? "N0" : "N2", Indian);

    /// <summary>A count, grouped as en-IN does: 2,00,000.</summary>
    public static string Grouped(long count) => count.ToString("N0", Indian);

    /// <inheritdoc/>
    public int CompareTo(Money other) => Rupees.CompareTo(other.Rupees);

    public static bool operator <(Money left, Money right) => left.Rupees < right.Rupees;

    public static bool operator >(Money left, Money right) => left.Rupees > right.Rupees;

    public static bool operator <=(Money left, Money right) => left.Rupees <= right.Rupees;

    public static bool operator >=(Money left, Money right) => left.Rupees >= right.Rupees;
}

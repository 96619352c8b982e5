using System.Globalization;
using System.Numerics;

namespace Clubshop.LocalAws.DynamoDb.Model;

/// <summary>
/// DynamoDB's number: up to 38 significant decimal digits, magnitude from 1E-130 to 9.99…E+125, or zero. Kept in normal form (no
/// trailing zeros in the coefficient), so that equal numbers are equal field by field.
/// </summary>
public readonly struct DynamoNumber : IEquatable<DynamoNumber>, IComparable<DynamoNumber>
{
    private const int MaxDigits = 38;
    private const int MaxMagnitude = 125;
    private const int MinMagnitude = -130;
    private const long FarOutside = 1L << 40;

    private static readonly UInt128[] PowersOfTen = MakePowers();

    private readonly UInt128 _coefficient;
    private readonly short _exponent;
    private readonly byte _digits;
    private readonly bool _negative;

    private DynamoNumber(bool negative, UInt128 coefficient, int exponent, int digits)
    {
        _coefficient = coefficient;
        _exponent = (short)exponent;
        _digits = (byte)digits;
        _negative = negative;
    }

    /// <summary>Power of ten of the first digit: 0 for 1 to 9.99, 2 for 100, -1 for 0.1.</summary>
    private int Magnitude => _exponent + _digits - 1;

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => _digits == 0;

    /// <summary>
    /// The bytes that it counts in an item: 1, plus one for each two digits before the point, plus one for each two after it, plus one
    /// when negative (measured on AWS by the dynamodb-conformance project; the developer guide's rule differs).
    /// </summary>
    public int Size
    {
        get
        {
            if (IsZero) return 1;
            var before = Magnitude < 0 ? 0 : _exponent >= 0 ? _digits : Magnitude + 1;
            return 1 + ((before + 1) / 2) + ((_digits - Math.Min(before, (int)_digits) + 1) / 2) + (_negative ? 1 : 0);
        }
    }

    /// <summary>Reads a number as DynamoDB does. Null on success, else the service's own message.</summary>
    public static string? TryParse(string text, out DynamoNumber number)
    {
        number = default;
        var at = 0;
        var negative = false;
        if (text.Length > 0 && text[0] is '+' or '-') (negative, at) = (text[0] == '-', 1);

        UInt128 coefficient = 0;
        int digits = 0, zeros = 0, exponent = 0;
        bool any = false, point = false, tooLong = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '.' && !point)
            {
                point = true;
                continue;
            }
            if (!char.IsAsciiDigit(c)) break;
            any = true;
            if (point) exponent--;
            if (c == '0')
            {
                // Zeros count once another digit follows them.
                if (digits > 0) zeros++;
                continue;
            }
            digits += zeros + 1;
            if (digits > MaxDigits) tooLong = true;
            else coefficient = (coefficient * PowersOfTen[zeros + 1]) + (UInt128)(c - '0');
            zeros = 0;
        }
        if (!any || !TryExponent(text, at, out var scale)) return "The parameter cannot be converted to a numeric value: " + text;
        var power = exponent + zeros + scale;
        // For zero, the written exponent counts.
        var magnitude = digits == 0 ? scale : power + digits - 1;
        if (magnitude > MaxMagnitude) return "Number overflow. Attempting to store a number with magnitude larger than supported range";
        if (magnitude < MinMagnitude) return "Number underflow. Attempting to store a number with magnitude smaller than supported range";
        if (tooLong) return "Attempting to store more than 38 significant digits in a Number";
        if (digits > 0) number = new DynamoNumber(negative, coefficient, (int)power, digits);
        return null;
    }

    /// <summary>A whole number.</summary>
    public static DynamoNumber From(long value)
    {
        _ = TryParse(value.ToString(CultureInfo.InvariantCulture), out var number);
        return number;
    }

    /// <summary>Adds (or subtracts). Null on success, else the service's message for a result that cannot be stored.</summary>
    public static string? TryAdd(DynamoNumber left, DynamoNumber right, bool subtract, out DynamoNumber sum)
    {
        var exponent = Math.Min(left.IsZero ? right._exponent : left._exponent, right.IsZero ? left._exponent : right._exponent);
        sum = default;
        var total = left.Scaled(exponent) + (subtract ? -right.Scaled(exponent) : right.Scaled(exponent));
        return total.IsZero ? null : TryParse(total.ToString(CultureInfo.InvariantCulture) + "E" + exponent.ToString(CultureInfo.InvariantCulture), out sum);
    }

    /// <summary>
    /// The service's own byte form, whose order as bytes is the order of the numbers: a base-100 exponent, then pairs of digits;
    /// negative numbers complemented.
    /// </summary>
    public byte[] ToOrderedBytes()
    {
        if (IsZero) return [0x80];
        var exponent = Magnitude + 1;
        var shift = exponent % 2 != 0 ? 1 : 0;
        var pairs = (_digits + shift + 1) / 2;
        var bytes = new byte[pairs + (_negative && pairs < 20 ? 2 : 1)];
        var first = ((exponent + shift) / 2) - 64;
        bytes[0] = (byte)(_negative ? ~first : first);
        for (var pair = 0; pair < pairs; pair++)
        {
            var value = (Digit((pair * 2) - shift) * 10) + Digit((pair * 2) - shift + 1);
            bytes[pair + 1] = (byte)(_negative ? 101 - value : value + 1);
        }
        if (_negative && pairs < 20) bytes[^1] = 102;
        return bytes;
    }

    /// <summary>The plain decimal form in which the service returns numbers: no exponent, no trailing zeros after the point.</summary>
    public override string ToString()
    {
        if (IsZero) return "0";
        var digits = _coefficient.ToString(CultureInfo.InvariantCulture);
        var sign = _negative ? "-" : "";
        if (_exponent >= 0) return sign + digits + new string('0', _exponent);
        var point = digits.Length + _exponent;
        return point > 0
            ? string.Concat(sign, digits.AsSpan(0, point), ".", digits.AsSpan(point))
            : sign + "0." + new string('0', -point) + digits;
    }

    /// <inheritdoc/>
    public int CompareTo(DynamoNumber other)
    {
        var sign = IsZero ? 0 : _negative ? -1 : 1;
        var otherSign = other.IsZero ? 0 : other._negative ? -1 : 1;
        if (sign != otherSign || sign == 0) return sign.CompareTo(otherSign);
        var magnitude = Magnitude.CompareTo(other.Magnitude);
        if (magnitude == 0)
        {
            var digits = Math.Max(_digits, other._digits);
            magnitude = (_coefficient * PowersOfTen[digits - _digits]).CompareTo(other._coefficient * PowersOfTen[digits - other._digits]);
        }
        return magnitude * sign;
    }

    /// <inheritdoc/>
    public bool Equals(DynamoNumber other) =>
        _coefficient == other._coefficient && _exponent == other._exponent && _negative == other._negative;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DynamoNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_coefficient, _exponent, _negative);

    /// <summary>Equal numbers.</summary>
    public static bool operator ==(DynamoNumber left, DynamoNumber right) => left.Equals(right);

    /// <summary>Different numbers.</summary>
    public static bool operator !=(DynamoNumber left, DynamoNumber right) => !left.Equals(right);

    /// <summary>Order of value.</summary>
    public static bool operator <(DynamoNumber left, DynamoNumber right) => left.CompareTo(right) < 0;

    /// <summary>Order of value.</summary>
    public static bool operator >(DynamoNumber left, DynamoNumber right) => left.CompareTo(right) > 0;

    /// <summary>Order of value.</summary>
    public static bool operator <=(DynamoNumber left, DynamoNumber right) => left.CompareTo(right) <= 0;

    /// <summary>Order of value.</summary>
    public static bool operator >=(DynamoNumber left, DynamoNumber right) => left.CompareTo(right) >= 0;

    private static bool TryExponent(string text, int at, out long exponent)
    {
        exponent = 0;
        if (at == text.Length) return true;
        if (text[at] is not ('e' or 'E')) return false;
        if (!long.TryParse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return false;
        // Far outside the range either way; later additions must not overflow.
        exponent = Math.Clamp(exponent, -FarOutside, FarOutside);
        return true;
    }

    private static UInt128[] MakePowers()
    {
        var powers = new UInt128[MaxDigits + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }

    private BigInteger Scaled(int exponent) =>
        IsZero ? BigInteger.Zero : (_negative ? -(BigInteger)_coefficient : _coefficient) * BigInteger.Pow(10, _exponent - exponent);

    private int Digit(int index) =>
        index < 0 || index >= _digits ? 0 : (int)(_coefficient / PowersOfTen[_digits - 1 - index] % 10);
}

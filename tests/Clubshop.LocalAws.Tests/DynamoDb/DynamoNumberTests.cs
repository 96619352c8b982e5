using System.Globalization;
using System.Numerics;
using Clubshop.LocalAws.DynamoDb.Model;
using CsCheck;

namespace Clubshop.LocalAws.Tests.DynamoDb;

public sealed class DynamoNumberTests
{
    [Theory]
    [InlineData("0", "0", 1)]
    [InlineData("-0", "0", 1)]
    [InlineData("1", "1", 2)]
    [InlineData("12", "12", 2)]
    [InlineData("123", "123", 3)]
    [InlineData("12345678901234567890123456789012345678", "12345678901234567890123456789012345678", 20)]
    [InlineData("0042.1200", "42.12", 3)]
    [InlineData("100", "100", 2)]
    [InlineData("1010", "1010", 3)]
    [InlineData("0.0000001", "0.0000001", 2)]
    [InlineData("1E5", "100000", 2)]
    [InlineData("1.5E2", "150", 2)]
    [InlineData("+1e-3", "0.001", 2)]
    [InlineData("1.5", "1.5", 3)]
    [InlineData("3.14159", "3.14159", 5)]
    [InlineData("100.5", "100.5", 4)]
    [InlineData("0.15", "0.15", 2)]
    [InlineData("-42", "-42", 3)]
    public void Number_Parsed_HasTheServicesFormAndSize(string text, string form, int size)
    {
        Assert.Null(DynamoNumber.TryParse(text, out var number));
        Assert.Equal(form, number.ToString());
        Assert.Equal(size, number.Size);
    }

    [Theory]
    [InlineData("", "The parameter cannot be converted to a numeric value: ")]
    [InlineData("0e126", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("0e-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range")]
    [InlineData("1e99999999999", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("1e9223372036854775808", "The parameter cannot be converted to a numeric value: 1e9223372036854775808")]
    [InlineData("abc", "The parameter cannot be converted to a numeric value: abc")]
    [InlineData("1e", "The parameter cannot be converted to a numeric value: 1e")]
    [InlineData("1.2.3", "The parameter cannot be converted to a numeric value: 1.2.3")]
    [InlineData("1E126", "Number overflow. Attempting to store a number with magnitude larger than supported range")]
    [InlineData("1E-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range")]
    [InlineData("123456789012345678901234567890123456789", "Attempting to store more than 38 significant digits in a Number")]
    public void Number_NotStorable_IsRefusedInTheServicesWords(string text, string message) =>
        Assert.Equal(message, DynamoNumber.TryParse(text, out _));

    [Fact]
    public void Number_AnyPair_ComparesAddsAndSortsAsExactDecimals()
    {
        var number = Gen.Select(Gen.OneOf("", "-"), Gen.Long[1, 999_999_999_999], Gen.Int[-12, 12]).Select(one => $"{one.Item1}{one.Item2}E{one.Item3}");
        Gen.Select(number, number).Sample((left, right) =>
        {
            Assert.Null(DynamoNumber.TryParse(left, out var a));
            Assert.Null(DynamoNumber.TryParse(right, out var b));
            var order = Exact(left).CompareTo(Exact(right));
            Assert.Equal(Math.Sign(order), Math.Sign(a.CompareTo(b)));
            Assert.Equal(Math.Sign(order), Math.Sign(a.ToOrderedBytes().AsSpan().SequenceCompareTo(b.ToOrderedBytes())));
            Assert.Null(DynamoNumber.TryAdd(a, b, subtract: true, out var difference));
            Assert.Equal(Exact(left) - Exact(right), Exact(difference.ToString()));
        }, iter: 5_000);
    }

    /// <summary>The number times 10^40.</summary>
    private static BigInteger Exact(string text)
    {
        var parts = text.Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : parts[0].Length - point - 1;
        var exponent = (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) - fraction;
        return BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BigInteger.Pow(10, 40 + exponent);
    }
}

using System.Text;

namespace Clubshop.LocalAws.DynamoDb.Model;

/// <summary>The order of two values of one scalar type: strings by UTF-8 bytes, numbers by value, binaries by unsigned bytes.</summary>
internal static class ValueComparer
{
    /// <summary>Their order, or null when they are of different types or of a type that has none.</summary>
    public static int? Compare(AttributeValue left, AttributeValue right) => (left, right) switch
    {
        (StringValue a, StringValue b) => CompareUtf8(a.Value, b.Value),
        (NumberValue a, NumberValue b) => a.Value.CompareTo(b.Value),
        (BinaryValue a, BinaryValue b) => a.Value.Span.SequenceCompareTo(b.Value.Span),
        _ => null,
    };

    /// <summary>UTF-16 code units sort surrogates before U+E000 and above, UTF-8 bytes behind them.</summary>
    private static int CompareUtf8(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length) return left.Length.CompareTo(right.Length);
        var (a, b) = (left[common], right[common]);
        if (!char.IsSurrogate(a) && !char.IsSurrogate(b)) return a.CompareTo(b);
        return Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
    }
}

using System.Text;

namespace Clubshop.LocalAws.DynamoDb.Model;

/// <summary>
/// A set of strings, numbers or byte strings: never empty, no duplicates. It is returned in its own order, whatever the order in the request:
/// numbers by value, the others byte by byte.
/// </summary>
public abstract class SetValue : AttributeValue
{
    /// <summary>Elements in the set.</summary>
    public abstract int Count { get; }

    /// <summary>The type of its elements: S, N or B.</summary>
    public abstract string ElementType { get; }

    /// <summary>Whether the value, of the element type, is in it.</summary>
    public abstract bool Contains(AttributeValue element);

    /// <summary>This and the other set's elements. Both are of one type.</summary>
    public abstract SetValue Union(SetValue other);

    /// <summary>This without the other's elements; null when nothing is left, because no set is empty.</summary>
    public abstract SetValue? Except(SetValue other);
}

/// <summary>A set of strings.</summary>
public sealed class StringSetValue(IReadOnlyList<string> items) : SetValue
{
    /// <summary>The elements in order.</summary>
    public IReadOnlyList<string> Items { get; } = [.. items.Order(Comparer<string>.Create(CompareBytes))];

    /// <inheritdoc/>
    public override string Type => "SS";

    /// <inheritdoc/>
    public override string ElementType => "S";

    /// <inheritdoc/>
    public override int Count => Items.Count;

    /// <inheritdoc/>
    public override int Size { get; } = items.Sum(Encoding.UTF8.GetByteCount);

    /// <inheritdoc/>
    public override bool Contains(AttributeValue element) => element is StringValue text && Items.Contains(text.Value);

    /// <inheritdoc/>
    public override SetValue Union(SetValue other) => new StringSetValue([.. Items.Union(((StringSetValue)other).Items)]);

    /// <inheritdoc/>
    public override SetValue? Except(SetValue other) =>
        Items.Except(((StringSetValue)other).Items).ToArray() is { Length: > 0 } left ? new StringSetValue(left) : null;

    /// <inheritdoc/>
    public override bool Equals(AttributeValue? other) =>
        other is StringSetValue set && set.Count == Count && new HashSet<string>(Items).SetEquals(set.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(5, (hash, item) => hash ^ item.GetHashCode(StringComparison.Ordinal));

    /// <summary>By UTF-8 bytes: as by UTF-16 units, except that what needs two units comes behind all that needs one.</summary>
    private static int CompareBytes(string left, string right)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            if (left[i] == right[i]) continue;
            return char.IsSurrogate(left[i]) == char.IsSurrogate(right[i])
                ? left[i].CompareTo(right[i])
                : char.IsSurrogate(left[i]) ? 1 : -1;
        }
        return left.Length.CompareTo(right.Length);
    }
}

/// <summary>A set of numbers.</summary>
public sealed class NumberSetValue(IReadOnlyList<DynamoNumber> items) : SetValue
{
    /// <summary>The elements in order.</summary>
    public IReadOnlyList<DynamoNumber> Items { get; } = [.. items.Order()];

    /// <inheritdoc/>
    public override string Type => "NS";

    /// <inheritdoc/>
    public override string ElementType => "N";

    /// <inheritdoc/>
    public override int Count => Items.Count;

    /// <inheritdoc/>
    public override int Size { get; } = items.Sum(item => item.Size);

    /// <inheritdoc/>
    public override bool Contains(AttributeValue element) => element is NumberValue number && Items.Contains(number.Value);

    /// <inheritdoc/>
    public override SetValue Union(SetValue other) => new NumberSetValue([.. Items.Union(((NumberSetValue)other).Items)]);

    /// <inheritdoc/>
    public override SetValue? Except(SetValue other) =>
        Items.Except(((NumberSetValue)other).Items).ToArray() is { Length: > 0 } left ? new NumberSetValue(left) : null;

    /// <inheritdoc/>
    public override bool Equals(AttributeValue? other) =>
        other is NumberSetValue set && set.Count == Count && new HashSet<DynamoNumber>(Items).SetEquals(set.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(7, (hash, item) => hash ^ item.GetHashCode());
}

/// <summary>A set of byte strings.</summary>
public sealed class BinarySetValue(IReadOnlyList<BinaryValue> items) : SetValue
{
    /// <summary>The elements in order.</summary>
    public IReadOnlyList<BinaryValue> Items { get; } =
        [.. items.Order(Comparer<BinaryValue>.Create((left, right) => left.Value.Span.SequenceCompareTo(right.Value.Span)))];

    /// <inheritdoc/>
    public override string Type => "BS";

    /// <inheritdoc/>
    public override string ElementType => "B";

    /// <inheritdoc/>
    public override int Count => Items.Count;

    /// <inheritdoc/>
    public override int Size { get; } = items.Sum(item => item.Size);

    /// <inheritdoc/>
    public override bool Contains(AttributeValue element) => element is BinaryValue binary && Items.Contains(binary);

    /// <inheritdoc/>
    public override SetValue Union(SetValue other) => new BinarySetValue([.. Items.Union(((BinarySetValue)other).Items)]);

    /// <inheritdoc/>
    public override SetValue? Except(SetValue other) =>
        Items.Except(((BinarySetValue)other).Items).ToArray() is { Length: > 0 } left ? new BinarySetValue(left) : null;

    /// <inheritdoc/>
    public override bool Equals(AttributeValue? other) =>
        other is BinarySetValue set && set.Count == Count && new HashSet<BinaryValue>(Items).SetEquals(set.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(11, (hash, item) => hash ^ item.GetHashCode());
}

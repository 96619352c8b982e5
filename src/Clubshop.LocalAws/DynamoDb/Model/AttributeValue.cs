using System.Text;

namespace Clubshop.LocalAws.DynamoDb.Model;

/// <summary>A value of DynamoDB's type system. Immutable; equality is by value, sets compare without order.</summary>
public abstract class AttributeValue : IEquatable<AttributeValue>
{
    /// <summary>The name of the type on the wire: S, N, B, BOOL, NULL, SS, NS, BS, L or M.</summary>
    public abstract string Type { get; }

    /// <summary>Bytes that the value counts for in an item; the developer guide's rules, and <see cref="DynamoNumber.Size"/>.</summary>
    public abstract int Size { get; }

    /// <inheritdoc/>
    public abstract bool Equals(AttributeValue? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AttributeValue other && Equals(other);

    /// <inheritdoc/>
    public abstract override int GetHashCode();
}

/// <summary>A string. Ordered by its UTF-8 bytes.</summary>
public sealed class StringValue(string value) : AttributeValue
{
    /// <summary>The text.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override string Type => "S";

    /// <inheritdoc/>
    public override int Size { get; } = Encoding.UTF8.GetByteCount(value);

    /// <inheritdoc/>
    public override bool Equals(AttributeValue? other) => other is StringValue text && text.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A number.</summary>
public sealed class NumberValue(DynamoNumber value) : AttributeValue
{
    /// <summary>The number.</summary>
    public DynamoNumber Value { get; } = value;

    /// <inheritdoc/>
    public override string Type => "N";

    /// <inheritdoc/>
    public override int Size => Value.Size;

    /// <inheritdoc/>
    public override bool Equals(AttributeValue? other) => other is NumberValue number && number.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>Bytes, ordered as unsigned.</summary>
public sealed class BinaryValue(byte[] value) : AttributeValue
{
    /// <summary>The bytes; not to be changed.</summary>
    public ReadOnlyMemory<byte> Value { get; } = value;

    /// <inheritdoc/>
    public override string Type => "B";

    /// <inheritdoc/>
    public override int Size => Value.Length;

    /// <inheritdoc/>
    public override bool Equals(AttributeValue? other) => other is BinaryValue binary && binary.Value.Span.SequenceEqual(Value.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Value.Span);
        return hash.ToHashCode();
    }
}

/// <summary>True or false.</summary>
public sealed class BooleanValue : AttributeValue
{
    private BooleanValue(bool value) => Value = value;

    /// <summary>True.</summary>
    public static BooleanValue True { get; } = new(true);

    /// <summary>False.</summary>
    public static BooleanValue False { get; } = new(false);

    /// <summary>The value.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override string Type => "BOOL";

    /// <inheritdoc/>
    public override int Size => 1;

    /// <summary>The one object for <paramref name="value"/>.</summary>
    public static BooleanValue Of(bool value) => value ? True : False;

    /// <inheritdoc/>
    public override bool Equals(AttributeValue? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value ? 1 : 2;
}

/// <summary>The null of the type system: a value, not an absent attribute.</summary>
public sealed class NullValue : AttributeValue
{
    private NullValue()
    {
    }

    /// <summary>The one null.</summary>
    public static NullValue Instance { get; } = new();

    /// <inheritdoc/>
    public override string Type => "NULL";

    /// <inheritdoc/>
    public override int Size => 1;

    /// <inheritdoc/>
    public override bool Equals(AttributeValue? other) => other is NullValue;

    /// <inheritdoc/>
    public override int GetHashCode() => 3;
}

/// <summary>A list.</summary>
public sealed class ListValue(IReadOnlyList<AttributeValue> items) : AttributeValue
{
    /// <summary>The elements in order.</summary>
    public IReadOnlyList<AttributeValue> Items { get; } = items;

    /// <inheritdoc/>
    public override string Type => "L";

    /// <inheritdoc/>
    public override int Size { get; } = 3 + items.Sum(item => item.Size + 1);

    /// <inheritdoc/>
    public override bool Equals(AttributeValue? other) => other is ListValue list && list.Items.SequenceEqual(Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(17, (hash, item) => (hash * 31) + item.GetHashCode());
}

/// <summary>A map.</summary>
public sealed class MapValue(AttributeMap members) : AttributeValue
{
    /// <summary>The members by name.</summary>
    public AttributeMap Members { get; } = members;

    /// <inheritdoc/>
    public override string Type => "M";

    /// <inheritdoc/>
    public override int Size => 3 + Members.Size + Members.Count;

    /// <inheritdoc/>
    public override bool Equals(AttributeValue? other) => other is MapValue map && map.Members.Equals(Members);

    /// <inheritdoc/>
    public override int GetHashCode() => Members.GetHashCode();
}

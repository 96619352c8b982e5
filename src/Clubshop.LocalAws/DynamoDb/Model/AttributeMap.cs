using System.Text;

namespace Clubshop.LocalAws.DynamoDb.Model;

/// <summary>Attributes by name: an item, a key, or the members of a map. Immutable; names are kept in ordinal order.</summary>
public sealed class AttributeMap : IEquatable<AttributeMap>
{
    private readonly string[] _names;
    private readonly AttributeValue[] _values;
    private int _size = -1;

    private AttributeMap(string[] names, AttributeValue[] values) => (_names, _values) = (names, values);

    /// <summary>No attributes.</summary>
    public static AttributeMap Empty { get; } = new([], []);

    /// <summary>Attributes.</summary>
    public int Count => _names.Length;

    /// <summary>Names in ordinal order.</summary>
    public ReadOnlySpan<string> Names => _names;

    /// <summary>Values in the order of <see cref="Names"/>.</summary>
    public ReadOnlySpan<AttributeValue> Values => _values;

    /// <summary>Bytes of names and values together: the size of an item.</summary>
    public int Size
    {
        get
        {
            if (_size >= 0) return _size;
            var size = 0;
            for (var i = 0; i < _names.Length; i++) size += Encoding.UTF8.GetByteCount(_names[i]) + _values[i].Size;
            return _size = size;
        }
    }

    /// <summary>The attribute's value, or null when there is none.</summary>
    public AttributeValue? this[string name]
    {
        get
        {
            var index = Array.BinarySearch(_names, name, StringComparer.Ordinal);
            return index < 0 ? null : _values[index];
        }
    }

    /// <summary>From pairs; of a name that comes twice the last wins.</summary>
    public static AttributeMap From(IReadOnlyCollection<KeyValuePair<string, AttributeValue>> pairs)
    {
        var names = new string[pairs.Count];
        var values = new AttributeValue[pairs.Count];
        var count = 0;
        var sorted = true;
        foreach (var (name, value) in pairs)
        {
            (names[count], values[count]) = (name, value);
            if (count > 0 && string.CompareOrdinal(names[count - 1], name) >= 0) sorted = false;
            count++;
        }
        if (sorted) return new AttributeMap(names, values);
        var order = new SortedDictionary<string, AttributeValue>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++) order[names[i]] = values[i];
        return new AttributeMap([.. order.Keys], [.. order.Values]);
    }

    /// <summary>From arrays that are already in ordinal order of names; the arrays are not to be used afterwards.</summary>
    internal static AttributeMap FromSorted(string[] names, AttributeValue[] values) => new(names, values);

    /// <summary>With the attribute set.</summary>
    public AttributeMap With(string name, AttributeValue value)
    {
        var index = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        if (index >= 0)
        {
            var replaced = (AttributeValue[])_values.Clone();
            replaced[index] = value;
            return new AttributeMap(_names, replaced);
        }
        index = ~index;
        return new AttributeMap([.. _names.AsSpan(0, index), name, .. _names.AsSpan(index)], [.. _values.AsSpan(0, index), value, .. _values.AsSpan(index)]);
    }

    /// <summary>Without the attribute.</summary>
    public AttributeMap Without(string name)
    {
        var index = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        return index < 0
            ? this
            : new AttributeMap([.. _names.AsSpan(0, index), .. _names.AsSpan(index + 1)], [.. _values.AsSpan(0, index), .. _values.AsSpan(index + 1)]);
    }

    /// <summary>Those attributes of the given names that it has.</summary>
    public AttributeMap Only(IEnumerable<string> names)
    {
        var kept = new List<KeyValuePair<string, AttributeValue>>();
        foreach (var name in names)
        {
            if (this[name] is { } value) kept.Add(new(name, value));
        }
        return From(kept);
    }

    /// <inheritdoc/>
    public bool Equals(AttributeMap? other) =>
        other is not null && _names.AsSpan().SequenceEqual(other._names) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributeMap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        for (var i = 0; i < _names.Length; i++)
        {
            hash.Add(_names[i], StringComparer.Ordinal);
            hash.Add(_values[i]);
        }
        return hash.ToHashCode();
    }
}

using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Storage;

/// <summary>
/// One item of a table, read and written by attribute. An absent attribute reads as the default; a null, empty text or empty list
/// is kept by leaving the attribute out. An item that was stored is never changed in place: <see cref="Copy"/> it first.
/// </summary>
public sealed class Item
{
    private readonly Dictionary<string, AttributeValue> _attributes;

    /// <summary>A new, empty item.</summary>
    public Item(string pk, string sk = Keys.Meta)
    {
        _attributes = new(StringComparer.Ordinal) { [Attributes.Pk] = new() { S = pk }, [Attributes.Sk] = new() { S = sk } };
    }

    internal Item(Dictionary<string, AttributeValue> attributes) => _attributes = attributes;

    internal IReadOnlyDictionary<string, AttributeValue> Raw => _attributes;

    /// <summary>Partition key.</summary>
    public string Pk => GetString(Attributes.Pk);

    /// <summary>Sort key.</summary>
    public string Sk => GetString(Attributes.Sk);

    /// <summary>The record's id: the partition key behind its first <c>#</c>.</summary>
    public string Id => Keys.IdOf(Pk);

    /// <summary>Number of saves; 0 for an item that was never saved.</summary>
    public long Version => GetLong(Attributes.Version);

    /// <summary>Whether the record is deleted (and not yet purged).</summary>
    public bool IsDeleted => Has(Attributes.DeletedAt);

    /// <summary>When a deleted record is purged; null when it stays.</summary>
    public DateTimeOffset? PurgeAt => Has(Attributes.PurgeAt) ? DateTimeOffset.FromUnixTimeSeconds(GetLong(Attributes.PurgeAt)) : null;

    /// <summary>Who made and last changed the record, and when.</summary>
    public Stamp Stamp => Version == 0
        ? Stamp.Unsaved
        : new(Version, GetTime(Attributes.CreatedAt) ?? default, GetString(Attributes.CreatedByName), GetTime(Attributes.UpdatedAt) ?? default, GetString(Attributes.UpdatedByName))
        {
            UpdatedById = GetString(Attributes.UpdatedBy),
        };

    /// <summary>A copy to change, with the same key; attributes that this portal does not know are kept.</summary>
    public Item Copy() => new(new Dictionary<string, AttributeValue>(_attributes, StringComparer.Ordinal));

    /// <summary>Whether the attribute is there.</summary>
    public bool Has(string name) => _attributes.ContainsKey(name);

    /// <summary>Text; <paramref name="absent"/> when there is none.</summary>
    public string GetString(string name, string absent = "") => Find(name)?.S ?? absent;

    /// <summary>Text, or null when there is none.</summary>
    public string? GetStringOrNull(string name) => Find(name)?.S;

    /// <summary>A whole number; <paramref name="absent"/> when there is none.</summary>
    public long GetLong(string name, long absent = 0) => GetLongOrNull(name) ?? absent;

    /// <summary>A whole number, or null when there is none.</summary>
    public long? GetLongOrNull(string name) => Find(name)?.N is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>A decimal number; <paramref name="absent"/> when there is none.</summary>
    public decimal GetDecimal(string name, decimal absent = 0) => GetDecimalOrNull(name) ?? absent;

    /// <summary>A decimal number, or null when there is none.</summary>
    public decimal? GetDecimalOrNull(string name) =>
        Find(name)?.N is { } text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    /// <summary>An instant (UTC), or null when there is none.</summary>
    public DateTimeOffset? GetTime(string name) => Times.TryParse(Find(name)?.S, out var instant) ? instant : null;

    /// <summary>A Boolean; <paramref name="absent"/> when there is none.</summary>
    public bool GetBool(string name, bool absent = false) => Find(name)?.BOOL ?? absent;

    /// <summary>A list of texts; empty when there is none.</summary>
    public IReadOnlyList<string> GetStrings(string name) => Find(name)?.L is { } list ? [.. list.Select(value => value.S)] : [];

    /// <summary>A set of texts; empty when there is none.</summary>
    public IReadOnlySet<string> GetSet(string name) => Find(name)?.SS is { } set ? new HashSet<string>(set, StringComparer.Ordinal) : EmptySet;

    /// <summary>A value of an enumeration, stored by name; <paramref name="absent"/> when there is none, or the value is not known.</summary>
    public T GetEnum<T>(string name, T absent = default)
        where T : struct, Enum => Enum.TryParse<T>(Find(name)?.S, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : absent;

    /// <summary>Bytes; empty when there are none.</summary>
    public ReadOnlyMemory<byte> GetBytes(string name) => Find(name)?.B is { } stream ? stream.ToArray() : default(ReadOnlyMemory<byte>);

    /// <summary>Sets text; null or empty removes the attribute.</summary>
    public Item Set(string name, string? value) => Put(name, string.IsNullOrEmpty(value) ? null : new() { S = value });

    /// <summary>Sets a whole number; null removes the attribute.</summary>
    public Item Set(string name, long? value) => Put(name, value is { } number ? new() { N = number.ToString(CultureInfo.InvariantCulture) } : null);

    /// <summary>Sets a decimal number; null removes the attribute.</summary>
    public Item Set(string name, decimal? value) =>
        Put(name, value is { } number ? new() { N = (number == 0 ? 0m : number).ToString("0.############################", CultureInfo.InvariantCulture) } : null);

    /// <summary>Sets an instant; null removes the attribute.</summary>
    public Item Set(string name, DateTimeOffset? value) => Put(name, value is { } instant ? new() { S = Times.ToText(instant) } : null);

    /// <summary>Sets a Boolean; null removes the attribute.</summary>
    public Item Set(string name, bool? value) => Put(name, value is { } truth ? new() { BOOL = truth } : null);

    /// <summary>Sets a list of texts; an empty one removes the attribute.</summary>
    public Item SetStrings(string name, IEnumerable<string>? values) =>
        values?.Select(value => new AttributeValue { S = value }).ToList() is { Count: > 0 } list ? Put(name, new() { L = list }) : Put(name, null);

    /// <summary>Sets a set of texts (in ordinal order, each once); an empty one removes the attribute.</summary>
    public Item SetSet(string name, IEnumerable<string>? values) =>
        values?.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } set ? Put(name, new() { SS = set }) : Put(name, null);

    /// <summary>Sets a value of an enumeration, by name in lower case; null removes the attribute.</summary>
    public Item SetEnum<T>(string name, T? value)
        where T : struct, Enum => Set(name, value is { } known ? TextOf(known) : null);

    /// <summary>How a value of an enumeration is stored.</summary>
    public static string TextOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>Sets bytes; none at all removes the attribute.</summary>
    public Item SetBytes(string name, ReadOnlyMemory<byte> value) => Put(name, value.IsEmpty ? null : new() { B = new MemoryStream(value.ToArray(), writable: false) });

    /// <summary>Sets what an audit entry has of the attribute (<see cref="ItemDiff"/>); null removes it.</summary>
    internal Item SetJson(string name, System.Text.Json.JsonElement? value) => Put(name, ItemDiff.ValueOf(value));

    /// <summary>Removes the attribute.</summary>
    public Item Remove(string name) => Put(name, null);

    internal Dictionary<string, AttributeValue> ToAttributes() => new(_attributes, StringComparer.Ordinal);

    private static readonly IReadOnlySet<string> EmptySet = new HashSet<string>();

    private AttributeValue? Find(string name) => _attributes.GetValueOrDefault(name);

    private Item Put(string name, AttributeValue? value)
    {
        if (value is not null)
            _attributes[name] = value;
        else
            _attributes.Remove(name);

        return this;
    }
}

using System.Buffers;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// An item as it is stored: its key in byte form, and its attributes packed into bytes (a fifth of what they take as objects; a catalog of 200,000 offers
/// with its markers and audit entries has a million items). Immutable.
/// </summary>
internal sealed class StoredItem
{
    private static readonly NameTable Names = new();

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private readonly byte[] _packed;

    private StoredItem(byte[] key, byte[] packed, int size) => (Key, _packed, Size) = (key, packed, size);

    /// <summary>Its key, by <see cref="KeyCodec"/>.</summary>
    public byte[] Key { get; }

    /// <summary>Bytes by the service's rules.</summary>
    public int Size { get; }

    /// <summary>All attributes; made anew each time.</summary>
    public AttributeMap Attributes
    {
        get
        {
            var input = new LogReader(_packed);
            return ItemCodec.Read(ref input, Names);
        }
    }

    /// <summary>Packs attributes.</summary>
    public static StoredItem Of(byte[] key, AttributeMap attributes)
    {
        var buffer = _buffer ??= new(4096);
        buffer.ResetWrittenCount();
        var output = new LogWriter(buffer);
        ItemCodec.Write(ref output, attributes, Names);
        return new(key, buffer.WrittenSpan.ToArray(), attributes.Size);
    }

    /// <summary>One attribute, or null; the others are not read.</summary>
    public AttributeValue? Attribute(string name) => Only([name])[name];

    /// <summary>Those of some attributes that it has; the others are not read.</summary>
    public AttributeMap Only(IReadOnlyList<string> names)
    {
        var input = new LogReader(_packed);
        return ItemCodec.ReadSome(ref input, Names, names);
    }

    /// <summary>The same attributes under another key: what an index holds that has all of them.</summary>
    public StoredItem Under(byte[] key) => new(key, _packed, Size);

    /// <summary>Whether the attributes are equal.</summary>
    public bool SameAttributes(StoredItem other) => _packed.AsSpan().SequenceEqual(other._packed) || Attributes.Equals(other.Attributes);
}

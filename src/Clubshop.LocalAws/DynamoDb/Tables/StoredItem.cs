using System.Buffers;
using System.Buffers.Binary;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// An item as it is stored: its key in byte form and behind it its attributes, packed into one row of bytes (a fifth of what they take as objects; a catalog
/// of 200,000 offers with its markers, audit entries and customers has more than two million items). Immutable.
/// </summary>
internal sealed class StoredItem : IKeyed
{
    /// <summary>The numbers of names in all items.</summary>
    public static readonly NameTable Names = new();

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private readonly byte[] _bytes;

    private StoredItem(byte[] bytes, int keyLength, int size) => (_bytes, KeyLength, Size) = (bytes, keyLength, size);

    /// <summary>Its key, by <see cref="KeyCodec"/>.</summary>
    public ReadOnlySpan<byte> Key => _bytes.AsSpan(0, KeyLength);

    /// <inheritdoc/>
    public int KeyLength { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <summary>The attributes, as <see cref="ItemCodec"/> packs them.</summary>
    public ReadOnlySpan<byte> Packed => _bytes.AsSpan(KeyLength);

    /// <summary>All attributes; made anew each time.</summary>
    public AttributeMap Attributes
    {
        get
        {
            var input = new LogReader(Packed);
            return ItemCodec.Read(ref input, Names);
        }
    }

    /// <summary>Packs attributes.</summary>
    public static StoredItem Of(ReadOnlySpan<byte> key, AttributeMap attributes)
    {
        var buffer = Buffer();
        buffer.Write(key);
        var output = new LogWriter(buffer);
        ItemCodec.Write(ref output, attributes, Names);
        return new(buffer.WrittenSpan.ToArray(), key.Length, attributes.Size);
    }

    /// <summary>Packs the item of a log entry that is next, without making objects of its attributes.</summary>
    /// <param name="keys">Makes the key.</param>
    /// <param name="input">Stands before the item, and then behind it.</param>
    public static StoredItem Read(PackedKeys keys, ref LogReader input)
    {
        var buffer = Buffer();
        var output = new LogWriter(buffer);
        var size = ItemCodec.Pack(ref input, ref output, Names);
        var packed = buffer.WrittenCount;
        if (!keys.TryAppend(buffer, buffer.WrittenSpan)) throw new InvalidDataException("An item in the state log has no key.");
        var (bytes, keyLength) = (new byte[buffer.WrittenCount], buffer.WrittenCount - packed);
        buffer.WrittenSpan[packed..].CopyTo(bytes);
        buffer.WrittenSpan[..packed].CopyTo(bytes.AsSpan(keyLength));
        return new(bytes, keyLength, size);
    }

    /// <summary>Appends the item to a log entry.</summary>
    public void Write(ref LogWriter output)
    {
        var input = new LogReader(Packed);
        ItemCodec.Unpack(ref input, ref output, Names);
    }

    /// <summary>One attribute, or null; the others are not read.</summary>
    public AttributeValue? Attribute(string name) => Only([name])[name];

    /// <summary>Those of some attributes that it has; the others are not read.</summary>
    public AttributeMap Only(IReadOnlyList<string> names)
    {
        var input = new LogReader(Packed);
        return ItemCodec.ReadSome(ref input, Names, names);
    }

    /// <summary>Bytes of some attributes, by the numbers of their names; nothing is made of them.</summary>
    public int SizeOf(HashSet<int> numbers)
    {
        var input = new LogReader(Packed);
        return ItemCodec.SizeOf(ref input, Names, numbers);
    }

    /// <inheritdoc/>
    public int CompareKey(ReadOnlySpan<byte> key) => Key.SequenceCompareTo(key);

    /// <inheritdoc/>
    public ulong KeyPiece(int from)
    {
        if (from >= KeyLength) return 0;
        var left = KeyLength - from;
        if (left >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(from));
        var piece = 0UL;
        for (var i = 0; i < left; i++) piece |= (ulong)_bytes[from + i] << (56 - (8 * i));
        return piece;
    }

    /// <inheritdoc/>
    public byte[] CopyKey() => Key.ToArray();

    private static ArrayBufferWriter<byte> Buffer()
    {
        var buffer = _buffer ??= new(4096);
        buffer.ResetWrittenCount();
        return buffer;
    }
}

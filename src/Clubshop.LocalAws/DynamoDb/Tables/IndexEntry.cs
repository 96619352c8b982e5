using System.Buffers.Binary;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>An item in an index. Neither its attributes nor the table's key, which stands behind the index's own, are kept again. Immutable.</summary>
/// <param name="part">The index's own key, by <see cref="KeyCodec"/>.</param>
/// <param name="item">The item as it was when the index followed it.</param>
/// <param name="size">Bytes of what the index holds of it.</param>
internal sealed class IndexEntry(byte[] part, StoredItem item, int size) : IKeyed
{
    /// <summary>The item.</summary>
    public StoredItem Item => item;

    /// <inheritdoc/>
    public int Size => size;

    /// <inheritdoc/>
    public int KeyLength => part.Length + item.KeyLength;

    /// <summary>Whether another version of the same item has the same place in the index.</summary>
    public bool IsWhere(IndexEntry other) => part.AsSpan().SequenceEqual(other.Part);

    /// <inheritdoc/>
    public int CompareKey(ReadOnlySpan<byte> key)
    {
        if (key.Length < part.Length) return part.AsSpan().SequenceCompareTo(key);
        var order = part.AsSpan().SequenceCompareTo(key[..part.Length]);
        return order != 0 ? order : item.CompareKey(key[part.Length..]);
    }

    /// <inheritdoc/>
    public ulong KeyPiece(int from)
    {
        if (from >= part.Length) return item.KeyPiece(from - part.Length);
        var own = part.AsSpan(from);
        if (own.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64BigEndian(own);
        // The end of the own part, and behind it the beginning of the item's key.
        var piece = item.KeyPiece(0) >> (8 * own.Length);
        for (var i = 0; i < own.Length; i++) piece |= (ulong)own[i] << (56 - (8 * i));
        return piece;
    }

    /// <inheritdoc/>
    public byte[] CopyKey() => [.. part, .. item.Key];

    private byte[] Part => part;
}

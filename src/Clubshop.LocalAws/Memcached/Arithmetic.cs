using System.Buffers.Text;

namespace Clubshop.LocalAws.Memcached;

/// <summary>Adds to the decimal number that an item holds.</summary>
internal static class Arithmetic
{
    /// <summary>The refusal of a value that is not a number.</summary>
    public static ReadOnlySpan<byte> NotANumber => "CLIENT_ERROR cannot increment or decrement non-numeric value"u8;

    /// <summary>
    /// Adds, wrapping at 2^64, or subtracts, down to 0. A number that needs no more room than before is written into the item, padded with
    /// spaces, otherwise a new item takes its place: as memcached does; this decides whether marks on the item stay.
    /// </summary>
    /// <returns>The item that holds the number; null when the value is not a number.</returns>
    public static CacheItem? Add(ItemStore store, CacheItem item, ulong delta, bool isDecrement, out ulong number)
    {
        if (!DecimalText.TryUInt64(item.Data, out number)) return null;
        number = !isDecrement ? unchecked(number + delta) : number < delta ? 0 : number - delta;
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, text, out var length);
        if (length <= item.Data.Length)
        {
            text[..length].CopyTo(item.Data);
            item.Data.AsSpan(length).Fill((byte)' ');
            item.Cas = store.NextCas();
            return item;
        }
        var longer = new CacheItem(item.Key, text[..length].ToArray())
        {
            Flags = item.Flags,
            ExpiresAt = item.ExpiresAt,
            IsBinaryKey = item.IsBinaryKey,
        };
        store.Put(longer);
        return longer;
    }
}

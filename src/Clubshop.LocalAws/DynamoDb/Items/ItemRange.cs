using System.Buffers;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Items;

/// <summary>A stretch of a table or index in key order, and walking it.</summary>
/// <param name="Lower">The first possible key.</param>
/// <param name="Upper">The key after its last; null for no end.</param>
internal readonly record struct ItemRange(byte[] Lower, byte[]? Upper)
{
    /// <summary>Everything.</summary>
    public static ItemRange All { get; } = new([], null);

    /// <summary>One partition, cut by conditions on the sort key if there are any: equality on all but the last.</summary>
    public static ItemRange Of(IReadOnlyList<AttributeValue> partition, IReadOnlyList<KeyCondition> sorts)
    {
        var prefix = new ArrayBufferWriter<byte>(96);
        KeyCodec.AppendPartition(prefix, partition);
        foreach (var equal in sorts.SkipLast(1)) KeyCodec.AppendSort(prefix, equal.Values[0]);
        var sort = sorts.Count > 0 ? sorts[^1] : null;
        var start = prefix.WrittenSpan.ToArray();
        var end = KeyCodec.Behind(start);
        if (sort is null) return new(start, end);

        byte[] At(AttributeValue value)
        {
            var output = new ArrayBufferWriter<byte>(96);
            output.Write(start);
            KeyCodec.AppendSort(output, value);
            return output.WrittenSpan.ToArray();
        }
        var first = At(sort.Values[0]);
        switch (sort.Operator)
        {
            case "EQ": return new(first, KeyCodec.Behind(first));
            case "LT": return new(start, first);
            case "LE": return new(start, KeyCodec.Behind(first));
            case "GT": return new(KeyCodec.Behind(first) ?? first, end);
            case "GE": return new(first, end);
            case "BETWEEN": return new(first, KeyCodec.Behind(At(sort.Values[1])));
            default:
                var begins = new ArrayBufferWriter<byte>(96);
                begins.Write(start);
                KeyCodec.AppendSortPrefix(begins, sort.Values[0]);
                return new(begins.WrittenSpan.ToArray(), KeyCodec.Behind(begins.WrittenSpan));
        }
    }

    /// <summary>One segment of a parallel scan.</summary>
    public static ItemRange Segment(int segment, int total) =>
        new(segment == 0 ? [] : KeyCodec.SegmentStart(segment, total), segment + 1 == total ? null : KeyCodec.SegmentStart(segment + 1, total));

    /// <summary>Whether the key is in it.</summary>
    public bool Has(ReadOnlySpan<byte> key) =>
        key.SequenceCompareTo(Lower) >= 0 && (Upper is null || key.SequenceCompareTo(Upper) < 0);

    /// <summary>What is left of it behind (or, going backwards, before) a key.</summary>
    public ItemRange From(byte[] key, bool forward) => forward ? this with { Lower = KeyCodec.After(key) } : this with { Upper = key };

    /// <summary>Takes items until the limit or until a page is full.</summary>
    /// <param name="map">The table or index.</param>
    /// <param name="forward">Ascending.</param>
    /// <param name="limit">Most items; null for no limit.</param>
    /// <param name="pageBytes">Size at which a page is full; it includes the item that reaches the limit.</param>
    /// <returns>The items, their total size, and whether more may follow.</returns>
    public (List<T> Items, long Bytes, bool More) Take<T>(OrderedMap<T> map, bool forward, long? limit, int pageBytes)
        where T : class, IKeyed
    {
        var items = new List<T>();
        long bytes = 0;
        foreach (var item in forward ? map.Ascending(Lower) : map.Descending(Upper))
        {
            if (forward ? Upper is not null && item.CompareKey(Upper) >= 0 : item.CompareKey(Lower) < 0) break;
            if (bytes >= pageBytes) return (items, bytes, true);
            items.Add(item);
            bytes += item.Size;
            // The service does not check whether anything follows the last item of a full page.
            if (items.Count == limit) return (items, bytes, true);
        }
        return (items, bytes, false);
    }
}

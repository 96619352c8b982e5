using System.Buffers;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>Makes the keys of packed items without making objects of their attributes, which each write does for the table's indexes, and opening does for all items.</summary>
/// <param name="keys">The key.</param>
/// <param name="names">The numbers of names in the items.</param>
internal sealed class PackedKeys(KeySchema keys, NameTable names)
{
    private readonly int[] _numbers = [.. keys.Names.Select(names.NumberOf)];
    private readonly int _partitions = keys.Partitions.Count;

    /// <summary>Appends the key of an item; false where an attribute of the key is missing.</summary>
    public bool TryAppend(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> packed)
    {
        Span<int> places = stackalloc int[_numbers.Length];
        if (!Find(packed, places)) return false;
        if (_partitions == 1 && ItemCodec.TryKeyBytes(new LogReader(packed[places[0]..]), out var partition)) KeyCodec.AppendPartition(output, partition);
        else KeyCodec.AppendPartition(output, Values(packed, places[.._partitions]));
        foreach (var place in places[_partitions..])
        {
            var input = new LogReader(packed[place..]);
            if (ItemCodec.TryKeyBytes(input, out var sort)) KeyCodec.AppendSort(output, sort);
            else KeyCodec.AppendSort(output, ItemCodec.ReadValue(ref input, names));
        }
        return true;
    }

    private AttributeValue[] Values(ReadOnlySpan<byte> packed, ReadOnlySpan<int> places)
    {
        var values = new AttributeValue[places.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var input = new LogReader(packed[places[i]..]);
            values[i] = ItemCodec.ReadValue(ref input, names);
        }
        return values;
    }

    // Where the values of the key's attributes stand.
    private bool Find(ReadOnlySpan<byte> packed, Span<int> places)
    {
        places.Clear();
        var left = places.Length;
        var input = new LogReader(packed);
        for (var count = input.Int(); count > 0 && left > 0; count--)
        {
            var number = input.Int();
            var name = number == 0 ? input.Span() : default;
            for (var i = 0; i < places.Length; i++)
            {
                if (_numbers[i] != number || (number == 0 && !System.Text.Encoding.UTF8.GetBytes(keys.Names[i]).AsSpan().SequenceEqual(name))) continue;
                places[i] = packed.Length - input.Left;
                left--;
            }
            ItemCodec.Pass(ref input, names);
        }
        return left == 0;
    }
}

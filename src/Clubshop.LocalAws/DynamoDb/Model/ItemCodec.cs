using System.Text;

namespace Clubshop.LocalAws.DynamoDb.Model;

/// <summary>
/// The binary form of items, in the state log and in memory: a type byte, then lengths as variable-length integers. In the log names are written out;
/// in memory a <see cref="NameTable"/> has them.
/// </summary>
internal static class ItemCodec
{
    private enum Tag : byte
    {
        String = 1, Number, Binary, True, False, Null, StringSet, NumberSet, BinarySet, List, Map,
    }

    /// <summary>Appends an item.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="item">The item.</param>
    /// <param name="table">Has the numbers of names; null: names are written out.</param>
    public static void Write(ref LogWriter output, AttributeMap item, NameTable? table = null)
    {
        output.Int(item.Count);
        for (var i = 0; i < item.Count; i++)
        {
            var number = table?.NumberOf(item.Names[i]) ?? 0;
            if (table is not null) output.Int(number);
            if (number == 0) output.Text(item.Names[i]);
            Write(ref output, item.Values[i], table);
        }
    }

    /// <summary>Reads an item that was written with the same numbers.</summary>
    public static AttributeMap Read(ref LogReader input, NameTable? table = null)
    {
        var count = input.Int();
        var names = new string[count];
        var values = new AttributeValue[count];
        for (var i = 0; i < count; i++)
        {
            names[i] = ReadName(ref input, table);
            values[i] = ReadValue(ref input, table);
        }
        return AttributeMap.FromSorted(names, values);
    }

    /// <summary>Reads some attributes of an item, and passes over the others.</summary>
    public static AttributeMap ReadSome(ref LogReader input, NameTable? table, IReadOnlyList<string> wanted)
    {
        var found = new List<KeyValuePair<string, AttributeValue>>(wanted.Count);
        for (var left = input.Int(); left > 0; left--)
        {
            var name = ReadName(ref input, table);
            if (wanted.Contains(name)) found.Add(new(name, ReadValue(ref input, table)));
            else Pass(ref input, table);
        }
        return AttributeMap.From(found);
    }

    /// <summary>Turns an item of the log, whose names are written out, into its form in memory, without making objects of it.</summary>
    /// <returns>Bytes of the item by the service's rules.</returns>
    public static int Pack(ref LogReader input, ref LogWriter output, NameTable table)
    {
        var (count, size) = (input.Int(), 0);
        output.Int(count);
        for (; count > 0; count--)
        {
            var name = input.Span();
            size += name.Length;
            var number = table.NumberOf(name);
            output.Int(number);
            if (number == 0) output.Bytes(name);
            size += PackValue(ref input, ref output, table);
        }
        return size;
    }

    /// <summary>The other way: what <see cref="Pack"/> read.</summary>
    public static void Unpack(ref LogReader input, ref LogWriter output, NameTable table)
    {
        var count = input.Int();
        output.Int(count);
        for (; count > 0; count--)
        {
            var number = input.Int();
            output.Bytes(number > 0 ? table.BytesOf(number) : input.Span());
            UnpackValue(ref input, ref output, table);
        }
    }

    /// <summary>Bytes of those attributes of a packed item whose names have one of these numbers; of all without numbers.</summary>
    public static int SizeOf(ref LogReader input, NameTable table, HashSet<int>? numbers = null)
    {
        var size = 0;
        for (var count = input.Int(); count > 0; count--)
        {
            var number = input.Int();
            var name = number > 0 ? table.BytesOf(number) : input.Span();
            if (numbers is null || numbers.Contains(number)) size += name.Length + SizeOfValue(ref input, table);
            else Pass(ref input, table);
        }
        return size;
    }

    private static int SizeOfValue(ref LogReader input, NameTable table)
    {
        var tag = (Tag)input.Byte();
        int left, size;
        switch (tag)
        {
            case Tag.True or Tag.False or Tag.Null:
                return 1;
            case Tag.String or Tag.Binary:
                return input.Span().Length;
            case Tag.Number:
                return SizeOfNumber(input.Span());
            case Tag.StringSet or Tag.NumberSet or Tag.BinarySet:
                for ((left, size) = (input.Int(), 0); left > 0; left--) size += tag == Tag.NumberSet ? SizeOfNumber(input.Span()) : input.Span().Length;
                return size;
            case Tag.List:
                left = input.Int();
                for (size = 3 + left; left > 0; left--) size += SizeOfValue(ref input, table);
                return size;
            case Tag.Map:
                var members = input.Ahead();
                return 3 + members.Int() + SizeOf(ref input, table);
            default:
                throw new InvalidDataException($"Unknown value tag {tag} in an item.");
        }
    }

    private static int PackValue(ref LogReader input, ref LogWriter output, NameTable table)
    {
        var tag = input.Byte();
        output.Byte(tag);
        int left, size;
        switch ((Tag)tag)
        {
            case Tag.True or Tag.False or Tag.Null:
                return 1;
            case Tag.String or Tag.Binary:
                return Copy(ref input, ref output).Length;
            case Tag.Number:
                return SizeOfNumber(Copy(ref input, ref output));
            case Tag.StringSet or Tag.NumberSet or Tag.BinarySet:
                left = input.Int();
                output.Int(left);
                for (size = 0; left > 0; left--)
                {
                    var member = Copy(ref input, ref output);
                    size += (Tag)tag == Tag.NumberSet ? SizeOfNumber(member) : member.Length;
                }
                return size;
            case Tag.List:
                left = input.Int();
                output.Int(left);
                for (size = 3 + left; left > 0; left--) size += PackValue(ref input, ref output, table);
                return size;
            case Tag.Map:
                var members = input.Ahead();
                return 3 + members.Int() + Pack(ref input, ref output, table);
            default:
                throw new InvalidDataException($"Unknown value tag {tag} in the state log.");
        }
    }

    private static void UnpackValue(ref LogReader input, ref LogWriter output, NameTable table)
    {
        var tag = input.Byte();
        output.Byte(tag);
        switch ((Tag)tag)
        {
            case Tag.True or Tag.False or Tag.Null:
                break;
            case Tag.String or Tag.Number or Tag.Binary:
                Copy(ref input, ref output);
                break;
            case Tag.StringSet or Tag.NumberSet or Tag.BinarySet:
                for (var left = CopyCount(ref input, ref output); left > 0; left--) Copy(ref input, ref output);
                break;
            case Tag.List:
                for (var left = CopyCount(ref input, ref output); left > 0; left--) UnpackValue(ref input, ref output, table);
                break;
            case Tag.Map:
                Unpack(ref input, ref output, table);
                break;
            default:
                throw new InvalidDataException($"Unknown value tag {tag} in an item.");
        }
    }

    private static ReadOnlySpan<byte> Copy(ref LogReader input, ref LogWriter output)
    {
        var value = input.Span();
        output.Bytes(value);
        return value;
    }

    private static int CopyCount(ref LogReader input, ref LogWriter output)
    {
        var count = input.Int();
        output.Int(count);
        return count;
    }

    // Whole numbers are most; the others, and those with zeros at either end, are read.
    private static int SizeOfNumber(ReadOnlySpan<byte> number) =>
        number.Length <= 38 && number[0] != '0' && number[^1] != '0' && number.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            ? 1 + ((number.Length + 1) / 2)
            : Read(Encoding.UTF8.GetString(number)).Size;

    private static string ReadName(ref LogReader input, NameTable? table) =>
        table is not null && input.Int() is > 0 and var number ? table.NameOf(number) : input.Name();

    private static void Write(ref LogWriter output, AttributeValue value, NameTable? table)
    {
        switch (value)
        {
            case StringValue text:
                output.Byte((byte)Tag.String);
                output.Text(text.Value);
                break;
            case NumberValue number:
                output.Byte((byte)Tag.Number);
                output.Text(number.Value.ToString());
                break;
            case BinaryValue binary:
                output.Byte((byte)Tag.Binary);
                output.Bytes(binary.Value.Span);
                break;
            case BooleanValue boolean:
                output.Byte((byte)(boolean.Value ? Tag.True : Tag.False));
                break;
            case NullValue:
                output.Byte((byte)Tag.Null);
                break;
            case StringSetValue set:
                output.Byte((byte)Tag.StringSet);
                output.Int(set.Count);
                foreach (var item in set.Items) output.Text(item);
                break;
            case NumberSetValue set:
                output.Byte((byte)Tag.NumberSet);
                output.Int(set.Count);
                foreach (var item in set.Items) output.Text(item.ToString());
                break;
            case BinarySetValue set:
                output.Byte((byte)Tag.BinarySet);
                output.Int(set.Count);
                foreach (var item in set.Items) output.Bytes(item.Value.Span);
                break;
            case ListValue list:
                output.Byte((byte)Tag.List);
                output.Int(list.Items.Count);
                foreach (var item in list.Items) Write(ref output, item, table);
                break;
            case MapValue map:
                output.Byte((byte)Tag.Map);
                Write(ref output, map.Members, table);
                break;
            default:
                throw new InvalidOperationException("Unknown value type " + value.Type);
        }
    }

    /// <summary>The bytes of a value as a key has them; false for a number, whose bytes in a key are others.</summary>
    public static bool TryKeyBytes(LogReader input, out ReadOnlySpan<byte> bytes)
    {
        var known = (Tag)input.Byte() is Tag.String or Tag.Binary;
        bytes = known ? input.Span() : default;
        return known;
    }

    /// <summary>Reads one value.</summary>
    public static AttributeValue ReadValue(ref LogReader input, NameTable? table)
    {
        var tag = (Tag)input.Byte();
        switch (tag)
        {
            case Tag.String: return new StringValue(input.Text());
            case Tag.Number: return new NumberValue(ReadNumber(ref input));
            case Tag.Binary: return new BinaryValue(input.Bytes());
            case Tag.True: return BooleanValue.True;
            case Tag.False: return BooleanValue.False;
            case Tag.Null: return NullValue.Instance;
            case Tag.Map: return new MapValue(Read(ref input, table));
            case Tag.StringSet:
                var strings = new string[input.Int()];
                for (var i = 0; i < strings.Length; i++) strings[i] = input.Text();
                return new StringSetValue(strings);
            case Tag.NumberSet:
                var numbers = new DynamoNumber[input.Int()];
                for (var i = 0; i < numbers.Length; i++) numbers[i] = ReadNumber(ref input);
                return new NumberSetValue(numbers);
            case Tag.BinarySet:
                var binaries = new BinaryValue[input.Int()];
                for (var i = 0; i < binaries.Length; i++) binaries[i] = new BinaryValue(input.Bytes());
                return new BinarySetValue(binaries);
            case Tag.List:
                var items = new AttributeValue[input.Int()];
                for (var i = 0; i < items.Length; i++) items[i] = ReadValue(ref input, table);
                return new ListValue(items);
            default:
                throw new InvalidDataException($"Unknown value tag {tag} in the state log.");
        }
    }

    /// <summary>Passes over one value.</summary>
    public static void Pass(ref LogReader input, NameTable? table)
    {
        var tag = (Tag)input.Byte();
        switch (tag)
        {
            case Tag.True or Tag.False or Tag.Null:
                break;
            case Tag.String or Tag.Number or Tag.Binary:
                input.Pass();
                break;
            case Tag.StringSet or Tag.NumberSet or Tag.BinarySet:
                for (var left = input.Int(); left > 0; left--) input.Pass();
                break;
            case Tag.List:
                for (var left = input.Int(); left > 0; left--) Pass(ref input, table);
                break;
            case Tag.Map:
                for (var left = input.Int(); left > 0; left--)
                {
                    if (table is null || input.Int() == 0) input.Pass();
                    Pass(ref input, table);
                }
                break;
            default:
                throw new InvalidDataException($"Unknown value tag {tag} in an item.");
        }
    }

    private static DynamoNumber ReadNumber(ref LogReader input) => Read(input.Text());

    private static DynamoNumber Read(string text) =>
        DynamoNumber.TryParse(text, out var number) is { } problem ? throw new InvalidDataException(problem) : number;
}

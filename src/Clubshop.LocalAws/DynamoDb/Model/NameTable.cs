using System.Collections.Concurrent;
using System.Text;

namespace Clubshop.LocalAws.DynamoDb.Model;

/// <summary>
/// Numbers for the names of attributes, so that items in memory do not repeat them. Names recur; where they do not (a map whose members are ids), the
/// first <see cref="Most"/> get a number and the others none. For any thread.
/// </summary>
internal sealed class NameTable
{
    /// <summary>Names that get a number.</summary>
    public const int Most = 4096;

    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly string[] _names = new string[Most + 1];
    private readonly byte[][] _bytes = new byte[Most + 1][];

    // Numbers by a hash of the name's bytes. Which one has a place does not matter: the next that asks for another one of the same hash puts it there.
    private readonly int[] _places = new int[4 * Most];
    private readonly Lock _adding = new();
    private int _count;

    /// <summary>The number of a name, from 1; 0 when it has none and is to be written out.</summary>
    public int NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out var number)) return number;
        if (Volatile.Read(ref _count) >= Most) return 0;
        lock (_adding)
        {
            if (_numbers.TryGetValue(name, out number)) return number;
            if (_count >= Most) return 0;
            _names[_count + 1] = name;
            _bytes[_count + 1] = Encoding.UTF8.GetBytes(name);
            Volatile.Write(ref _count, _count + 1);
            return _numbers[name] = _count;
        }
    }

    /// <summary>The same of a name in UTF-8.</summary>
    public int NumberOf(ReadOnlySpan<byte> name)
    {
        ref var place = ref _places[HashOf(name)];
        var known = Volatile.Read(ref place);
        if (known > 0 && _bytes[known].AsSpan().SequenceEqual(name)) return known;
        var number = NumberOf(Encoding.UTF8.GetString(name));
        if (number > 0) Volatile.Write(ref place, number);
        return number;
    }

    /// <summary>The name of a number that <see cref="NumberOf(string)"/> gave.</summary>
    public string NameOf(int number) => _names[number];

    /// <summary>The same in UTF-8.</summary>
    public ReadOnlySpan<byte> BytesOf(int number) => _bytes[number];

    // Names differ in their length, beginning and end.
    private static int HashOf(ReadOnlySpan<byte> name)
    {
        var hash = (uint)name.Length;
        if (!name.IsEmpty) hash = (hash * 31 * 31 * 31) + (name[0] * 31u * 31u) + (name[name.Length / 2] * 31u) + name[^1];
        return (int)((hash * 2654435761u) >> 18) & ((4 * Most) - 1);
    }
}

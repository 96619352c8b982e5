using System.Collections.Concurrent;

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
            Volatile.Write(ref _count, _count + 1);
            return _numbers[name] = _count;
        }
    }

    /// <summary>The name of a number that <see cref="NumberOf"/> gave.</summary>
    public string NameOf(int number) => _names[number];
}

using System.Numerics;

namespace Clubshop.Admin.MasterData.Kept;

/// <summary>A set of rows by slot, one bit a row: of 200,000 rows 25 KB, and two sets are joined in some microseconds.</summary>
/// <param name="length">Number of slots: it can hold those from 0 to this, itself excluded.</param>
internal sealed class RowBits(int length)
{
    private readonly ulong[] _words = new ulong[(length + 63) >> 6];

    /// <summary>Number of slots.</summary>
    public int Length => length;

    /// <summary>Whether the row of a slot is in it.</summary>
    public bool this[int slot] => (_words[slot >> 6] & (1UL << slot)) != 0;

    /// <summary>The set of all rows.</summary>
    public static RowBits Full(int length)
    {
        var all = new RowBits(length);
        all._words.AsSpan().Fill(ulong.MaxValue);
        if ((length & 63) != 0)
            all._words[^1] = (1UL << length) - 1;
        return all;
    }

    public void Add(int slot) => _words[slot >> 6] |= 1UL << slot;

    public void Add(ReadOnlySpan<int> slots)
    {
        foreach (var slot in slots)
            Add(slot);
    }

    public void Remove(int slot) => _words[slot >> 6] &= ~(1UL << slot);

    /// <summary>Number of rows in it.</summary>
    public int Count()
    {
        var count = 0;
        foreach (var word in _words)
            count += BitOperations.PopCount(word);

        return count;
    }

    /// <summary>Number of rows that are in another set of the same length too.</summary>
    public int CountIn(RowBits other)
    {
        var count = 0;
        var others = other._words.AsSpan(0, _words.Length);
        for (var i = 0; i < _words.Length; i++)
            count += BitOperations.PopCount(_words[i] & others[i]);

        return count;
    }

    /// <summary>A copy, for as many slots or more.</summary>
    public RowBits Copy(int slots)
    {
        var copy = new RowBits(slots);
        _words.CopyTo(copy._words, 0);
        return copy;
    }

    /// <summary>A copy.</summary>
    public RowBits Copy() => Copy(length);

    /// <summary>Leaves what is in another set of the same length too.</summary>
    public void And(RowBits other)
    {
        var others = other._words.AsSpan(0, _words.Length);
        for (var i = 0; i < _words.Length; i++)
            _words[i] &= others[i];
    }

    /// <summary>Takes out what is in another set, of any length.</summary>
    public void Except(RowBits other)
    {
        var shared = Math.Min(_words.Length, other._words.Length);
        var others = other._words.AsSpan(0, shared);
        for (var i = 0; i < shared; i++)
            _words[i] &= ~others[i];
    }

    /// <summary>Adds what is in another set of the same length.</summary>
    public void Or(RowBits other)
    {
        var others = other._words.AsSpan(0, _words.Length);
        for (var i = 0; i < _words.Length; i++)
            _words[i] |= others[i];
    }

    /// <summary>The slots in rising order. The slot that was given last may be removed meanwhile.</summary>
    public Enumerator GetEnumerator() => new(_words);

    internal struct Enumerator(ulong[] words)
    {
        private int _at = -1;
        private ulong _left;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (_left == 0)
            {
                if (++_at >= words.Length)
                    return false;

                _left = words[_at];
            }

            Current = (_at << 6) + BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            return true;
        }
    }
}

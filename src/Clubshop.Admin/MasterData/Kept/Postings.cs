namespace Clubshop.Admin.MasterData.Kept;

/// <summary>
/// For each of many keys the rows that have it: four bytes a key and four for each of its rows, in two flat arrays; a set for a key that many rows have.
/// Immutable.
/// </summary>
internal sealed class Postings
{
    // A set takes a bit of each row: less than the slots of a 32nd of them.
    private const int Many = 32;

    private readonly int[] _starts;
    private readonly int[] _slots;
    private readonly Dictionary<int, RowBits> _sets;

    private Postings(int[] starts, int[] slots, Dictionary<int, RowBits> sets, int used) => (_starts, _slots, _sets, Used) = (starts, slots, sets, used);

    /// <summary>Those of no key.</summary>
    public static Postings None { get; } = new([0], [], [], 0);

    /// <summary>Number of keys.</summary>
    public int Keys => _starts.Length - 1;

    /// <summary>Number of keys that any row has.</summary>
    public int Used { get; }

    /// <summary>Adds the rows that have a key to a set; none for a key that came later.</summary>
    public void AddTo(RowBits rows, int key)
    {
        if (_sets.TryGetValue(key, out var set))
            rows.Or(set);
        else
            rows.Add(Of(key));
    }

    /// <summary>Number of the rows of a set that have a key.</summary>
    public int CountIn(RowBits rows, int key)
    {
        if (_sets.TryGetValue(key, out var set))
            return set.CountIn(rows);

        var count = 0;
        foreach (var slot in Of(key))
            count += rows[slot] ? 1 : 0;

        return count;
    }

    /// <summary>The same with rows replaced: one pass over all, whatever the number of those.</summary>
    /// <param name="keys">Number of keys now; as many or more.</param>
    /// <param name="replaced">The rows whose keys are given anew.</param>
    /// <param name="added">Their keys, each pair once.</param>
    public Postings With(int keys, RowBits replaced, List<(int Key, int Slot)> added)
    {
        var (from, sorted) = ByKey(keys, added);
        var (starts, slots, sets) = (new int[keys + 1], new int[_slots.Length + added.Count], new Dictionary<int, RowBits>());
        var (count, used, few) = (0, 0, replaced.Length / Many);
        for (var key = 0; key < keys; key++)
        {
            var own = sorted.AsSpan(from[key], from[key + 1] - from[key]);
            var had = key < Keys && _sets.TryGetValue(key, out var set) ? SetOf(set, replaced, own) : null;
            if (had is null)
            {
                Reserve(Of(key).Length + own.Length);
                foreach (var slot in Of(key))
                {
                    if (!replaced[slot])
                        slots[count++] = slot;
                }

                own.CopyTo(slots.AsSpan(count));
                count += own.Length;
                if (count - starts[key] > few)
                {
                    had = new(replaced.Length);
                    had.Add(slots.AsSpan(starts[key], count - starts[key]));
                    count = starts[key];
                }
            }
            else if (had.Count() is var left && left <= few)
            {
                Reserve(left);
                foreach (var slot in had)
                    slots[count++] = slot;
                had = null;
            }

            if (had is not null)
                sets.Add(key, had);
            if (had is not null || count > starts[key])
                used++;
            starts[key + 1] = count;
        }

        return new(starts, count < slots.Length ? slots[..count] : slots, sets, used);

        void Reserve(int more)
        {
            if (count + more > slots.Length)
                Array.Resize(ref slots, Math.Max(count + more, slots.Length + (slots.Length / 4)));
        }
    }

    private ReadOnlySpan<int> Of(int key) => key < Keys ? _slots.AsSpan(_starts[key], _starts[key + 1] - _starts[key]) : [];

    private static RowBits SetOf(RowBits old, RowBits replaced, ReadOnlySpan<int> own)
    {
        var set = old.Copy(replaced.Length);
        set.Except(replaced);
        set.Add(own);
        return set;
    }

    // Counting sort.
    private static (int[] Starts, int[] Slots) ByKey(int keys, List<(int Key, int Slot)> added)
    {
        var starts = new int[keys + 1];
        foreach (var (key, _) in added)
            starts[key + 1]++;
        for (var key = 0; key < keys; key++)
            starts[key + 1] += starts[key];

        var (slots, next) = (new int[added.Count], starts.AsSpan(0, keys).ToArray());
        foreach (var (key, slot) in added)
            slots[next[key]++] = slot;

        return (starts, slots);
    }
}

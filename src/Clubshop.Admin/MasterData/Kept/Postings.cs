namespace Clubshop.Admin.MasterData.Kept;

/// <summary>For each of many keys the rows that have it, in two flat arrays: four bytes a key and four for each of its rows. Immutable.</summary>
internal sealed class Postings
{
    private readonly int[] _starts;
    private readonly int[] _slots;

    private Postings(int[] starts, int[] slots, int used) => (_starts, _slots, Used) = (starts, slots, used);

    /// <summary>Those of no key.</summary>
    public static Postings None { get; } = new([0], [], 0);

    /// <summary>Number of keys.</summary>
    public int Keys => _starts.Length - 1;

    /// <summary>Number of keys that any row has.</summary>
    public int Used { get; }

    /// <summary>The slots of the rows that have a key, in no particular order; none for a key that came later.</summary>
    public ReadOnlySpan<int> Of(int key) => key < Keys ? _slots.AsSpan(_starts[key], _starts[key + 1] - _starts[key]) : [];

    /// <summary>The same with rows replaced: one pass over all, whatever the number of those.</summary>
    /// <param name="keys">Number of keys now; as many or more.</param>
    /// <param name="replaced">The rows whose keys are given anew.</param>
    /// <param name="added">Their keys, each pair once.</param>
    public Postings With(int keys, RowBits replaced, List<(int Key, int Slot)> added)
    {
        var (from, sorted) = ByKey(keys, added);
        var starts = new int[keys + 1];
        var slots = new int[_slots.Length + added.Count];
        var (count, used) = (0, 0);
        for (var key = 0; key < keys; key++)
        {
            foreach (var slot in Of(key))
            {
                if (!replaced[slot])
                    slots[count++] = slot;
            }

            var own = sorted.AsSpan(from[key], from[key + 1] - from[key]);
            own.CopyTo(slots.AsSpan(count));
            count += own.Length;
            starts[key + 1] = count;
            if (count > starts[key])
                used++;
        }

        // What was replaced leaves room at the end; worth keeping only while it is little.
        return new(starts, count < slots.Length - (slots.Length / 16) ? slots[..count] : slots, used);
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

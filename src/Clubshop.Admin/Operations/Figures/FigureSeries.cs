namespace Clubshop.Admin.Operations.Figures;

/// <summary>A ring of minutes. Safe for several threads.</summary>
internal sealed class FigureSeries
{
    /// <summary>Upper bounds of the classes of a distribution, in milliseconds; what is beyond the last counts as the last.</summary>
    public static readonly IReadOnlyList<double> Bounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

    private readonly Lock _gate = new();
    private readonly double[] _values = new double[FigureBook.Minutes];
    private readonly long[] _minutes = new long[FigureBook.Minutes];
    private long[][]? _counts;
    private double? _total;

    /// <summary>The last figure that was set.</summary>
    public double Last { get; private set; }

    public void Add(long minute, double value)
    {
        lock (_gate)
            _values[At(minute)] += value;
    }

    public void AddTotal(long minute, double total)
    {
        lock (_gate)
        {
            // The first one says nothing of the last hour.
            if (_total is { } before)
                _values[At(minute)] += total >= before ? total - before : total;
            _total = total;
        }
    }

    public void Set(long minute, double value)
    {
        lock (_gate)
            _values[At(minute)] = Last = value;
    }

    public void Observe(long minute, double value)
    {
        lock (_gate)
        {
            var at = At(minute);
            _values[at]++;
            _counts ??= [.. Enumerable.Range(0, FigureBook.Minutes).Select(_ => new long[Bounds.Count + 1])];
            var bound = 0;
            while (bound < Bounds.Count && value > Bounds[bound])
                bound++;
            _counts[at][bound]++;
        }
    }

    public IReadOnlyList<double> Read(long now)
    {
        lock (_gate)
            return [.. Enumerable.Range(0, FigureBook.Minutes).Select(back => now - (FigureBook.Minutes - 1) + back).Select(minute => Holds(minute) ? _values[Slot(minute)] : 0)];
    }

    public void AddCounts(long[] sums, long now, int minutes)
    {
        lock (_gate)
        {
            if (_counts is null)
                return;

            foreach (var minute in Enumerable.Range(0, Math.Min(minutes, FigureBook.Minutes)).Select(back => now - back).Where(Holds))
            {
                for (var bound = 0; bound < sums.Length; bound++)
                    sums[bound] += _counts[Slot(minute)][bound];
            }
        }
    }

    private static int Slot(long minute) => (int)(minute % FigureBook.Minutes);

    private bool Holds(long minute) => _minutes[Slot(minute)] == minute;

    // The slot of a minute, emptied of what an earlier hour left there.
    private int At(long minute)
    {
        var slot = Slot(minute);
        if (_minutes[slot] != minute)
        {
            (_minutes[slot], _values[slot]) = (minute, 0);
            if (_counts is { } counts)
                Array.Clear(counts[slot]);
        }

        return slot;
    }
}

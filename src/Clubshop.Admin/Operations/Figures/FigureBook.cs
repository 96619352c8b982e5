using System.Collections.Concurrent;

namespace Clubshop.Admin.Operations.Figures;

/// <summary>
/// The last hour of what this instance measured, minute by minute, in memory. Bounded: a tag that takes ever new values, which none should, is
/// dropped beyond <see cref="MaxSeries"/>.
/// </summary>
internal sealed class FigureBook(TimeProvider time)
{
    /// <summary>Minutes kept, the current one included.</summary>
    public const int Minutes = 60;

    /// <summary>Series kept in all.</summary>
    public const int MaxSeries = 500;

    private readonly ConcurrentDictionary<(string Instrument, string Tag), FigureSeries> _series = new();

    /// <summary>When this instance began to measure: at its start (UTC).</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>Adds to the current minute.</summary>
    public void Add(string instrument, string tag, double value) => Of(instrument, tag)?.Add(Minute(), value);

    /// <summary>Adds what a growing total has grown by; a smaller one began anew.</summary>
    public void AddTotal(string instrument, string tag, double total) => Of(instrument, tag)?.AddTotal(Minute(), total);

    /// <summary>Sets the figure of the current minute.</summary>
    public void Set(string instrument, string tag, double value) => Of(instrument, tag)?.Set(Minute(), value);

    /// <summary>Adds one value to the distribution of the current minute.</summary>
    public void Observe(string instrument, string tag, double value) => Of(instrument, tag)?.Observe(Minute(), value);

    /// <summary>The series of an instrument by tag, in the order of tags.</summary>
    public IReadOnlyList<Figure> Read(string instrument)
    {
        var now = Minute();
        return
        [
            .. _series.Where(one => one.Key.Instrument == instrument).OrderBy(one => one.Key.Tag, StringComparer.Ordinal)
                .Select(one => new Figure(one.Key.Tag, one.Value.Read(now), one.Value.Last)),
        ];
    }

    /// <summary>The value that a share of an instrument's observations does not exceed, of the last minutes; null without observations.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="share">The share, 0 to 1.</param>
    /// <param name="minutes">How many minutes, the current one included.</param>
    public double? Quantile(string instrument, double share, int minutes)
    {
        var now = Minute();
        var counts = new long[FigureSeries.Bounds.Count + 1];
        foreach (var series in _series.Where(one => one.Key.Instrument == instrument))
            series.Value.AddCounts(counts, now, minutes);

        var wanted = (long)Math.Ceiling(counts.Sum() * share);
        for (var (at, sum) = (0, 0L); at < counts.Length && wanted > 0; at++)
        {
            sum += counts[at];
            if (sum >= wanted)
                return FigureSeries.Bounds[Math.Min(at, FigureSeries.Bounds.Count - 1)];
        }

        return null;
    }

    private FigureSeries? Of(string instrument, string tag) =>
        _series.TryGetValue((instrument, tag), out var known) ? known
        : _series.Count >= MaxSeries ? null
        : _series.GetOrAdd((instrument, tag), static _ => new());

    private long Minute() => time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
}

/// <summary>One series of the last hour.</summary>
/// <param name="Tag">What it is of, as <c>signed-in</c>.</param>
/// <param name="Minutes">The figure of each minute, the oldest first; 0 where nothing was measured.</param>
/// <param name="Last">The last figure that was set; 0 for counters.</param>
public sealed record Figure(string Tag, IReadOnlyList<double> Minutes, double Last)
{
    /// <summary>The sum of the hour.</summary>
    public double Sum => Minutes.Sum();
}

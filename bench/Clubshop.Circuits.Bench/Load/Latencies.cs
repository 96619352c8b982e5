using System.Collections.Concurrent;

namespace Clubshop.Circuits.Bench.Load;

/// <summary>Times of one kind of interaction; any thread may add.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentQueue<double> _milliseconds = new();

    public int Count => _milliseconds.Count;

    /// <summary>All of them so far.</summary>
    public IEnumerable<double> Milliseconds => _milliseconds;

    public void Add(TimeSpan took) => _milliseconds.Enqueue(took.TotalMilliseconds);

    /// <summary>The times so far, ready to be asked for percentiles.</summary>
    public Percentiles Percentiles() => Load.Percentiles.Of(_milliseconds);
}

/// <summary>Percentiles in milliseconds; 0 without any time.</summary>
internal sealed record Percentiles(int Count, double P50, double P95, double P99, double Longest)
{
    public static Percentiles Of(IEnumerable<double> milliseconds)
    {
        double[] all = [.. milliseconds.Order()];
        return new(all.Length, At(0.5), At(0.95), At(0.99), all.LastOrDefault());

        double At(double share) => all.Length == 0 ? 0 : all[Math.Min(all.Length - 1, (int)(all.Length * share))];
    }
}

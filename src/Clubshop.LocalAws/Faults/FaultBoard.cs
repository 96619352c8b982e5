using System.Text;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Faults;

/// <summary>
/// The switches for faults; all off until set. With one caller the same plan and the same requests fail the same way;
/// concurrent callers share the random numbers in the order in which they come.
/// </summary>
/// <param name="time">The time by which indexes lag; by default the system's.</param>
public sealed class FaultBoard(TimeProvider? time = null)
{
    private static readonly string[] Services = ["dynamodb", "cognito", "kms", "pinpoint", "s3"];

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private FaultPlan _plan = new();
    private int[] _left = [];
    private RateBucket?[] _buckets = [];
    private Random _random = new(0);
    private volatile bool _any;
    private volatile bool _anyOfCache;

    /// <summary>The rules were set anew.</summary>
    internal event EventHandler? Changed;

    /// <summary>The rules in force.</summary>
    public FaultPlan Plan
    {
        get
        {
            lock (_gate) return _plan;
        }
    }

    /// <summary>Whether the embedded memcached is not to listen.</summary>
    internal bool IsCacheDown => _anyOfCache && Plan.Rules.Any(rule => rule.Kind == FaultKind.CacheDown);

    /// <summary>Whether anything may go wrong in the embedded memcached.</summary>
    internal bool HasCacheFaults => _anyOfCache;

    /// <summary>Now, by the clock that lags are measured with.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>How far global indexes lag behind their table.</summary>
    public TimeSpan IndexLag
    {
        get
        {
            if (!_any) return TimeSpan.Zero;
            lock (_gate) return TimeSpan.FromMilliseconds(_plan.Rules.Where(rule => rule.Kind == FaultKind.IndexLag).Sum(rule => rule.DelayMs));
        }
    }

    /// <summary>Puts these rules in the place of all before.</summary>
    /// <exception cref="ArgumentException">A probability outside 0 to 1, a negative delay, a delivery without status.</exception>
    public void Set(FaultPlan plan)
    {
        foreach (var rule in plan.Rules)
        {
            if (rule.Probability is not (>= 0 and <= 1)) throw new ArgumentException($"The probability of {rule.Kind} is not between 0 and 1.", nameof(plan));
            if (rule.Kind == FaultKind.Delivery && string.IsNullOrEmpty(rule.Status)) throw new ArgumentException("A Delivery fault needs a status.", nameof(plan));
            if (rule.Kind == FaultKind.RateLimit && rule.PerSecond is not (> 0 and <= 1_000_000)) throw new ArgumentException("A RateLimit fault needs perSecond, above 0.", nameof(plan));
            if (rule.Service is { } service && !Services.Contains(service)) throw new ArgumentException($"There is no service {service}: {string.Join(", ", Services)}.", nameof(plan));
            if (rule.DelayMs < 0) throw new ArgumentException($"The delay of {rule.Kind} is negative.", nameof(plan));
        }
        lock (_gate)
        {
            _plan = plan;
            _left = [.. plan.Rules.Select(rule => rule.Times ?? int.MaxValue)];
            _buckets = [.. plan.Rules.Select(rule => rule.Kind == FaultKind.RateLimit ? new RateBucket(rule.PerSecond, _time.GetUtcNow()) : null)];
#pragma warning disable CA5394 // Which request fails is no secret; it has to be repeatable.
            _random = new Random(plan.Seed);
#pragma warning restore CA5394
            _any = plan.Rules.Count > 0;
            _anyOfCache = plan.Rules.Any(rule => rule.Kind is >= FaultKind.CacheDown and <= FaultKind.CacheHalfLine);
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>All off.</summary>
    public void Clear() => Set(new FaultPlan());

    /// <summary>The rules of these kinds that strike this time.</summary>
    internal IReadOnlyList<FaultRule> Draw(string operation, params ReadOnlySpan<FaultKind> kinds) => Draw(operation, static _ => true, kinds);

    /// <summary>The rules of these kinds that strike this request to a service this time.</summary>
    internal IReadOnlyList<FaultRule> Draw(string service, WireRequest request, string operation, params ReadOnlySpan<FaultKind> kinds) =>
        Draw(operation, rule => Concerns(rule, service, request), kinds);

    private static bool Concerns(FaultRule rule, string service, WireRequest request) =>
        (rule.Service is null || rule.Service == service)
        && (rule.Mentions is not { } text || request.Path.Contains(text, StringComparison.Ordinal) || request.Body.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private List<FaultRule> Draw(string operation, Func<FaultRule, bool> concerns, ReadOnlySpan<FaultKind> kinds)
    {
        if (!_any) return [];
        var struck = new List<FaultRule>();
        lock (_gate)
        {
            for (var i = 0; i < _plan.Rules.Count; i++)
            {
                var rule = _plan.Rules[i];
                if (!kinds.Contains(rule.Kind) || (rule.Operation != "*" && rule.Operation != operation) || _left[i] == 0 || !concerns(rule)) continue;
#pragma warning disable CA5394 // As above.
                if (_random.NextDouble() >= rule.Probability) continue;
#pragma warning restore CA5394
                _left[i]--;
                struck.Add(rule);
            }
        }
        return struck;
    }

    /// <summary>The delivery status that a message to this address is to have; null for its own.</summary>
    internal string? DrawDelivery(string address)
    {
        if (!_any) return null;
        lock (_gate)
        {
            for (var i = 0; i < _plan.Rules.Count; i++)
            {
                var rule = _plan.Rules[i];
                if (rule.Kind != FaultKind.Delivery || (rule.Address is not null && rule.Address != address) || _left[i] == 0) continue;
#pragma warning disable CA5394 // As above.
                if (_random.NextDouble() >= rule.Probability) continue;
#pragma warning restore CA5394
                _left[i]--;
                return rule.Status;
            }
        }
        return null;
    }

    /// <summary>Whether a request is one too many for a RateLimit rule.</summary>
    internal bool IsTooMany(string service, WireRequest request, string operation)
    {
        if (!_any) return false;
        lock (_gate)
        {
            var tooMany = false;
            for (var i = 0; i < _buckets.Length; i++)
            {
                var rule = _plan.Rules[i];
                if (_buckets[i] is not { } bucket || (rule.Operation != "*" && rule.Operation != operation)) continue;
                if (!Concerns(rule, service, request)) continue;
                tooMany |= !bucket.Take(_time.GetUtcNow());
            }
            return tooMany;
        }
    }

    /// <summary>Whether a rule of this kind strikes this time.</summary>
    internal bool Strikes(string operation, FaultKind kind) => Draw(operation, kind).Count > 0;
}

/// <summary>Tokens that refill at a rate, up to one second's worth (at least one).</summary>
internal sealed class RateBucket(double perSecond, DateTimeOffset now)
{
    private double _tokens = Math.Max(1, perSecond);
    private DateTimeOffset _at = now;

    /// <summary>Takes one, if there is one.</summary>
    public bool Take(DateTimeOffset at)
    {
        _tokens = Math.Min(Math.Max(1, perSecond), _tokens + (Math.Max(0, (at - _at).TotalSeconds) * perSecond));
        _at = at;
        if (_tokens < 1) return false;
        _tokens--;
        return true;
    }
}

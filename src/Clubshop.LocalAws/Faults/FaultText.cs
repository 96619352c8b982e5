using System.Globalization;

namespace Clubshop.LocalAws.Faults;

/// <summary>Reads a plan written in one line, as an environment variable or a setting has it.</summary>
public static class FaultText
{
    /// <summary>
    /// Reads <c>index-lag=500,throttle=0.02,seed=7</c>: parts in any order, each up to once. <c>index-lag</c> and <c>latency</c> are
    /// milliseconds, and <c>cache-slow</c> is; <c>throttle</c>, <c>error</c>, <c>reset</c>, <c>answer-lost</c>, <c>unprocessed</c>,
    /// <c>conflict</c>, <c>cache-silent</c>, <c>cache-reset</c>, <c>cache-garbage</c> and <c>cache-half-line</c> are probabilities from
    /// 0 to 1; <c>cache-down</c> is 1; <c>cognito-rate</c> is how many requests a second the user pools answer; <c>seed</c> is a whole
    /// number. Null or empty is null: no plan.
    /// </summary>
    /// <exception cref="FormatException">A part that is not one of these; the message names it.</exception>
    public static FaultPlan? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var (seed, rules, seen) = (0, new List<FaultRule>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var value] || !seen.Add(name)) throw Bad(part);
            if (name == "seed")
                seed = int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? given : throw Bad(part);
            else
                rules.Add(Rule(part, name, value));
        }
        return new FaultPlan { Seed = seed, Rules = rules };
    }

    private static FaultRule Rule(string part, string name, string value)
    {
        if (name is "index-lag" or "latency" or "cache-slow")
        {
            var kind = name switch { "latency" => FaultKind.Latency, "index-lag" => FaultKind.IndexLag, _ => FaultKind.CacheSlow };
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var delay)
                ? new FaultRule { Kind = kind, DelayMs = delay }
                : throw Bad(part);
        }
        if (name == "cognito-rate")
        {
            return double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate > 0
                ? new FaultRule { Kind = FaultKind.RateLimit, PerSecond = rate, Service = "cognito" }
                : throw Bad(part);
        }
        if (!double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var probability) || probability > 1) throw Bad(part);
        return new FaultRule { Kind = Kind(name) ?? throw Bad(part), Probability = probability };
    }

    private static FaultKind? Kind(string name) => name switch
    {
        "throttle" => FaultKind.Throttling,
        "error" => FaultKind.InternalError,
        "reset" => FaultKind.ConnectionReset,
        "answer-lost" => FaultKind.AnswerLost,
        "unprocessed" => FaultKind.Unprocessed,
        "conflict" => FaultKind.TransactionConflict,
        "cache-down" => FaultKind.CacheDown,
        "cache-silent" => FaultKind.CacheSilent,
        "cache-reset" => FaultKind.CacheReset,
        "cache-garbage" => FaultKind.CacheGarbage,
        "cache-half-line" => FaultKind.CacheHalfLine,
        _ => null,
    };

    private static FormatException Bad(string part) => new(
        $"\"{part}\" is not a fault: index-lag, latency and cache-slow take milliseconds; throttle, error, reset, answer-lost, unprocessed, "
        + "conflict, cache-down, cache-silent, cache-reset, cache-garbage and cache-half-line take a probability from 0 to 1; "
        + "cognito-rate takes requests a second; seed takes a whole number; each may occur once.");
}

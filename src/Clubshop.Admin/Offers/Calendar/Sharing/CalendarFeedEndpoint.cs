using System.Collections.Concurrent;
using System.Globalization;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Offers.Calendar.Sharing;

/// <summary>
/// Answers the private addresses of calendars, without a session. What does not answer is not found, whatever the reason. The address is a secret: nothing
/// here writes it to a log.
/// </summary>
internal sealed partial class CalendarFeedEndpoint(CalendarShareService shares, CalendarService calendar, CalendarFeedLimit limit, TimeProvider time, ILogger<CalendarFeedEndpoint> logger)
{
    /// <summary>What the addresses begin with; traces leave them out.</summary>
    public const string Prefix = "/calendar";

    /// <summary>Things in one calendar.</summary>
    public const int Most = 1_000;

    private static readonly TimeSpan Behind = TimeSpan.FromDays(31);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(366);

    /// <summary>The address of a secret.</summary>
    public static string PathOf(string secret) => $"{Prefix}/{secret}.ics";

    public async Task<IResult> AnswerAsync(HttpContext http, string secret)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        if (limit.Wait(http.Connection.RemoteIpAddress?.ToString() ?? "") is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Results.Text("Too many requests.", statusCode: StatusCodes.Status429TooManyRequests);
        }

        try
        {
            var now = time.GetUtcNow();
            if (await shares.OwnerOfAsync(secret, http.RequestAborted) is not { } owner
                || await calendar.OwnAsync(owner, now - Behind, now + Ahead, Most, http.RequestAborted) is not { Ok: true } content)
            {
                return Results.Text("Not found.", statusCode: StatusCodes.Status404NotFound);
            }

            var site = new Uri($"{http.Request.Scheme}://{http.Request.Host}");
            return Results.Text(CalendarFeed.Write(content.Value.Things, site, now), "text/calendar; charset=utf-8");
        }
#pragma warning disable CA1031 // Programs come again by themselves. The general handler would write the address.
        catch (Exception cause) when (!http.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotRead(logger, cause);
            return Results.Text("Not available at the moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(EventId = 2470, Level = LogLevel.Warning, Message = "A shared calendar could not be read.")]
    private static partial void LogNotRead(ILogger logger, Exception cause);
}

internal static partial class CalendarLog
{
    [LoggerMessage(EventId = 2471, Level = LogLevel.Error, Message = "What was asked of a calendar's address could not be done; the person was given the reference {Reference}.")]
    public static partial void NotDone(this ILogger logger, Exception cause, string reference);
}

/// <summary>How often one address on the network may ask for calendars, on one instance. Safe for many callers.</summary>
internal sealed class CalendarFeedLimit(TimeProvider time)
{
    /// <summary>Requests in a row; then one more for each <see cref="Every"/>.</summary>
    public const int Most = 60;

    /// <summary>Time after which one more is allowed.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one request; how long to wait where there is none left, otherwise null.</summary>
    public TimeSpan? Wait(string address)
    {
        if (_buckets.Count > MostKept)
        {
            // Full is the same as none.
            foreach (var (key, full) in _buckets)
            {
                if (full.IsFull)
                    _buckets.TryRemove(key, out _);
            }
        }

        var bucket = _buckets.GetOrAdd(address, _ => new(1 / Every.TotalSeconds, Most, time));
        return bucket.TryTake(out var wait) ? null : wait;
    }
}

using Clubshop.LocalAws.DynamoDb.Model;
using Microsoft.Extensions.Logging;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// Time to live: once a minute, expired items are deleted. Until then they are read like any other, as on AWS, where it takes
/// up to two days. A time more than five years in the past does not count, as on AWS.
/// </summary>
internal sealed partial class ExpirySweeper : IAsyncDisposable
{
    private const int PerWrite = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OldestTime = TimeSpan.FromDays(5 * 365);

    private readonly Database _database;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private Task _running = Task.CompletedTask;

    public ExpirySweeper(Database database, ILogger logger)
    {
        (_database, _logger) = (database, logger);
        _timer = database.Time.CreateTimer(_ => Start(), null, Interval, Interval);
    }

    /// <summary>The sweep that is under way, or the last one.</summary>
    public Task Running => _running;

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _running;
    }

    private void Start()
    {
        if (_running.IsCompleted) _running = SweepAsync();
    }

    private async Task SweepAsync()
    {
        var now = _database.Time.GetUtcNow();
        try
        {
            foreach (var (table, keys) in _database.Read(now, static (data, now) => Expired(data, now)))
            {
                foreach (var chunk in keys.Chunk(PerWrite)) await DeleteAsync(table, chunk, now);
                LogSwept(_logger, keys.Count, table.Name);
            }
        }
        catch (DynamoDbException problem)
        {
            // The log refused it; the next sweep tries again.
            LogFailed(_logger, problem);
        }
    }

    private static List<(TableDescriptor Table, List<byte[]> Keys)> Expired(Database data, DateTimeOffset now)
    {
        var expired = new List<(TableDescriptor, List<byte[]>)>();
        foreach (var table in data.Tables.Values)
        {
            if (table.Descriptor.TimeToLive is not { } attribute) continue;
            var keys = new List<byte[]>();
            foreach (var item in table.Items.Ascending([]))
            {
                if (IsOver(item.Attribute(attribute), now)) keys.Add(item.CopyKey());
            }
            if (keys.Count > 0) expired.Add((table.Descriptor, keys));
        }
        return expired;
    }

    private static bool IsOver(AttributeValue? time, DateTimeOffset now) =>
        time is NumberValue { Value: var seconds }
        && seconds <= DynamoNumber.From(now.ToUnixTimeSeconds())
        && seconds >= DynamoNumber.From((now - OldestTime).ToUnixTimeSeconds());

    private ValueTask<bool> DeleteAsync(TableDescriptor swept, byte[][] keys, DateTimeOffset now) => _database.WriteAsync(session =>
    {
        // Since it was found, the table may have been deleted, or the item's time extended.
        if (session.Describe(swept.Name) is not { TimeToLive: { } attribute } table || table.Number != swept.Number) return false;
        foreach (var key in keys)
        {
            if (IsOver(session.Find(table, key)?[attribute], now)) session.Delete(table, key);
        }
        return true;
    });

    [LoggerMessage(4002, LogLevel.Information, "Time to live: {Count} items of {Table} have expired.")]
    private static partial void LogSwept(ILogger logger, int count, string table);

    [LoggerMessage(4003, LogLevel.Warning, "Time to live: expired items could not be deleted; the next sweep tries again.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}

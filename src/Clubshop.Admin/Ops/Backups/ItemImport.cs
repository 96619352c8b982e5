using Amazon.DynamoDBv2.Model;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>
/// Puts items of an export as they were, audit entries among them, past the write unit: into tables that have none, where nothing can be overwritten.
/// </summary>
internal static class ItemImport
{
    // A BatchWriteItem takes at most 25 puts.
    private const int BatchSize = 25;

    /// <summary>Puts items as they are.</summary>
    public static async Task PutAsync(Installation on, Table table, IEnumerable<Item> items, CancellationToken cancellationToken)
    {
        foreach (var batch in items.Chunk(BatchSize))
        {
            var writes = new Dictionary<string, List<WriteRequest>>(StringComparer.Ordinal)
            {
                [on.Names[table]] = [.. batch.Select(item => new WriteRequest(new PutRequest(item.ToAttributes())))],
            };
            for (var attempt = 0; writes is { Count: > 0 }; attempt++)
            {
                if (attempt > 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2000, 20 << Math.Min(attempt, 10))), on.Time, cancellationToken);

                writes = (await on.Dynamo.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = writes }, cancellationToken)).UnprocessedItems;
            }
        }
    }
}

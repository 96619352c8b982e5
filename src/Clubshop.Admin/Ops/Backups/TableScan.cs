using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>Whole tables, as they are stored: for files and checks.</summary>
internal static class TableScan
{
    /// <summary>Every item of a table as it is stored now (consistent), those whose purge is due too.</summary>
    public static async IAsyncEnumerable<Item> AllAsync(Installation on, Table table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await on.Dynamo.ScanAsync(new ScanRequest { TableName = on.Names[table], ConsistentRead = true, ExclusiveStartKey = start }, cancellationToken);
            foreach (var attributes in page.Items ?? [])
                yield return new(attributes);

            start = page.LastEvaluatedKey;
        }
        while (start is { Count: > 0 });
    }

    /// <summary>Whether a table has no item.</summary>
    public static async Task<bool> IsEmptyAsync(Installation on, Table table, CancellationToken cancellationToken)
    {
        await foreach (var _ in AllAsync(on, table, cancellationToken))
            return false;

        return true;
    }
}

using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.Admin.Storage;

/// <summary>Creates the tables that were registered (<see cref="StorageSetup.AddTable"/>).</summary>
public sealed class TableSetup(IAmazonDynamoDB dynamo, TableNames names, TimeProvider time, IEnumerable<Table> tables)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // How far the clocks of two instances may be apart.
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    /// <summary>The tables, in the order of their registration.</summary>
    public IReadOnlyList<Table> Tables { get; } = [.. tables];

    /// <summary>
    /// Creates the tables that are missing (on demand, TTL on <see cref="Attributes.PurgeAt"/>), adds the indexes that a table of an older
    /// portal lacks, and waits until each can be used.
    /// Safe to repeat, also from several instances at the same time.
    /// </summary>
    /// <exception cref="TimeoutException">A table did not become usable within five minutes.</exception>
    public async Task CreateMissingAsync(CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var made = await Task.WhenAll(Tables.Select(async table => (Table: table, Made: await EnsureAsync(table, cancellationToken))));
        if (!made.Contains((Table.Audit, true)))
            return;

        var since = new Item(AuditAttributes.SinceKey.Pk, AuditAttributes.SinceKey.Sk).Set(AuditAttributes.At, began - Skew);
        await new UnauditedWriter(dynamo, names, time).PutAsync(Table.System, since, new RowCondition.AtVersion(0), cancellationToken);
    }

    /// <summary>The names of tables that are missing, or lack an index that the portal needs.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken)
    {
        var missing = await Task.WhenAll(Tables.Select(async table =>
        {
            var description = await DescribeAsync(table, cancellationToken);
            if (description is null)
                return names[table];

            var present = (description.GlobalSecondaryIndexes ?? []).Select(index => index.IndexName).ToHashSet(StringComparer.Ordinal);
            var lacking = table.Indexes.Select(index => index.Name).Where(name => !present.Contains(name)).ToList();
            return lacking.Count == 0 ? null : $"{names[table]} (index {string.Join(", ", lacking)})";
        }));
        return [.. missing.OfType<string>()];
    }

    // Whether it had to be made.
    private async Task<bool> EnsureAsync(Table table, CancellationToken cancellationToken)
    {
        var made = false;
        if (await DescribeAsync(table, cancellationToken) is null)
        {
            try
            {
                await dynamo.CreateTableAsync(RequestOf(table), cancellationToken);
                made = true;
            }
            catch (ResourceInUseException)
            {
                // Another instance was faster.
            }
        }

        await WaitAsync(table, cancellationToken);
        if (!made)
            await EnsureIndexesAsync(table, cancellationToken);
        await EnsurePurgeAsync(table, cancellationToken);
        return made;
    }

    private async Task EnsureIndexesAsync(Table table, CancellationToken cancellationToken)
    {
        var present = ((await DescribeAsync(table, cancellationToken))?.GlobalSecondaryIndexes ?? []).Select(index => index.IndexName).ToHashSet(StringComparer.Ordinal);
        foreach (var index in table.Indexes.Where(index => !present.Contains(index.Name))) // one at a time, as DynamoDB asks
        {
            try
            {
                await dynamo.UpdateTableAsync(
                    new UpdateTableRequest
                    {
                        TableName = names[table],
                        AttributeDefinitions = [.. DefinitionsOf([index.Hash, index.Range])],
                        GlobalSecondaryIndexUpdates =
                        [
                            new()
                            {
                                Create = new()
                                {
                                    IndexName = index.Name,
                                    KeySchema = KeysOf(index.Hash, index.Range),
                                    Projection = ProjectionOf(index),
                                },
                            },
                        ],
                    },
                    cancellationToken);
            }
            catch (ResourceInUseException)
            {
                // Another instance was faster.
            }

            await WaitAsync(table, cancellationToken);
        }
    }

    private static IEnumerable<AttributeDefinition> DefinitionsOf(IEnumerable<string> attributes) =>
        attributes.Distinct(StringComparer.Ordinal).Select(name => new AttributeDefinition(name, ScalarAttributeType.S));

    private async Task WaitAsync(Table table, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var description = await DescribeAsync(table, cancellationToken);
            if (description?.TableStatus == TableStatus.ACTIVE
                && (description.GlobalSecondaryIndexes ?? []).All(index => index.IndexStatus is null || index.IndexStatus == IndexStatus.ACTIVE))
                return;
            if (time.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"Table {names[table]} is still {description?.TableStatus?.Value ?? "missing"} after {Patience.TotalMinutes:0} minutes.");

            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
        }
    }

    private async Task EnsurePurgeAsync(Table table, CancellationToken cancellationToken)
    {
        if (await HasPurgeAsync(table, cancellationToken))
            return;

        var specification = new TimeToLiveSpecification { AttributeName = Attributes.PurgeAt, Enabled = true };
        try
        {
            await dynamo.UpdateTimeToLiveAsync(new UpdateTimeToLiveRequest { TableName = names[table], TimeToLiveSpecification = specification }, cancellationToken);
        }
        catch (AmazonDynamoDBException refused) when (refused.ErrorCode == "ValidationException")
        {
            // Another instance may have been faster: what is there now says so.
            if (!await HasPurgeAsync(table, cancellationToken))
                throw;
        }
    }

    private async Task<bool> HasPurgeAsync(Table table, CancellationToken cancellationToken)
    {
        var response = await dynamo.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = names[table] }, cancellationToken);
        var status = response.TimeToLiveDescription?.TimeToLiveStatus;
        return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
    }

    private async Task<TableDescription?> DescribeAsync(Table table, CancellationToken cancellationToken)
    {
        try
        {
            return (await dynamo.DescribeTableAsync(new DescribeTableRequest { TableName = names[table] }, cancellationToken)).Table;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private CreateTableRequest RequestOf(Table table)
    {
        var indexes = table.Indexes;
        string[] keys = [Attributes.Pk, Attributes.Sk, .. indexes.SelectMany(index => new[] { index.Hash, index.Range })];
        return new()
        {
            TableName = names[table],
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [.. DefinitionsOf(keys)],
            KeySchema = KeysOf(Attributes.Pk, Attributes.Sk),
            GlobalSecondaryIndexes = indexes.Count == 0 ? null : [.. indexes.Select(index => new GlobalSecondaryIndex
            {
                IndexName = index.Name,
                KeySchema = KeysOf(index.Hash, index.Range),
                Projection = ProjectionOf(index),
            })],
        };
    }

    private static Projection ProjectionOf(IndexSchema index) => new() { ProjectionType = index.KeysOnly ? ProjectionType.KEYS_ONLY : ProjectionType.ALL };

    private static List<KeySchemaElement> KeysOf(string hash, string range) => [new(hash, KeyType.HASH), new(range, KeyType.RANGE)];
}

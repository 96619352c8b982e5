using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>
/// Backups on demand of all tables, and their restoring under another prefix. DynamoDB makes the backup of each table at a moment of its own, seconds
/// apart; the audit log comes last, so that every change in a backup has its entry. Point-in-time recovery restores all tables as of one moment.
/// </summary>
internal sealed class TableBackups(Installation from)
{
    /// <summary>Generations that are never deleted.</summary>
    public const int LeastKept = 2;

    private const string NamePrefix = "clubshop.";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private IAmazonDynamoDB Dynamo => from.Dynamo;

    /// <summary>Backs every table up, and waits until each can be restored.</summary>
    /// <exception cref="InvalidOperationException">A backup failed.</exception>
    public async Task<Generation> CreateAsync(CancellationToken cancellationToken)
    {
        var name = Generation.NameOf(from.Time.GetUtcNow());
        if ((await ListAsync(cancellationToken)).Any(generation => generation.Name == name))
            throw new InvalidOperationException($"There is a generation {name} already: wait a second.");

        var tables = new Dictionary<string, TableBackup>(StringComparer.Ordinal);
        foreach (var table in from.Tables.OrderBy(table => table == Table.Audit))
        {
            var begun = await Dynamo.CreateBackupAsync(new CreateBackupRequest { TableName = from.Names[table], BackupName = NamePrefix + name }, cancellationToken);
            tables[table.Name] = new(begun.BackupDetails.BackupArn, 0, Available: false);
        }

        foreach (var table in tables.Keys.ToList())
            tables[table] = await WaitAsync(tables[table].Arn, cancellationToken);

        return new(name, tables);
    }

    private async Task<TableBackup> WaitAsync(string arn, CancellationToken cancellationToken)
    {
        while (true)
        {
            var backup = (await Dynamo.DescribeBackupAsync(new DescribeBackupRequest { BackupArn = arn }, cancellationToken)).BackupDescription.BackupDetails;
            if (backup.BackupStatus == BackupStatus.AVAILABLE)
                return new(arn, backup.BackupSizeBytes ?? 0, Available: true);
            if (backup.BackupStatus != BackupStatus.CREATING)
                throw new InvalidOperationException($"The backup {arn} is {backup.BackupStatus}: the generation is not complete.");

            await Task.Delay(Pause, from.Time, cancellationToken);
        }
    }

    /// <summary>The generations of this prefix, newest first; those that lack a table too.</summary>
    public async Task<IReadOnlyList<Generation>> ListAsync(CancellationToken cancellationToken)
    {
        var byName = new Dictionary<string, Dictionary<string, TableBackup>>(StringComparer.Ordinal);
        foreach (var table in from.Tables)
        {
            string? next = null;
            do
            {
                var page = await Dynamo.ListBackupsAsync(new ListBackupsRequest { TableName = from.Names[table], ExclusiveStartBackupArn = next }, cancellationToken);
                foreach (var backup in (page.BackupSummaries ?? []).Where(IsOurs))
                {
                    var name = backup.BackupName[NamePrefix.Length..];
                    if (!byName.TryGetValue(name, out var tables))
                        byName[name] = tables = new(StringComparer.Ordinal);
                    tables[table.Name] = new(backup.BackupArn, backup.BackupSizeBytes ?? 0, backup.BackupStatus == BackupStatus.AVAILABLE);
                }

                next = page.LastEvaluatedBackupArn;
            }
            while (next is not null);
        }

        return [.. byName.Select(pair => new Generation(pair.Key, pair.Value)).OrderByDescending(generation => generation.Name, StringComparer.Ordinal)];
    }

    /// <summary>Deletes all generations but the newest complete ones.</summary>
    /// <param name="keep">How many stay, at least <see cref="LeastKept"/>.</param>
    /// <param name="cancellationToken">Ends it between two deletions.</param>
    /// <returns>The names of those deleted.</returns>
    public async Task<IReadOnlyList<string>> DeleteOldAsync(int keep, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, LeastKept);
        var all = await ListAsync(cancellationToken);
        if (all.Where(IsComplete).Skip(keep - 1).FirstOrDefault() is not { } oldestKept)
            return [];

        var old = all.Where(generation => string.CompareOrdinal(generation.Name, oldestKept.Name) < 0).ToList();
        foreach (var backup in old.SelectMany(generation => generation.Tables.Values))
            await Dynamo.DeleteBackupAsync(new DeleteBackupRequest { BackupArn = backup.Arn }, cancellationToken);

        return [.. old.Select(generation => generation.Name)];
    }

    /// <summary>Whether every table is in it and can be restored.</summary>
    public bool IsComplete(Generation generation) =>
        from.Tables.All(table => generation.Tables.TryGetValue(table.Name, out var backup) && backup.Available);

    /// <summary>Restores a generation to tables that do not exist yet, and waits until they can be used.</summary>
    /// <exception cref="InvalidOperationException">The generation lacks a table, or a table is there already; nothing was restored.</exception>
    public async Task RestoreAsync(Generation generation, Installation to, CancellationToken cancellationToken)
    {
        var missing = from.Tables.Where(table => !generation.Tables.ContainsKey(table.Name)).Select(table => table.Name).ToList();
        if (missing.Count > 0)
            throw new InvalidOperationException($"The generation {generation.Name} has no backup of {string.Join(", ", missing)}.");

        await RequireFreeAsync(to, cancellationToken);
        await Task.WhenAll(from.Tables.Select(table => Dynamo.RestoreTableFromBackupAsync(
            new RestoreTableFromBackupRequest { BackupArn = generation.Tables[table.Name].Arn, TargetTableName = to.Names[table] }, cancellationToken)));
        await FinishAsync(to, cancellationToken);
    }

    /// <summary>Restores all tables as they were at one moment.</summary>
    /// <param name="at">The moment, to whole seconds (UTC); null for the latest that DynamoDB has, some five minutes ago in AWS.</param>
    /// <param name="to">The tables, which do not exist yet.</param>
    /// <param name="cancellationToken">Ends the waiting; DynamoDB goes on.</param>
    /// <exception cref="InvalidOperationException">Point-in-time recovery is off, the moment is out of range, or a table is there already.</exception>
    public async Task RestoreAtAsync(DateTimeOffset? at, Installation to, CancellationToken cancellationToken)
    {
        await RequireFreeAsync(to, cancellationToken);
        try
        {
            await Task.WhenAll(from.Tables.Select(table => Dynamo.RestoreTableToPointInTimeAsync(
                new RestoreTableToPointInTimeRequest
                {
                    SourceTableName = from.Names[table],
                    TargetTableName = to.Names[table],
                    UseLatestRestorableTime = at is null ? true : null,
                    RestoreDateTime = at?.UtcDateTime,
                },
                cancellationToken)));
        }
        catch (Exception refused) when (refused is PointInTimeRecoveryUnavailableException or InvalidRestoreTimeException)
        {
            throw new InvalidOperationException($"{refused.Message}. \"ops backup --point-in-time\" switches it on; what was before cannot be restored by it.", refused);
        }

        await FinishAsync(to, cancellationToken);
    }

    /// <summary>Switches point-in-time recovery on for every table (35 days); safe to repeat.</summary>
    public async Task SwitchPointInTimeOnAsync(Installation on, CancellationToken cancellationToken)
    {
        foreach (var table in on.Tables)
        {
            await Dynamo.UpdateContinuousBackupsAsync(
                new UpdateContinuousBackupsRequest { TableName = on.Names[table], PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = true } },
                cancellationToken);
        }
    }

    /// <summary>Deletes every table of a prefix. For scratch prefixes alone: it asks nobody.</summary>
    public async Task DestroyAsync(Installation scratch, CancellationToken cancellationToken)
    {
        foreach (var table in scratch.Tables)
        {
            try
            {
                await Dynamo.DeleteTableAsync(new DeleteTableRequest { TableName = scratch.Names[table] }, cancellationToken);
            }
            catch (ResourceNotFoundException)
            {
                // An interrupted run may have deleted it.
            }
        }
    }

    private static bool IsOurs(BackupSummary backup) =>
        backup.BackupName.StartsWith(NamePrefix, StringComparison.Ordinal) && Generation.IsName(backup.BackupName[NamePrefix.Length..]) && backup.BackupStatus != BackupStatus.DELETED;

    private async Task RequireFreeAsync(Installation to, CancellationToken cancellationToken)
    {
        foreach (var table in to.Tables)
        {
            if (await StatusAsync(to.Names[table], cancellationToken) is not null)
                throw new InvalidOperationException($"The table {to.Names[table]} is there already. Restore to a prefix without tables: nothing is overwritten.");
        }
    }

    // What a restored table lacks, the portal's own setup adds: time to live, and indexes that are younger than the backup.
    private async Task FinishAsync(Installation to, CancellationToken cancellationToken)
    {
        foreach (var table in to.Tables)
        {
            while (await StatusAsync(to.Names[table], cancellationToken) != TableStatus.ACTIVE)
                await Task.Delay(Pause, to.Time, cancellationToken);
        }

        await to.Setup.CreateMissingAsync(cancellationToken);
    }

    private async Task<TableStatus?> StatusAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await Dynamo.DescribeTableAsync(new DescribeTableRequest { TableName = name }, cancellationToken)).Table.TableStatus;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}

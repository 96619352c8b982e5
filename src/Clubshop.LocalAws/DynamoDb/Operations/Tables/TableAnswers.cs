using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>A table's description as the service sends it.</summary>
internal static class TableAnswers
{
    /// <summary>What is known of the table's content.</summary>
    /// <param name="Count">Items.</param>
    /// <param name="Bytes">Their size.</param>
    /// <param name="Indexes">Items and size by index.</param>
    public sealed record Content(long Count, long Bytes, IReadOnlyDictionary<string, (long Count, long Bytes)> Indexes)
    {
        /// <summary>Nothing.</summary>
        public static Content Empty { get; } = new(0, 0, new Dictionary<string, (long, long)>());

        /// <summary>What is in the table now; the service counts every six hours.</summary>
        public static Content Of(Table? table) => table is null
            ? Empty
            : new(table.Count, table.Size, table.Indexes.ToDictionary(
                index => index.Descriptor.Name, index => ((long)index.Items.Count, index.Size)));
    }

    /// <summary>Writes the description.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="table">The table.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="now">The time, from which the status follows.</param>
    /// <param name="status">The status, if the operation decides it.</param>
    public static void Write(Utf8JsonWriter output, TableDescriptor table, Content content, DateTimeOffset now, string? status = null)
    {
        output.WriteStartObject();
        WriteAttributes(output, table);
        output.WriteString("TableName"u8, table.Name);
        WriteKeys(output, table.Keys);
        output.WriteString("TableStatus"u8, status ?? (table.ActiveFrom > now ? "CREATING" : "ACTIVE"));
        WriteTime(output, "CreationDateTime", table.Created);
        WriteThroughput(output, table.Throughput);
        output.WriteNumber("TableSizeBytes"u8, content.Bytes);
        output.WriteNumber("ItemCount"u8, content.Count);
        output.WriteString("TableArn"u8, TableNames.Arn(table.Name));
        output.WriteString("TableId"u8, table.Id);
        if (table.OnDemand || table.OnDemandSince is not null)
        {
            output.WriteStartObject("BillingModeSummary"u8);
            output.WriteString("BillingMode"u8, table.OnDemand ? "PAY_PER_REQUEST" : "PROVISIONED");
            if (table.OnDemandSince is { } since) WriteTime(output, "LastUpdateToPayPerRequestDateTime", since);
            output.WriteEndObject();
        }
        WriteIndexes(output, table, content, now, isGlobal: false, status);
        WriteIndexes(output, table, content, now, isGlobal: true, status);
        if (table.TableClass is { } tableClass)
        {
            output.WriteStartObject("TableClassSummary"u8);
            output.WriteString("TableClass"u8, tableClass);
            output.WriteEndObject();
        }
        if (table.ManagedKey)
        {
            output.WriteStartObject("SSEDescription"u8);
            output.WriteString("Status"u8, "ENABLED");
            output.WriteString("SSEType"u8, "KMS");
            output.WriteString("KMSMasterKeyArn"u8, TableNames.ManagedKeyArn);
            output.WriteEndObject();
        }
        if (table.Restored is { } restored)
        {
            output.WriteStartObject("RestoreSummary"u8);
            if (restored.BackupArn is not null) output.WriteString("SourceBackupArn"u8, restored.BackupArn);
            output.WriteString("SourceTableArn"u8, restored.SourceTableArn);
            WriteTime(output, "RestoreDateTime", restored.At);
            output.WriteBoolean("RestoreInProgress"u8, (status ?? (table.ActiveFrom > now ? "CREATING" : "ACTIVE")) == "CREATING");
            output.WriteEndObject();
        }
        output.WriteBoolean("DeletionProtectionEnabled"u8, table.DeletionProtection);
        if (table.OnDemand) WriteOnDemand(output, table.OnDemandLimits);
        WriteWarm(output, table.OnDemand, table.Throughput, table.ActiveFrom > now ? "UPDATING" : "ACTIVE");
        output.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter output, TableDescriptor table)
    {
        output.WriteStartArray("AttributeDefinitions"u8);
        foreach (var (name, type) in table.Attributes)
        {
            output.WriteStartObject();
            output.WriteString("AttributeName"u8, name);
            output.WriteString("AttributeType"u8, type);
            output.WriteEndObject();
        }
        output.WriteEndArray();
    }

    /// <summary>Writes a key schema.</summary>
    public static void WriteKeys(Utf8JsonWriter output, KeySchema keys)
    {
        output.WriteStartArray("KeySchema"u8);
        foreach (var name in keys.Names)
        {
            output.WriteStartObject();
            output.WriteString("AttributeName"u8, name);
            output.WriteString("KeyType"u8, keys.Partitions.Contains(name) ? "HASH" : "RANGE");
            output.WriteEndObject();
        }
        output.WriteEndArray();
    }

    private static void WriteIndexes(
        Utf8JsonWriter output, TableDescriptor table, Content content, DateTimeOffset now, bool isGlobal, string? status)
    {
        var indexes = table.Indexes.Where(index => index.IsGlobal == isGlobal).ToList();
        if (indexes.Count == 0 || status == "DELETING") return;
        output.WriteStartArray(isGlobal ? "GlobalSecondaryIndexes"u8 : "LocalSecondaryIndexes"u8);
        foreach (var index in indexes)
        {
            var (count, bytes) = content.Indexes.GetValueOrDefault(index.Name);
            output.WriteStartObject();
            output.WriteString("IndexName"u8, index.Name);
            WriteKeys(output, index.Keys);
            output.WriteStartObject("Projection"u8);
            output.WriteString("ProjectionType"u8, index.Projection switch
            {
                ProjectionKind.All => "ALL",
                ProjectionKind.KeysOnly => "KEYS_ONLY",
                _ => "INCLUDE",
            });
            if (index.Included.Count > 0)
            {
                output.WriteStartArray("NonKeyAttributes"u8);
                foreach (var name in index.Included) output.WriteStringValue(name);
                output.WriteEndArray();
            }
            output.WriteEndObject();
            output.WriteNumber("IndexSizeBytes"u8, bytes);
            output.WriteNumber("ItemCount"u8, count);
            output.WriteString("IndexArn"u8, $"{TableNames.Arn(table.Name)}/index/{index.Name}");
            if (isGlobal) WriteGlobal(output, table, index, now, status);
            output.WriteEndObject();
        }
        output.WriteEndArray();
    }

    private static void WriteGlobal(Utf8JsonWriter output, TableDescriptor table, IndexDescriptor index, DateTimeOffset now, string? status)
    {
        var coming = index.ActiveFrom is { } from && from > now;
        var indexStatus = coming || status == "CREATING" || table.ActiveFrom > now ? "CREATING" : "ACTIVE";
        output.WriteString("IndexStatus"u8, indexStatus);
        if (coming) output.WriteBoolean("Backfilling"u8, false);
        WriteThroughput(output, index.Throughput);
        if (table.OnDemand) WriteOnDemand(output, index.OnDemand);
        WriteWarm(output, table.OnDemand, index.Throughput, indexStatus == "ACTIVE" ? "ACTIVE" : "UPDATING");
    }

    private static void WriteThroughput(Utf8JsonWriter output, Throughput throughput)
    {
        output.WriteStartObject("ProvisionedThroughput"u8);
        if (throughput.LastIncrease is { } raised) output.WriteNumber("LastIncreaseDateTime"u8, raised);
        if (throughput.LastDecrease is { } lowered) output.WriteNumber("LastDecreaseDateTime"u8, lowered);
        output.WriteNumber("NumberOfDecreasesToday"u8, throughput.DecreasesToday);
        output.WriteNumber("ReadCapacityUnits"u8, throughput.Read);
        output.WriteNumber("WriteCapacityUnits"u8, throughput.Write);
        output.WriteEndObject();
    }

    private static void WriteOnDemand(Utf8JsonWriter output, (long Read, long Write)? limits)
    {
        if (limits is not { } set) return;
        output.WriteStartObject("OnDemandThroughput"u8);
        output.WriteNumber("MaxReadRequestUnits"u8, set.Read);
        output.WriteNumber("MaxWriteRequestUnits"u8, set.Write);
        output.WriteEndObject();
    }

    /// <summary>What a new table can take at once: 12,000 reads and 4,000 writes on demand, else what is provisioned.</summary>
    private static void WriteWarm(Utf8JsonWriter output, bool onDemand, Throughput throughput, string status)
    {
        output.WriteStartObject("WarmThroughput"u8);
        output.WriteNumber("ReadUnitsPerSecond"u8, onDemand ? 12_000 : throughput.Read);
        output.WriteString("Status"u8, status);
        output.WriteNumber("WriteUnitsPerSecond"u8, onDemand ? 4_000 : throughput.Write);
        output.WriteEndObject();
    }

    /// <summary>Writes a time in seconds, milliseconds behind the point.</summary>
    public static void WriteTime(Utf8JsonWriter output, string name, DateTimeOffset time) =>
        output.WriteNumber(name, Math.Round(time.ToUnixTimeMilliseconds() / 1000.0, 3));
}

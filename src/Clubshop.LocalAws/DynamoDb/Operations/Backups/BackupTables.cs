using System.Security.Cryptography;
using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Operations.Tables;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Backups;

/// <summary>
/// How backups are kept: as tables without indexes whose name is the backup's ARN, which no request can name as a table. So they are as durable as
/// tables, and cost memory for what has changed since.
/// </summary>
internal static class BackupTables
{
    /// <summary>The ARN of a backup that is asked for.</summary>
    public static TextShape Arn { get; } = Shapes.Text.Length(37, 1024).Must();

    /// <summary>What a restore could override, and cannot here.</summary>
    public static (string Name, Shape Shape)[] Overrides { get; } =
    [
        ("BillingModeOverride", TableRequests.BillingMode),
        ("GlobalSecondaryIndexOverride", new ListShape(TableRequests.GlobalIndex)),
        ("LocalSecondaryIndexOverride", new ListShape(TableRequests.LocalIndex)),
        ("OnDemandThroughputOverride", TableRequests.OnDemand),
        ("ProvisionedThroughputOverride", TableRequests.Throughput),
        ("SSESpecificationOverride", TableRequests.Encryption),
    ];

    /// <summary>A new ARN for a backup of a table.</summary>
    public static string NewArn(string table, DateTimeOffset at) =>
        $"{TableNames.Arn(table)}/backup/{at.ToUnixTimeMilliseconds():D14}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    /// <summary>The backup, or its refusal.</summary>
    public static TableDescriptor Find(TableDescriptor? found, string arn) =>
        found is { Backup: not null } ? found : throw DynamoDbException.BackupNotFound(arn);

    /// <summary>Refuses every override.</summary>
    public static void RefuseOverrides(Parameters input)
    {
        foreach (var (name, _) in Overrides)
        {
            if (input.Has(name)) throw DynamoDbException.Validation($"{name} is not supported by the embedded AWS");
        }
    }

    /// <summary>Makes a table of what a backup or a moment has; without tags, time to live and point-in-time recovery, as the service does.</summary>
    public static TableDescriptor Restore(WriteSession session, string target, TableDescriptor source, Restored from, TimeSpan creating, IEnumerable<StoredItem> items)
    {
        if (session.Describe(target) is not null) throw DynamoDbException.TableAlreadyExists(target);
        var now = session.Time.GetUtcNow();
        var made = source with
        {
            Number = session.NextNumber(),
            Name = target,
            Id = Guid.NewGuid(),
            Indexes = [.. source.Indexes.Select(index => index with { ActiveFrom = null })],
            Created = now,
            ActiveFrom = now + creating,
            OnDemandSince = source.OnDemand ? now : null,
            DeletionProtection = false,
            Tags = [],
            TimeToLive = null,
            TimeToLiveChanged = null,
            Backup = null,
            Restored = from,
            PointInTime = false,
        };
        session.Describe(made);
        foreach (var item in items) session.Put(made, item.CopyKey(), item.Attributes);
        return made;
    }

    /// <summary>Writes a backup's details.</summary>
    public static void WriteDetails(Utf8JsonWriter output, TableDescriptor backup, string status = "AVAILABLE")
    {
        output.WriteStartObject();
        output.WriteString("BackupArn"u8, backup.Name);
        TableAnswers.WriteTime(output, "BackupCreationDateTime", backup.Created);
        output.WriteString("BackupName"u8, backup.Backup!.Name);
        output.WriteNumber("BackupSizeBytes"u8, backup.Backup.Bytes);
        output.WriteString("BackupStatus"u8, status);
        output.WriteString("BackupType"u8, "USER");
        output.WriteEndObject();
    }

    /// <summary>Writes a backup with what it is of.</summary>
    public static void WriteDescription(Utf8JsonWriter output, TableDescriptor backup, string status = "AVAILABLE")
    {
        var source = backup.Backup!.Source;
        output.WriteStartObject();
        output.WriteStartObject("BackupDescription"u8);
        output.WritePropertyName("BackupDetails"u8);
        WriteDetails(output, backup, status);
        output.WriteStartObject("SourceTableDetails"u8);
        output.WriteString("BillingMode"u8, source.OnDemand ? "PAY_PER_REQUEST" : "PROVISIONED");
        output.WriteNumber("ItemCount"u8, backup.Backup.Count);
        TableAnswers.WriteKeys(output, source.Keys);
        output.WriteStartObject("ProvisionedThroughput"u8);
        output.WriteNumber("ReadCapacityUnits"u8, source.Throughput.Read);
        output.WriteNumber("WriteCapacityUnits"u8, source.Throughput.Write);
        output.WriteEndObject();
        output.WriteString("TableArn"u8, TableNames.Arn(source.Name));
        TableAnswers.WriteTime(output, "TableCreationDateTime", source.Created);
        output.WriteString("TableId"u8, source.Id);
        output.WriteString("TableName"u8, source.Name);
        output.WriteNumber("TableSizeBytes"u8, backup.Backup.Bytes);
        output.WriteEndObject();
        output.WriteStartObject("SourceTableFeatureDetails"u8);
        if (source.TimeToLive is { } attribute)
        {
            output.WriteStartObject("TimeToLiveDescription"u8);
            output.WriteString("AttributeName"u8, attribute);
            output.WriteString("TimeToLiveStatus"u8, "ENABLED");
            output.WriteEndObject();
        }
        output.WriteEndObject();
        output.WriteEndObject();
        output.WriteEndObject();
    }
}

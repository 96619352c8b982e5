using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Operations.Tables;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Backups;

/// <summary>ListBackups: of one table or all, in the order of their ARNs, up to 100 at a time.</summary>
internal sealed class ListBackups(Database database) : Operation(database)
{
    private const int Most = 100;

    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "ListBackupsInput",
        ("TableName", Shapes.TableName with { Required = false }),
        ("Limit", Shapes.Integer.AtLeast(1).AtMost(Most)),
        ("TimeRangeLowerBound", Shapes.Long),
        ("TimeRangeUpperBound", Shapes.Long),
        ("ExclusiveStartBackupArn", Shapes.Text.Length(37, 1024)),
        ("BackupType", Shapes.Text.OneOf("USER", "SYSTEM", "AWS_BACKUP", "ALL")));

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var backups = Database.Read(0, static (data, _) => data.Tables.Values.Select(table => table.Descriptor).Where(table => table.Backup is not null).ToList());
        var (name, lower, upper) = (input.Text("TableName"), input.Number("TimeRangeLowerBound"), input.Number("TimeRangeUpperBound"));
        backups.RemoveAll(backup =>
            (name is not null && backup.Backup!.Source.Name != TableNames.Bare(name))
            || backup.Created.ToUnixTimeSeconds() < lower || backup.Created.ToUnixTimeSeconds() >= upper
            || (input.Text("ExclusiveStartBackupArn") is { } start && string.CompareOrdinal(backup.Name, start) <= 0)
            || input.Text("BackupType") is "SYSTEM" or "AWS_BACKUP");
        backups.Sort((one, two) => string.CompareOrdinal(one.Name, two.Name));
        var limit = (int)(input.Number("Limit") ?? Most);
        output.WriteStartObject();
        output.WriteStartArray("BackupSummaries"u8);
        foreach (var backup in backups.Take(limit)) Write(output, backup);
        output.WriteEndArray();
        if (backups.Count > limit) output.WriteString("LastEvaluatedBackupArn"u8, backups[limit - 1].Name);
        output.WriteEndObject();
        return default;
    }

    private static void Write(Utf8JsonWriter output, TableDescriptor backup)
    {
        var source = backup.Backup!.Source;
        output.WriteStartObject();
        output.WriteString("BackupArn"u8, backup.Name);
        TableAnswers.WriteTime(output, "BackupCreationDateTime", backup.Created);
        output.WriteString("BackupName"u8, backup.Backup.Name);
        output.WriteNumber("BackupSizeBytes"u8, backup.Backup.Bytes);
        output.WriteString("BackupStatus"u8, "AVAILABLE");
        output.WriteString("BackupType"u8, "USER");
        output.WriteString("TableArn"u8, TableNames.Arn(source.Name));
        output.WriteString("TableId"u8, source.Id);
        output.WriteString("TableName"u8, source.Name);
        output.WriteEndObject();
    }
}

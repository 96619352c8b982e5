using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Operations.Tables;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Backups;

/// <summary>RestoreTableFromBackup: a new table, ACTIVE as soon as a new table is.</summary>
internal sealed class RestoreTableFromBackup(Database database, TimeSpan creating) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "RestoreTableFromBackupInput",
        [("TargetTableName", TableRequests.TableName.Must()), ("BackupArn", BackupTables.Arn), .. BackupTables.Overrides]);

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        BackupTables.RefuseOverrides(input);
        var arn = input.Text("BackupArn")!;
        var table = await Database.WriteAsync(session =>
        {
            var backup = BackupTables.Find(session.Describe(arn), arn);
            if (Database.Table(backup.Number) is not { } items) throw DynamoDbException.BackupNotFound(arn);
            var source = backup.Backup!.Source;
            return BackupTables.Restore(
                session, input.Text("TargetTableName")!, source, new Restored(arn, TableNames.Arn(source.Name), backup.Created), creating,
                items.Items.Ascending([]));
        });
        output.WriteStartObject();
        output.WritePropertyName("TableDescription"u8);
        TableAnswers.Write(output, table, TableAnswers.Content.Empty, Database.Time.GetUtcNow(), "CREATING");
        output.WriteEndObject();
    }
}

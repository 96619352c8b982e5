using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Operations.Tables;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Backups;

/// <summary>
/// RestoreTableToPointInTime: back to the moment at which recovery was switched on or the state was opened, whichever is later. The service's latest
/// time is some minutes ago; here it is now.
/// </summary>
internal sealed class RestoreTableToPointInTime(Database database, TimeSpan creating) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "RestoreTableToPointInTimeInput",
        [
            ("SourceTableArn", Shapes.Text.Length(1, 1024)), ("SourceTableName", TableRequests.TableName), ("TargetTableName", TableRequests.TableName.Must()),
            ("UseLatestRestorableTime", Shapes.Flag), ("RestoreDateTime", Shapes.Long), .. BackupTables.Overrides,
        ]);

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        BackupTables.RefuseOverrides(input);
        var name = TableNames.Bare(input.Text("SourceTableName") ?? input.Text("SourceTableArn")
            ?? throw DynamoDbException.Validation("One of SourceTableName or SourceTableArn must be specified"));
        var latest = input.Flag("UseLatestRestorableTime") == true;
        var wanted = input.Number("RestoreDateTime");
        if (latest == wanted.HasValue)
            throw DynamoDbException.Validation("Exactly one of RestoreDateTime and UseLatestRestorableTime must be specified");
        var table = await Database.WriteAsync(session =>
        {
            var source = session.Describe(name);
            var now = session.Time.GetUtcNow();
            if (source is null || Database.Table(source.Number) is not { } content) throw DynamoDbException.TableNotFound(name);
            if (content.History.Since is not { } since) throw DynamoDbException.PointInTimeRecoveryUnavailable(name);
            var then = latest ? now : DateTimeOffset.FromUnixTimeSeconds(wanted!.Value);
            if (then > now || then < since.AddSeconds(-1)) throw DynamoDbException.InvalidRestoreTime();
            var items = content.Items.Ascending([]);
            return BackupTables.Restore(
                session, input.Text("TargetTableName")!, source, new Restored(null, TableNames.Arn(name), then), creating,
                latest ? items : content.History.At(then, items));
        });
        output.WriteStartObject();
        output.WritePropertyName("TableDescription"u8);
        TableAnswers.Write(output, table, TableAnswers.Content.Empty, Database.Time.GetUtcNow(), "CREATING");
        output.WriteEndObject();
    }
}

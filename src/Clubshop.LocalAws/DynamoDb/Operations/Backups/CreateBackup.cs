using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Operations.Tables;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Backups;

/// <summary>CreateBackup: everything that was acknowledged before, AVAILABLE at once.</summary>
internal sealed class CreateBackup(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "CreateBackupInput",
        ("TableName", Shapes.TableName),
        ("BackupName", Shapes.Text.Pattern(Shapes.NamePattern(), "[a-zA-Z0-9_.-]+").Length(3, 255).Must()));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var name = TableNames.Bare(input.Text("TableName")!);
        var backup = await Database.WriteAsync(session =>
        {
            var source = session.Describe(name);
            var now = session.Time.GetUtcNow();
            if (source is null || source.ActiveFrom > now || Database.Table(source.Number) is not { } table) throw DynamoDbException.TableNotFound(name);
            var made = source with
            {
                Number = session.NextNumber(),
                Name = BackupTables.NewArn(name, now),
                Indexes = [],
                Created = now,
                TimeToLive = null,
                PointInTime = false,
                Backup = new BackupOf(input.Text("BackupName")!, source, table.Count, table.Size),
            };
            session.Describe(made);
            foreach (var item in table.Items.Ascending([])) session.Put(made, item.CopyKey(), item.Attributes);
            return made;
        });
        output.WriteStartObject();
        output.WritePropertyName("BackupDetails"u8);
        BackupTables.WriteDetails(output, backup);
        output.WriteEndObject();
    }
}

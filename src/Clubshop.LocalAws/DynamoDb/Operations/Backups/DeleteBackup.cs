using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Backups;

/// <summary>DeleteBackup.</summary>
internal sealed class DeleteBackup(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure("DeleteBackupInput", ("BackupArn", BackupTables.Arn));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var arn = input.Text("BackupArn")!;
        var backup = await Database.WriteAsync(session =>
        {
            var found = BackupTables.Find(session.Describe(arn), arn);
            session.Drop(found);
            return found;
        });
        BackupTables.WriteDescription(output, backup, "DELETED");
    }
}

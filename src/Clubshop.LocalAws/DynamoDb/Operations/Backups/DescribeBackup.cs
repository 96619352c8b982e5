using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Backups;

/// <summary>DescribeBackup.</summary>
internal sealed class DescribeBackup(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure("DescribeBackupInput", ("BackupArn", BackupTables.Arn));

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var backup = Database.Read(input.Text("BackupArn")!, static (data, arn) => BackupTables.Find(data.Tables.GetValueOrDefault(arn)?.Descriptor, arn));
        BackupTables.WriteDescription(output, backup);
        return default;
    }
}

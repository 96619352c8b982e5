using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>DeleteTable.</summary>
internal sealed class DeleteTable(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure("DeleteTableInput", ("TableName", Shapes.TableName));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var now = Database.Time.GetUtcNow();
        var name = TableNames.Bare(input.Text("TableName")!);
        var table = await Database.WriteAsync(session =>
        {
            var found = session.Describe(name) ?? throw DescribeTable.NotFound(name);
            if (found.ActiveFrom > now)
                throw DynamoDbException.ResourceInUse("Attempt to change a resource which is still in use: Table is being created: " + name);
            if (found.DeletionProtection)
                throw DynamoDbException.Validation(
                    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
            session.Drop(found);
            return found;
        });
        output.WriteStartObject();
        output.WritePropertyName("TableDescription"u8);
        TableAnswers.Write(output, table, TableAnswers.Content.Empty, now, "DELETING");
        output.WriteEndObject();
    }
}

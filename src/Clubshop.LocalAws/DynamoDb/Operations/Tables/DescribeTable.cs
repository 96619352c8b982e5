using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>DescribeTable.</summary>
internal sealed class DescribeTable(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure("DescribeTableInput", ("TableName", Shapes.TableName));

    /// <summary>The refusal of the operations on tables.</summary>
    public static DynamoDbException NotFound(string name) =>
        DynamoDbException.ResourceNotFound($"Requested resource not found: Table: {name} not found");

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var (table, content) = Database.Read(TableNames.Bare(input.Text("TableName")!), static (data, name) =>
            data.Tables.TryGetValue(name, out var table)
                ? (table.Descriptor, TableAnswers.Content.Of(table))
                : throw NotFound(name));
        output.WriteStartObject();
        output.WritePropertyName("Table"u8);
        TableAnswers.Write(output, table, content, Database.Time.GetUtcNow());
        output.WriteEndObject();
        return default;
    }
}

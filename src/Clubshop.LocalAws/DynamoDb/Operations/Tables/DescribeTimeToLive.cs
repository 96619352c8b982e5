using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>DescribeTimeToLive.</summary>
internal sealed class DescribeTimeToLive(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure("DescribeTimeToLiveInput", ("TableName", Shapes.TableName));

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var attribute = Database.Read(TableNames.Bare(input.Text("TableName")!), static (data, name) =>
            data.Tables.TryGetValue(name, out var table) ? table.Descriptor.TimeToLive : throw DescribeTable.NotFound(name));
        output.WriteStartObject();
        output.WriteStartObject("TimeToLiveDescription"u8);
        if (attribute is not null) output.WriteString("AttributeName"u8, attribute);
        output.WriteString("TimeToLiveStatus"u8, attribute is null ? "DISABLED" : "ENABLED");
        output.WriteEndObject();
        output.WriteEndObject();
        return default;
    }
}

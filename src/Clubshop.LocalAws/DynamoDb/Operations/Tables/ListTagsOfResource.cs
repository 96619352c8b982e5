using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>ListTagsOfResource: all tags of a table. There are up to 50, which the service returns on one page.</summary>
internal sealed class ListTagsOfResource(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "ListTagsOfResourceInput", ("ResourceArn", ResourceTags.Resource), ("NextToken", Shapes.Text));

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var name = ResourceTags.TableOf(input);
        if (input.Has("NextToken")) throw DynamoDbException.Validation("Invalid NextToken");
        var table = Database.Read(name, static (data, wanted) => data.Tables.GetValueOrDefault(wanted)?.Descriptor);
        output.WriteStartObject();
        output.WriteStartArray("Tags"u8);
        foreach (var (key, value) in ResourceTags.Find(input, Name, table).Tags)
        {
            output.WriteStartObject();
            output.WriteString("Key"u8, key);
            output.WriteString("Value"u8, value);
            output.WriteEndObject();
        }
        output.WriteEndArray();
        output.WriteEndObject();
        return default;
    }
}

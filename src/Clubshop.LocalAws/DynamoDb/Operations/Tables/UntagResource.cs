using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>UntagResource: takes tags away from a table; keys that it does not have are no error.</summary>
internal sealed class UntagResource(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "UntagResourceInput", ("ResourceArn", ResourceTags.Resource), ("TagKeys", new ListShape(Shapes.Text.Length(1, 128)).Must()));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var name = ResourceTags.TableOf(input);
        var keys = input.Texts("TagKeys")!;
        if (keys.Count == 0) throw DynamoDbException.Validation("Atleast one Tag Key needs to be provided as Input.");
        await Database.WriteAsync(session =>
        {
            var table = ResourceTags.Find(input, Name, session.Describe(name));
            var changed = table with { Tags = [.. table.Tags.Where(tag => !keys.Contains(tag.Key))] };
            session.Describe(changed);
            return changed;
        });
        // The answer has no body.
    }
}

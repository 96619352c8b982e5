using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>TagResource: adds tags to a table, or sets them anew.</summary>
internal sealed class TagResource(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "TagResourceInput", ("ResourceArn", ResourceTags.Resource), ("Tags", ResourceTags.Tags.Must()));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var name = ResourceTags.TableOf(input);
        var tags = ResourceTags.Read(input);
        if (tags.Count == 0) throw DynamoDbException.Validation("Atleast one Tag needs to be provided as Input.");
        await Database.WriteAsync(session =>
        {
            var changed = ResourceTags.With(ResourceTags.Find(input, Name, session.Describe(name)), tags);
            session.Describe(changed);
            return changed;
        });
        // The answer has no body.
    }
}

using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>ListTables: names in order, up to 100 at a time.</summary>
internal sealed class ListTables(Database database) : Operation(database)
{
    private const int Most = 100;

    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "ListTablesInput",
        ("ExclusiveStartTableName", Shapes.Text.Pattern(Shapes.NamePattern(), "[a-zA-Z0-9_.-]+").Length(3, 255)),
        ("Limit", Shapes.Integer.AtLeast(1).AtMost(Most)));

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var names = Database.Read(0, static (data, _) => data.Tables.Values.Where(table => table.Descriptor.Backup is null).Select(table => table.Descriptor.Name).ToList());
        names.Sort(StringComparer.Ordinal);
        if (input.Text("ExclusiveStartTableName") is { } start) names.RemoveAll(name => string.CompareOrdinal(name, start) <= 0);
        var limit = (int)(input.Number("Limit") ?? Most);
        output.WriteStartObject();
        output.WriteStartArray("TableNames"u8);
        foreach (var name in names.Take(limit)) output.WriteStringValue(name);
        output.WriteEndArray();
        if (names.Count > limit) output.WriteString("LastEvaluatedTableName"u8, names[limit - 1]);
        output.WriteEndObject();
        return default;
    }
}

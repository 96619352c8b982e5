using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>UpdateTimeToLive: switches expiry by one attribute on or off.</summary>
internal sealed class UpdateTimeToLive(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "UpdateTimeToLiveInput",
        ("TableName", Shapes.TableName),
        ("TimeToLiveSpecification", Shapes.Structure(
            "TimeToLiveSpecification", ("AttributeName", Shapes.Text.Length(1, 255).Must()), ("Enabled", Shapes.Flag.Must())).Must()));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var specification = input.Structure("TimeToLiveSpecification")!;
        var (attribute, enabled) = (specification.Text("AttributeName")!, specification.Flag("Enabled")!.Value);
        var name = TableNames.Bare(input.Text("TableName")!);
        await Database.WriteAsync(session =>
        {
            var table = session.Describe(name) ?? throw DescribeTable.NotFound(name);
            if (table.ActiveFrom > session.Time.GetUtcNow())
                throw DynamoDbException.ResourceInUse("Attempt to change a resource which is still in use: Table is being created: " + name);
            if (enabled && table.TimeToLive is not null) throw DynamoDbException.Validation("TimeToLive is already enabled");
            if (!enabled && table.TimeToLive is null) throw DynamoDbException.Validation("TimeToLive is already disabled");
            if (!enabled && table.TimeToLive != attribute)
                throw DynamoDbException.Validation(
                    $"TimeToLive is active on a different AttributeName: current AttributeName is {table.TimeToLive}");
            session.Describe(table with { TimeToLive = enabled ? attribute : null, TimeToLiveChanged = session.Time.GetUtcNow() });
            return true;
        });
        output.WriteStartObject();
        output.WriteStartObject("TimeToLiveSpecification"u8);
        output.WriteString("AttributeName"u8, attribute);
        output.WriteBoolean("Enabled"u8, enabled);
        output.WriteEndObject();
        output.WriteEndObject();
    }
}

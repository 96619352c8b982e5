using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>CreateTable. The table is ACTIVE at once, or after the delay that the endpoint is configured with.</summary>
internal sealed class CreateTable(Database database, TimeSpan creating) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "CreateTableInput",
        ("AttributeDefinitions", TableRequests.Attributes.Must()),
        ("TableName", TableRequests.TableName),
        ("KeySchema", TableRequests.KeySchema.Must()),
        ("GlobalSecondaryIndexes", new ListShape(TableRequests.GlobalIndex)),
        ("LocalSecondaryIndexes", new ListShape(TableRequests.LocalIndex)),
        ("BillingMode", TableRequests.BillingMode),
        ("ProvisionedThroughput", TableRequests.Throughput),
        ("OnDemandThroughput", TableRequests.OnDemand),
        ("SSESpecification", TableRequests.Encryption),
        ("StreamSpecification", TableRequests.Stream),
        ("TableClass", TableRequests.TableClass),
        ("Tags", ResourceTags.Tags),
        ("DeletionProtectionEnabled", Shapes.Flag));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        TableRules.CheckCreate(input);
        var keys = TableRequests.ReadKeys(input);
        var tags = ResourceTags.Read(input);
        var onDemand = input.Text("BillingMode") == "PAY_PER_REQUEST";
        var now = Database.Time.GetUtcNow();
        var table = await Database.WriteAsync(session =>
        {
            var name = TableNames.Bare(input.Text("TableName")!);
            if (session.Describe(name) is not null) throw DynamoDbException.ResourceInUse("Table already exists: " + name);
            var made = new TableDescriptor
            {
                Number = session.NextNumber(),
                Name = name,
                Id = Guid.NewGuid(),
                Keys = KeySchema.Of(keys),
                Attributes = TableRequests.ReadAttributes(input),
                Indexes =
                [
                    .. (input.Structures("LocalSecondaryIndexes") ?? []).Select(index => TableRequests.ReadIndex(index, isGlobal: false)),
                    .. (input.Structures("GlobalSecondaryIndexes") ?? []).Select(index => TableRequests.ReadIndex(index, isGlobal: true)),
                ],
                OnDemand = onDemand,
                OnDemandSince = onDemand ? now : null,
                OnDemandLimits = TableRequests.ReadOnDemand(input),
                ManagedKey = input.Structure("SSESpecification")?.Flag("Enabled") == true,
                Throughput = TableRequests.ReadThroughput(input),
                TableClass = input.Text("TableClass"),
                DeletionProtection = input.Flag("DeletionProtectionEnabled") ?? false,
                Created = now,
                ActiveFrom = now + creating,
            };
            made = ResourceTags.With(made, tags);
            session.Describe(made);
            return made;
        });
        output.WriteStartObject();
        output.WritePropertyName("TableDescription"u8);
        TableAnswers.Write(output, table, TableAnswers.Content.Empty, now, "CREATING");
        output.WriteEndObject();
    }
}

using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Tables;

/// <summary>Shapes of the table operations, and reading them.</summary>
internal static class TableRequests
{
    /// <summary>AttributeDefinitions.</summary>
    public static ListShape Attributes { get; } = new(Shapes.Structure(
        "AttributeDefinition",
        ("AttributeName", Shapes.Text.Length(1, 255).Must()),
        ("AttributeType", Shapes.Text.OneOf("B", "N", "S").Must())));

    /// <summary>The name of a table that is asked for itself.</summary>
    public static TextShape TableName { get; } = Shapes.Text.Pattern(Shapes.NamePattern(), "[a-zA-Z0-9_.-]+").Length(3, 255);

    /// <summary>An element of a key schema.</summary>
    private static StructureShape KeyElement => Shapes.Structure(
        "KeySchemaElement",
        ("AttributeName", Shapes.Text.Length(1, 255).Must()),
        ("KeyType", Shapes.Text.OneOf("HASH", "RANGE").Must()));

    /// <summary>A key schema.</summary>
    public static ListShape KeySchema { get; } = new ListShape(KeyElement).Length(1, 2);

    /// <summary>A global index's key schema, which may have several attributes of each kind.</summary>
    public static ListShape GlobalKeySchema { get; } = new ListShape(KeyElement).Length(1, 8);

    /// <summary>Provisioned capacity.</summary>
    public static StructureShape Throughput { get; } = Shapes.Structure(
        "ProvisionedThroughput",
        ("ReadCapacityUnits", Shapes.Long.AtLeast(1).Must()),
        ("WriteCapacityUnits", Shapes.Long.AtLeast(1).Must()));

    /// <summary>On-demand limits.</summary>
    public static StructureShape OnDemand { get; } = Shapes.Structure(
        "OnDemandThroughput", ("MaxReadRequestUnits", Shapes.Long), ("MaxWriteRequestUnits", Shapes.Long));

    /// <summary>StreamSpecification, which can only be off.</summary>
    public static StructureShape Stream { get; } = Shapes.Structure(
        "StreamSpecification",
        ("StreamEnabled", Shapes.Flag.Must()),
        ("StreamViewType", Shapes.Text.OneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY")));

    /// <summary>SSESpecification: with the AWS-managed key or without; a key of one's own is refused.</summary>
    public static StructureShape Encryption { get; } = Shapes.Structure(
        "SSESpecification", ("Enabled", Shapes.Flag), ("SSEType", Shapes.Text.OneOf("AES256", "KMS")), ("KMSMasterKeyId", Shapes.Text));

    /// <summary>BillingMode.</summary>
    public static TextShape BillingMode { get; } = Shapes.Text.OneOf("PROVISIONED", "PAY_PER_REQUEST");

    /// <summary>TableClass.</summary>
    public static TextShape TableClass { get; } = Shapes.Text.OneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS");

    /// <summary>A projection.</summary>
    public static StructureShape Projection { get; } = Shapes.Structure(
        "Projection",
        ("NonKeyAttributes", new ListShape(Shapes.Text.Length(1, 255)).Length(1, 20)),
        ("ProjectionType", Shapes.Text.OneOf("ALL", "INCLUDE", "KEYS_ONLY")));

    /// <summary>A global index.</summary>
    public static StructureShape GlobalIndex { get; } = Shapes.Structure(
        "GlobalSecondaryIndex",
        ("IndexName", Shapes.IndexName.Must()),
        ("KeySchema", GlobalKeySchema.Must()),
        ("Projection", Projection.Must()),
        ("ProvisionedThroughput", Throughput),
        ("OnDemandThroughput", OnDemand));

    /// <summary>A local index.</summary>
    public static StructureShape LocalIndex { get; } = Shapes.Structure(
        "LocalSecondaryIndex",
        ("IndexName", Shapes.IndexName.Must()),
        ("KeySchema", KeySchema.Must()),
        ("Projection", Projection.Must()));

    /// <summary>Attribute types by name, in the order given.</summary>
    public static List<KeyValuePair<string, string>> ReadAttributes(Parameters input) =>
        input.Structures("AttributeDefinitions")?
            .ConvertAll(one => KeyValuePair.Create(one.Text("AttributeName")!, one.Text("AttributeType")!)) ?? [];

    /// <summary>Key schema elements as (name, type).</summary>
    public static List<(string Name, string Type)> ReadKeys(Parameters input) =>
        input.Structures("KeySchema")!.ConvertAll(one => (one.Text("AttributeName")!, one.Text("KeyType")!));

    /// <summary>Provisioned capacity; none if not given.</summary>
    public static Throughput ReadThroughput(Parameters input) => input.Structure("ProvisionedThroughput") is { } given
        ? new Throughput(given.Number("ReadCapacityUnits")!.Value, given.Number("WriteCapacityUnits")!.Value)
        : DynamoDb.Tables.Throughput.None;

    /// <summary>On-demand limits; null when not given.</summary>
    public static (long Read, long Write)? ReadOnDemand(Parameters input) => input.Structure("OnDemandThroughput") is { } given
        ? (given.Number("MaxReadRequestUnits") ?? -1, given.Number("MaxWriteRequestUnits") ?? -1)
        : null;

    /// <summary>An index that has been checked.</summary>
    public static IndexDescriptor ReadIndex(Parameters input, bool isGlobal)
    {
        var keys = ReadKeys(input);
        var projection = input.Structure("Projection")!;
        return new IndexDescriptor(
            input.Text("IndexName")!,
            isGlobal,
            DynamoDb.Tables.KeySchema.Of(keys),
            projection.Text("ProjectionType") switch
            {
                "ALL" => ProjectionKind.All,
                "INCLUDE" => ProjectionKind.Include,
                _ => ProjectionKind.KeysOnly,
            },
            projection.Texts("NonKeyAttributes") ?? [],
            ReadThroughput(input))
        { OnDemand = ReadOnDemand(input) };
    }
}

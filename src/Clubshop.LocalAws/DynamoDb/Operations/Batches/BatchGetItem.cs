using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Operations.Queries;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;
using Clubshop.LocalAws.Faults;

namespace Clubshop.LocalAws.DynamoDb.Operations.Batches;

/// <summary>BatchGetItem: up to 100 items of any tables, up to 16 MB.</summary>
internal sealed class BatchGetItem(Database database, FaultBoard faults) : Operation(database)
{
    private const int MaxKeys = 100;
    private const int MaxBytes = 16 << 20;

    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "BatchGetItemInput",
        ("RequestItems", new MapShape(Shapes.Structure(
            "KeysAndAttributes",
            ("Keys", new ListShape(Shapes.Item).Length(1, MaxKeys).Bare().Must()),
            ("AttributesToGet", new ListShape(Shapes.Text).Length(1, 255)),
            ("ConsistentRead", Shapes.Flag),
            ("ExpressionAttributeNames", Shapes.Names),
            ("ProjectionExpression", Shapes.Text)))),
        ("ReturnConsumedCapacity", Shapes.ReturnConsumedCapacity));

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var tables = BatchAnswers.RequestItems(input, Name);
        var blocks = tables.ConvertAll(table => (Parameters)table.Value!);
        if (blocks.Exists(block => block.Has("AttributesToGet")) && blocks.Exists(block => block.Has("ProjectionExpression")))
            throw DynamoDbException.Validation(
                "Can not use both expression and non-expression parameters in the same request: "
                + "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}");
        var requests = tables.ConvertAll(pair => Read(pair.Key, (Parameters)pair.Value!));
        if (requests.Sum(request => request.Keys.Count) > MaxKeys)
            throw DynamoDbException.Validation("Too many items requested for the BatchGetItem call");
        Database.Read(requests, static (data, asked) =>
        {
            foreach (var request in asked) Find(data, request);
            return true;
        });
        Answer(output, input, requests, faults.Strikes(Name, FaultKind.Unprocessed));
        return default;
    }

    private static TableRequest Read(string table, Parameters input)
    {
        ExpressionSet.CheckParameters(input, ["ProjectionExpression"], ["AttributesToGet"]);
        var keys = input.List("Keys")!.ConvertAll(key => ValueReader.ReadMap((List<KeyValuePair<string, object?>>?)key ?? []));
        var projection = ReadRequests.AttributesToGet(input);
        projection = ExpressionSet.Read(input).Projection ?? projection;
        if (keys.Distinct().Count() != keys.Count) throw DynamoDbException.Validation("Provided list of item keys contains duplicates");
        return new TableRequest(table, input, keys, projection, input.Flag("ConsistentRead") ?? false);
    }

    private static void Find(Database data, TableRequest request)
    {
        var table = Usable(data, request.Table);
        foreach (var key in request.Keys)
        {
            ItemRules.CheckKey(table.Descriptor, key);
            request.Found.Add(table.Find(KeyCodec.KeyOf(table.Descriptor.Keys, key)));
        }
    }

    private static void Answer(Utf8JsonWriter output, Parameters input, List<TableRequest> requests, bool onlyHalf)
    {
        var bytes = 0L;
        var unprocessed = new List<(TableRequest Request, List<AttributeMap> Keys)>();
        var capacities = new List<ConsumedCapacity>();
        output.WriteStartObject();
        output.WriteStartObject("Responses"u8);
        foreach (var request in requests)
        {
            output.WriteStartArray(request.Table);
            var left = new List<AttributeMap>();
            var units = 0.0;
            for (var i = 0; i < request.Keys.Count; i++)
            {
                var item = request.Found[i];
                if (bytes + (item?.Size ?? 0) > MaxBytes || (onlyHalf && i >= request.Keys.Count / 2))
                {
                    left.Add(request.Keys[i]);
                    continue;
                }
                units += ConsumedCapacity.ReadUnits(item?.Size ?? 0, request.Consistent);
                if (item is null) continue;
                bytes += item.Size;
                ValueJson.Write(output, request.Projection is null ? item.Attributes : request.Projection.Apply(item.Attributes));
            }
            output.WriteEndArray();
            capacities.Add(new ConsumedCapacity(request.Table).AddTable(units));
            if (left.Count > 0) unprocessed.Add((request, left));
        }
        output.WriteEndObject();
        output.WriteStartObject("UnprocessedKeys"u8);
        foreach (var (request, keys) in unprocessed) WriteUnprocessed(output, request, keys);
        output.WriteEndObject();
        ConsumedCapacity.WriteList(output, input.Text("ReturnConsumedCapacity"), capacities);
        output.WriteEndObject();
    }

    private static void WriteUnprocessed(Utf8JsonWriter output, TableRequest request, List<AttributeMap> keys)
    {
        output.WriteStartObject(request.Table);
        output.WriteStartArray("Keys"u8);
        foreach (var key in keys) ValueJson.Write(output, key);
        output.WriteEndArray();
        if (request.Input.Texts("AttributesToGet") is { } names)
        {
            output.WriteStartArray("AttributesToGet"u8);
            foreach (var name in names) output.WriteStringValue(name);
            output.WriteEndArray();
        }
        if (request.Input.Flag("ConsistentRead") is { } consistent) output.WriteBoolean("ConsistentRead"u8, consistent);
        if (request.Input.Text("ProjectionExpression") is { } projection) output.WriteString("ProjectionExpression"u8, projection);
        if (request.Input.Map("ExpressionAttributeNames") is { } placeholders)
        {
            output.WriteStartObject("ExpressionAttributeNames"u8);
            foreach (var (name, value) in placeholders) output.WriteString(name, (string?)value);
            output.WriteEndObject();
        }
        output.WriteEndObject();
    }

    private sealed record TableRequest(string Table, Parameters Input, List<AttributeMap> Keys, Projector? Projection, bool Consistent)
    {
        public List<StoredItem?> Found { get; } = [];
    }
}

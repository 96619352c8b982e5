using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Legacy;
using Clubshop.LocalAws.DynamoDb.Operations.Tables;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Queries;

/// <summary>Scan: all items of a table or index, or of one segment of it, in the order of the partitions' hashes.</summary>
internal sealed class Scan(Database database) : Operation(database)
{
    private const int MaxSegments = 1_000_000;

    /// <inheritdoc/>
    public override StructureShape Input { get; } = new(
        "ScanInput",
        [
            .. PageRequests.Common,
            new("Limit", Shapes.Integer.AtLeast(1)),
            new("ScanFilter", Shapes.Conditions),
            new("Segment", Shapes.Integer.AtLeast(0).AtMost(MaxSegments - 1)),
            new("TotalSegments", Shapes.Integer.AtLeast(1).AtMost(MaxSegments)),
        ]);

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        ExpressionSet.CheckParameters(
            input, ["ProjectionExpression", "FilterExpression"], ["AttributesToGet", "ScanFilter", "ConditionalOperator"]);
        var projection = ReadRequests.AttributesToGet(input);
        var oldFilter = LegacyRequests.ReadFilter(input, "ScanFilter");
        var start = PageRequests.StartKey(input, ValueRules.Older);
        var range = Segment(input);
        var expressions = ExpressionSet.Read(input, ValueRules.Older);
        projection = expressions.Projection ?? projection;
        PageRequests.CheckSelect(input, isQuery: false);

        if (input.Has("IndexName")) Database.CatchUp(TableNames.Bare(input.Text("TableName")!));
        var page = Database.Read((Input: input, start, range, projection), static (data, asked) =>
        {
            var table = Usable(data, asked.Input.Text("TableName")!);
            var index = PageRequests.FindIndex(asked.Input, table);
            var needsTable = PageRequests.NeedsTable(asked.Input, index, asked.projection);
            var range = asked.range;
            if (asked.start is { } start)
            {
                var bytes = PageRequests.StartBytes(table.Descriptor, index, start);
                if (!range.Has(bytes))
                    throw DynamoDbException.Validation(
                        "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
                        + $"TotalSegments: {asked.Input.Number("TotalSegments")} Segment: {asked.Input.Number("Segment")}");
                range = range.From(bytes, forward: true);
            }
            return PageRequests.Read(asked.Input, table, index, range, forward: true, needsTable);
        });
        PageRequests.Answer(
            output, input, page, ItemWrite.Of(expressions.Filter) ?? LegacyCondition.Together(oldFilter, input.Text("ConditionalOperator")), projection);
        return default;
    }

    private static ItemRange Segment(Parameters input)
    {
        var (segment, total) = (input.Number("Segment"), input.Number("TotalSegments"));
        if (total is null && segment is null) return ItemRange.All;
        if (segment is null)
            throw DynamoDbException.Validation(
                "The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
        if (total is null)
            throw DynamoDbException.Validation(
                "The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
        if (segment >= total)
            throw DynamoDbException.Validation(
                "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
                + $"Segment: {segment} is not less than TotalSegments: {total}");
        return ItemRange.Segment((int)segment, (int)total);
    }
}

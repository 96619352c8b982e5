using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;
using Index = Clubshop.LocalAws.DynamoDb.Tables.Index;

namespace Clubshop.LocalAws.DynamoDb.Operations.Queries;

/// <summary>What Query and Scan have in common: index, start key, Select, page, answer.</summary>
internal static class PageRequests
{
    /// <summary>The Select parameter.</summary>
    public static TextShape Select { get; } =
        Shapes.Text.OneOf("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");

    /// <summary>Members that both have.</summary>
    public static KeyValuePair<string, Shape>[] Common { get; } =
    [
        new("TableName", Shapes.TableName),
        new("IndexName", Shapes.IndexName),
        new("Select", Select),
        new("AttributesToGet", new ListShape(Shapes.Text).Length(1, 255)),
        new("ConditionalOperator", Shapes.ConditionalOperator),
        new("ConsistentRead", Shapes.Flag),
        new("ExclusiveStartKey", Shapes.Item),
        new("ExpressionAttributeNames", Shapes.Names),
        new("ExpressionAttributeValues", Shapes.Item),
        new("FilterExpression", Shapes.Text),
        new("ProjectionExpression", Shapes.Text),
        new("ReturnConsumedCapacity", Shapes.ReturnConsumedCapacity),
    ];

    /// <summary>The start key as values.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static AttributeMap? StartKey(Parameters input, ValueRules rules)
    {
        if (input.Map("ExclusiveStartKey") is not { } raw) return null;
        return ValueReader.TryReadMap(raw, rules, out var key) is { } problem
            ? throw DynamoDbException.Validation(rules.IsOlder ? "The provided starting key is invalid: " + problem : problem)
            : key;
    }

    /// <summary>The index that the request names, or null.</summary>
    /// <exception cref="DynamoDbException">ValidationException: there is no index of that name, or it cannot be read that way.</exception>
    public static Index? FindIndex(Parameters input, Table table)
    {
        if (input.Text("IndexName") is not { } name) return null;
        if (table.Index(name) is not { } index)
            throw DynamoDbException.Validation("The table does not have the specified index: " + name);
        if (index.Descriptor.IsGlobal && input.Flag("ConsistentRead") == true)
            throw DynamoDbException.Validation("Consistent reads are not supported on global secondary indexes");
        return index;
    }

    /// <summary>Refuses contradictions between Select, index and projection.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void CheckSelect(Parameters input, bool isQuery)
    {
        var select = input.Text("Select");
        var given = input.Has("AttributesToGet") ? "AttributesToGet" : input.Has("ProjectionExpression") ? "ProjectionExpression" : null;
        if (select == "ALL_PROJECTED_ATTRIBUTES" && !input.Has("IndexName"))
            throw DynamoDbException.Validation(
                $"One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when {(isQuery ? "Querying" : "Scanning")} using an IndexName");
        if (given is not null && select is not (null or "SPECIFIC_ATTRIBUTES"))
            throw DynamoDbException.Validation(select == "COUNT"
                ? $"Cannot specify the {given} when choosing to get only the Count"
                : $"Cannot specify the {given} when choosing to get {select}");
        if (select == "SPECIFIC_ATTRIBUTES" && given is null)
            throw DynamoDbException.Validation("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
    }

    /// <summary>Refuses attributes that a global index does not hold; whether a local index must look into its table for them.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static bool NeedsTable(Parameters input, Index? index, Projector? projection)
    {
        if (index is null || index.Descriptor.Projection == ProjectionKind.All) return false;
        var missing = projection?.Heads.Where(name => !index.Holds(name)).ToList() ?? [];
        if (!index.Descriptor.IsGlobal) return input.Text("Select") == "ALL_ATTRIBUTES" || missing.Count > 0;
        if (input.Text("Select") == "ALL_ATTRIBUTES")
            throw DynamoDbException.Validation(
                "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index "
                + $"{index.Descriptor.Name} because its projection type is not ALL");
        if (missing.Count > 0)
            throw DynamoDbException.Validation(
                $"One or more parameter values were invalid: Global secondary index {index.Descriptor.Name} does not project [{string.Join(", ", missing)}]");
        return false;
    }

    /// <summary>The byte form of a start key, which has exactly the keys of table and index.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static byte[] StartBytes(TableDescriptor table, Index? index, AttributeMap start)
    {
        var names = index is null ? table.Keys.Names : [.. index.Descriptor.Keys.Names.Union(table.Keys.Names)];
        if (start.Count != names.Count)
            throw DynamoDbException.Validation(index is null
                ? "The provided starting key is invalid: The provided key element does not match the schema"
                : "The provided starting key is invalid");
        foreach (var name in names)
        {
            if (start[name]?.Type != table.TypeOf(name))
                throw DynamoDbException.Validation("The provided starting key is invalid: The provided key element does not match the schema");
        }
        return index is null ? KeyCodec.KeyOf(table.Keys, start) : index.KeyOf(start);
    }

    /// <summary>Reads one page.</summary>
    public static Page Read(Parameters input, Table table, Index? index, ItemRange range, bool forward, bool needsTable)
    {
        var (limit, bytes, more) = (input.Number("Limit"), 0L, false);
        List<StoredItem> items, full;
        if (index is null)
        {
            (items, bytes, more) = range.Take(table.Items, forward, limit, ReadRequests.PageBytes);
            full = items;
        }
        else
        {
            (var entries, bytes, more) = range.Take(index.Items, forward, limit, ReadRequests.PageBytes);
            items = entries.ConvertAll(index.Project);
            full = needsTable ? entries.ConvertAll(entry => table.Find(entry.Item.Key) ?? entry.Item) : items;
        }
        return new Page(table.Descriptor, index?.Descriptor, items, full, bytes, more, needsTable);
    }

    /// <summary>Filters, projects and writes the answer.</summary>
    public static void Answer(Utf8JsonWriter output, Parameters input, Page page, Func<AttributeMap, bool>? filter, Projector? projection)
    {
        var (listed, count) = (input.Text("Select") != "COUNT", 0);
        output.WriteStartObject();
        if (listed) output.WriteStartArray("Items"u8);
        foreach (var item in page.Full)
        {
            if (filter is null && !listed)
            {
                count++;
                continue;
            }
            var attributes = item.Attributes;
            if (filter?.Invoke(attributes) == false) continue;
            count++;
            if (listed) ValueJson.Write(output, projection is null ? attributes : projection.Apply(attributes));
        }
        if (listed) output.WriteEndArray();
        output.WriteNumber("Count"u8, count);
        output.WriteNumber("ScannedCount"u8, page.Items.Count);
        if (page.More)
        {
            var names = page.Index is null ? page.Table.Keys.Names : page.Index.Keys.Names.Union(page.Table.Keys.Names);
            output.WritePropertyName("LastEvaluatedKey"u8);
            ValueJson.Write(output, page.Items[^1].Only([.. names]));
        }
        Capacity(input, page).WriteProperty(output, input.Text("ReturnConsumedCapacity"));
        output.WriteEndObject();
    }

    private static ConsumedCapacity Capacity(Parameters input, Page page)
    {
        var consistent = input.Flag("ConsistentRead") ?? false;
        var capacity = new ConsumedCapacity(page.Table.Name);
        var units = ConsumedCapacity.ReadUnits(page.Bytes, consistent);
        if (page.Index is null) return capacity.AddTable(units);
        // Attributes that a local index does not hold are fetched item by item.
        if (page.Fetched) capacity.AddTable(page.Full.Sum(item => ConsumedCapacity.ReadUnits(item.Size, consistent)));
        return capacity.AddIndex(page.Index, units);
    }
}

/// <summary>One page as it was taken.</summary>
/// <param name="Table">The table.</param>
/// <param name="Index">The index it was read from, if any.</param>
/// <param name="Items">The items as table or index hold them.</param>
/// <param name="Full">The same with all attributes, where these were fetched from the table.</param>
/// <param name="Bytes">Bytes read.</param>
/// <param name="More">Whether more may follow.</param>
/// <param name="Fetched">Whether <paramref name="Full"/> was fetched.</param>
internal sealed record Page(
    TableDescriptor Table, IndexDescriptor? Index, List<StoredItem> Items, List<StoredItem> Full, long Bytes, bool More, bool Fetched);

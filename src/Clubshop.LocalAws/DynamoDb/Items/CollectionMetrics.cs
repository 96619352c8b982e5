using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Items;

/// <summary>ItemCollectionMetrics: how large the item collection is that a write touched. Only of tables with local indexes.</summary>
internal static class CollectionMetrics
{
    private const double Gigabyte = 1 << 30;

    /// <summary>Writes one structure: the partition key and the size as a range of 1 GB around it.</summary>
    public static void Write(Utf8JsonWriter output, Database database, TableDescriptor table, AttributeMap item)
    {
        var key = AttributeMap.Empty.With(table.Keys.Partition, item[table.Keys.Partition]!);
        var bytes = database.Read((table.Number, key), static (data, asked) => data.Table(asked.Number)?.CollectionSize(asked.key) ?? 0);
        var floor = Math.Floor(bytes / Gigabyte);
        output.WriteStartObject();
        output.WritePropertyName("ItemCollectionKey"u8);
        ValueJson.Write(output, key);
        output.WriteStartArray("SizeEstimateRangeGB"u8);
        output.WriteNumberValue(floor);
        output.WriteNumberValue(floor + 1);
        output.WriteEndArray();
        output.WriteEndObject();
    }

    /// <summary>Whether the table has item collections that are measured.</summary>
    public static bool Has(TableDescriptor table) => table.Indexes.Any(index => !index.IsGlobal);
}

using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Batches;

/// <summary>What batches and transactions tell of each table they wrote to.</summary>
internal static class BatchAnswers
{
    /// <summary>The RequestItems parameter, which has at least one table.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static List<KeyValuePair<string, object?>> RequestItems(Parameters input, string operation) =>
        input.Map("RequestItems") is { Count: > 0 } tables
            ? tables.FindAll(table => table.Value is not null)
            : throw DynamoDbException.Validation($"The requestItems parameter is required for {operation}");

    /// <summary>Capacity by table, in the order in which the tables came.</summary>
    public static List<ConsumedCapacity> Capacity(IEnumerable<ItemOutcome> outcomes, bool transactional)
    {
        var byTable = new List<(int Number, ConsumedCapacity Capacity)>();
        foreach (var outcome in outcomes)
        {
            var at = byTable.FindIndex(entry => entry.Number == outcome.Table.Number);
            if (at < 0)
            {
                at = byTable.Count;
                byTable.Add((outcome.Table.Number, new ConsumedCapacity(outcome.Table.Name)));
            }
            byTable[at].Capacity.AddWrite(outcome.Table, outcome.Old, outcome.Now, transactional);
        }
        return byTable.ConvertAll(entry => entry.Capacity);
    }

    /// <summary>ItemCollectionMetrics by table, if asked for.</summary>
    public static void WriteMetrics(Utf8JsonWriter output, Database database, Parameters input, IEnumerable<ItemOutcome> outcomes)
    {
        if (input.Text("ReturnItemCollectionMetrics") != "SIZE") return;
        var tables = outcomes.Where(outcome => CollectionMetrics.Has(outcome.Table)).GroupBy(outcome => outcome.Table.Name).ToList();
        if (tables.Count == 0) return;
        output.WriteStartObject("ItemCollectionMetrics"u8);
        foreach (var table in tables)
        {
            output.WriteStartArray(table.Key);
            foreach (var outcome in table.DistinctBy(outcome => (outcome.Now ?? outcome.Old)?[outcome.Table.Keys.Partition]))
            {
                if ((outcome.Now ?? outcome.Old) is { } item) CollectionMetrics.Write(output, database, outcome.Table, item);
            }
            output.WriteEndArray();
        }
        output.WriteEndObject();
    }
}

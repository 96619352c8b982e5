using System.Globalization;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.DynamoDb;
using Clubshop.LocalAws.DynamoDb.Tables;
using Clubshop.LocalAws.Tests.Durability;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>What was acknowledged survives; what was not is there whole or not at all.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Database_RandomWritesCrashesAndRestarts_EqualsAModel(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TestFolder();
        var model = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path);
        await endpoint.CreateAsync("tab", """
            ,"GlobalSecondaryIndexes":[{"IndexName":"byN","KeySchema":[{"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]
            """, """,{"AttributeName":"g","AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"}""");
        for (var round = 0; round < 6; round++)
        {
            SortedDictionary<string, int> before = [];
            for (var i = 0; i < 40; i++)
            {
                before = new(model, StringComparer.Ordinal);
                await StepAsync(endpoint, random, model);
            }
            var log = Path.Combine(folder.Path, "dynamodb.log");
            if (random.Next(2) == 0)
            {
                await endpoint.DisposeAsync();
            }
            else
            {
                // A crash: what is in the file at this moment is all there is, and of a last write some bytes may be missing.
                var bytes = await File.ReadAllBytesAsync(log);
                await endpoint.DisposeAsync();
                var torn = random.Next(2) == 0 && !before.SequenceEqual(model);
                await File.WriteAllBytesAsync(log, torn ? bytes[..^random.Next(1, 12)] : [.. bytes, .. new byte[random.Next(20)]]);
                if (torn) model = before;
            }
            endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path);
            await CompareAsync(endpoint, model);
        }
        await endpoint.DisposeAsync();
    }

    [Fact]
    public async Task Database_FullDisk_RefusesAndShowsNothingOfIt()
    {
        using var folder = new TestFolder();
        var disk = new FailingDisk();
        var database = new Database(TestTime.New());
        database.Attach(StateLog.Open(folder.Path, "dynamodb", database, NullLogger.Instance, disk.Open, 1 << 20));
        await using var service = DynamoDbService.Over(database, NullLogger.Instance, new DynamoDbOptions());
        await CallAsync(service, "CreateTable", """
            {"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]}
            """);
        await CallAsync(service, "PutItem", """{"TableName":"tab","Item":{"a":{"S":"kept"},"n":{"N":"1"}}}""");
        disk.Full = true;
        var writes = Enumerable.Range(0, 20).Select(i => CallAsync(
            service, "UpdateItem", """{"TableName":"tab","Key":{"a":{"S":"kept"}},"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}""")).ToList();
        foreach (var write in writes)
        {
            var refused = await Assert.ThrowsAsync<DynamoDbException>(() => write);
            Assert.Equal(500, refused.Status);
        }
        disk.Full = false;
        var read = await CallAsync(service, "GetItem", """{"TableName":"tab","Key":{"a":{"S":"kept"}}}""");
        Assert.Equal("1", (string?)read["Item"]!["n"]!["N"]);
        await CallAsync(service, "UpdateItem", """{"TableName":"tab","Key":{"a":{"S":"kept"}},"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}""");
        read = await CallAsync(service, "GetItem", """{"TableName":"tab","Key":{"a":{"S":"kept"}}}""");
        Assert.Equal("2", (string?)read["Item"]!["n"]!["N"]);
    }

    private static async Task<JsonNode> CallAsync(DynamoDbService service, string operation, string json) =>
        JsonNode.Parse((await service.ExecuteAsync(operation, System.Text.Encoding.UTF8.GetBytes(json))).Span)!;

    private static async Task StepAsync(DynamoDbEndpoint endpoint, Random random, SortedDictionary<string, int> model)
    {
        string Key() => "k" + random.Next(12).ToString(CultureInfo.InvariantCulture);
        var key = Key();
        switch (random.Next(4))
        {
            case 0:
                var value = random.Next(100);
                await endpoint.CallAsync("PutItem", $$"""{"TableName":"tab","Item":{{Item(key, value)}} }""");
                model[key] = value;
                break;
            case 1:
                await endpoint.CallAsync("DeleteItem", $$"""{"TableName":"tab","Key":{"pk":{"S":"{{key}}"},"sk":{"S":"s"} } }""");
                model.Remove(key);
                break;
            case 2:
                await endpoint.CallAsync("UpdateItem", $$"""
                    {"TableName":"tab","Key":{"pk":{"S":"{{key}}"},"sk":{"S":"s"} },"UpdateExpression":"SET g = :g ADD n :n",
                     "ExpressionAttributeValues":{":n":{"N":"5"},":g":{"S":"g"} } }
                    """);
                model[key] = model.GetValueOrDefault(key) + 5;
                break;
            default:
                await TransferAsync(endpoint, model, key, Key());
                break;
        }
    }

    /// <summary>Puts one item if it is not there and deletes another, both or neither.</summary>
    private static async Task TransferAsync(DynamoDbEndpoint endpoint, SortedDictionary<string, int> model, string put, string delete)
    {
        if (put == delete) return;
        var (status, _) = await endpoint.SendAsync("TransactWriteItems", $$"""
            {"TransactItems":[{"Put":{"TableName":"tab","Item":{{Item(put, 7)}},"ConditionExpression":"attribute_not_exists(pk)"} },
             {"Delete":{"TableName":"tab","Key":{"pk":{"S":"{{delete}}"},"sk":{"S":"s"} } } }]}
            """);
        Assert.Equal(model.ContainsKey(put) ? 400 : 200, status);
        if (status != 200) return;
        model[put] = 7;
        model.Remove(delete);
    }

    private static string Item(string key, int value) =>
        $$"""{"pk":{"S":"{{key}}"},"sk":{"S":"s"},"g":{"S":"g"},"n":{"N":"{{value}}"} }""";

    private static async Task CompareAsync(DynamoDbEndpoint endpoint, SortedDictionary<string, int> model)
    {
        var scanned = await endpoint.CallAsync("Scan", """{"TableName":"tab"}""");
        Assert.Equal(model, Read(scanned));
        var indexed = await endpoint.CallAsync("Query", """
            {"TableName":"tab","IndexName":"byN","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"g"}}}
            """);
        Assert.Equal(model, Read(indexed));
        var numbers = indexed["Items"]!.AsArray().Select(item => int.Parse((string)item!["n"]!["N"]!, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(numbers.Order(), numbers);
    }

    private static SortedDictionary<string, int> Read(JsonNode page) => new(
        page["Items"]!.AsArray().ToDictionary(
            item => (string)item!["pk"]!["S"]!, item => int.Parse((string)item!["n"]!["N"]!, CultureInfo.InvariantCulture)),
        StringComparer.Ordinal);
}

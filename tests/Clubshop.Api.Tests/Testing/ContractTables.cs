using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.Api.Tests.Testing;

/// <summary>The tables that the server reads, as docs/cache-contract.md has them, and the coupon table.</summary>
public sealed class ContractTables(IAmazonDynamoDB dynamo)
{
    private static readonly Dictionary<string, string> Tables = new(StringComparer.Ordinal)
    {
        ["club"] = "clubshop-clubs",
        ["shop"] = "clubshop-shops",
        ["category"] = "clubshop-categories",
        ["offer"] = "clubshop-offers",
    };

    /// <summary>Makes them all.</summary>
    public async Task CreateAsync()
    {
        foreach (var table in Tables.Values)
            await CreateAsync(table, ("byChange", "ch", "chAt"));
        await CreateAsync("clubshop-system");
        await CreateAsync("clubshop-coupons", ("byCode", "codeKey", "pk"), ("byUser", "userId", "issuedAt"));
    }

    /// <summary>Puts a record and the owner of its slug.</summary>
    public async Task PutAsync(JsonObject record, string status = "published", Action<Dictionary<string, AttributeValue>>? change = null)
    {
        var (kind, id) = ((string)record["kind"]!, (string)record["id"]!);
        var item = new Dictionary<string, AttributeValue>
        {
            ["pk"] = new($"{kind.ToUpperInvariant()}#{id}"),
            ["sk"] = new("META"),
            ["v"] = new() { N = ((long)record["version"]!).ToString(CultureInfo.InvariantCulture) },
            ["status"] = new(status),
            ["ch"] = new(kind == "offer" ? (id[^1] % 4).ToString(CultureInfo.InvariantCulture) : "0"),
            ["chAt"] = new("2026-11-21T07:44:16.123Z"),
            [kind == "offer" ? "title" : "name"] = new((string)record["name"]!),
        };
        foreach (var name in new[] { "slug", "code", "description", "website", "city", "benefit", "starts", "ends", "terms", "landingPage", "descriptionHi", "termsHi" })
        {
            if (record[name] is { } text)
                item[name] = new((string)text!);
        }

        if (record["nameHi"] is { } hindi)
            item["titleHi"] = new((string)hindi!);
        if (record["picture"] is { } picture)
            item["picture"] = new(((string)picture!).Split('/')[^1]);
        if (record["value"] is { } value)
            item["value"] = new() { N = value.ToString() };
        if (record["shop"] is { } shop)
            item["shopId"] = new((string)shop!);
        if (record["parent"] is { } parent)
            item["parentId"] = new((string)parent!);
        foreach (var (name, attribute) in new[] { ("clubs", "clubIds"), ("categories", "categoryIds") })
        {
            if (record[name] is JsonArray { Count: > 0 } ids)
                item[attribute] = new() { SS = [.. ids.Select(one => (string)one!)] };
        }

        change?.Invoke(item);
        await dynamo.PutItemAsync(Tables[kind], item);
        await dynamo.PutItemAsync(Tables[kind], new() { ["pk"] = new($"U#SLUG#{record["slug"]}"), ["sk"] = new("U"), ["owner"] = new(id) });
    }

    private async Task CreateAsync(string name, params (string Name, string Hash, string Range)[] indexes)
    {
        var keys = indexes.SelectMany(index => new[] { index.Hash, index.Range }).Concat(["pk", "sk"]).Distinct(StringComparer.Ordinal);
        await dynamo.CreateTableAsync(new CreateTableRequest
        {
            TableName = name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [.. keys.Select(key => new AttributeDefinition(key, ScalarAttributeType.S))],
            KeySchema = Keys("pk", "sk"),
            GlobalSecondaryIndexes = indexes.Length == 0 ? null : [.. indexes.Select(index => new GlobalSecondaryIndex
            {
                IndexName = index.Name,
                KeySchema = Keys(index.Hash, index.Range),
                Projection = new() { ProjectionType = index.Name is "byCode" or "byUser" ? ProjectionType.KEYS_ONLY : ProjectionType.ALL },
            })],
        });
    }

    private static List<KeySchemaElement> Keys(string hash, string range) => [new(hash, KeyType.HASH), new(range, KeyType.RANGE)];
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.DynamoDb;
using Clubshop.LocalAws.DynamoDb.Tables;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Tests.Fuzzing;
using Clubshop.LocalAws.Wire;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>Whatever is asked is answered or refused in the service's own form, and what it keeps it gives back.</summary>
public sealed class DynamoDbFuzzTests
{
    private static readonly Gen<(string Operation, string Body)> Requests = Gen.Select(
        Gen.OneOf(DynamoDbRequests.All), Mutations.Changes(Mutations.Json), Gen.Int[0, 9], Gen.OneOf(DynamoDbRequests.All),
        (request, changes, other, another) => (
            other == 0 ? another.Operation : request.Operation, changes.Aggregate(request.Body, (text, change) => change.Apply(text))));

    private static readonly Gen<string> Expressions = Gen.OneOf(
        "a", "m.k", "l[0]", "l[99999999999]", "#n", ":s", ":n", ":l", ":ss", ":nope", "#nope", "pk", "sk", "size", " AND ", " OR ", " NOT ", " BETWEEN ", " IN ", "(", ")", ",", "=", "<>", "<", ">=",
        "attribute_exists(", "attribute_type(", "begins_with(", "contains(", "size(", "if_not_exists(", "list_append(", "SET ", " REMOVE ", " ADD ", " DELETE ", "+", "-", ".", "[", "]", "0", " ", "\u00e9", "\0", "and")
        .Array[0, 14].Select(string.Concat);

    [Fact]
    public Task Request_OfAnyOperation_IsAnsweredInTheServicesForm()
    {
        var world = new Renewed<DynamoDbService>(NewAsync);
        return Gen.Select(Requests, Gen.Bool).SampleAsync(async (request, latin) =>
            await AnsweredAsync(await world.GetAsync(), request.Operation, Mutations.Bytes(request.Body, latin)));
    }

    [Fact]
    public Task Expression_OfAnyTokens_IsTakenOrRefused()
    {
        var world = new Renewed<DynamoDbService>(NewAsync);
        string[] members = ["UpdateExpression", "ConditionExpression", "ProjectionExpression", "FilterExpression", "KeyConditionExpression"];
        return Gen.Select(Gen.OneOf("UpdateItem", "PutItem", "GetItem", "Query", "Scan", "DeleteItem"), Gen.OneOf(members), Expressions, Expressions).SampleAsync(
            async (operation, member, expression, condition) =>
            {
                var body = JsonNode.Parse($$"""
                    {"TableName":"tab","ExpressionAttributeNames":{"#n":"n"},
                     "ExpressionAttributeValues":{":s":{"S":"a"},":n":{"N":"1"},":l":{"L":[{"S":"x"}]},":ss":{"SS":["a"]} } }
                    """)!.AsObject();
                if (operation is "PutItem") body["Item"] = JsonNode.Parse(DynamoDbRequests.Item);
                else body["Key"] = JsonNode.Parse("""{"pk":{"S":"a"},"sk":{"S":"b"} }""");
                body[operation is "Query" ? "KeyConditionExpression" : "ConditionExpression"] = condition;
                body[member] = expression;
                await AnsweredAsync(await world.GetAsync(), operation, JsonSerializer.SerializeToUtf8Bytes(body));
            });
    }

    [Fact]
    public Task Put_OfAnyItem_IsReadBackAsItWas()
    {
        var world = new Renewed<DynamoDbService>(NewAsync);
        return Gen.Select(Name, Value).Array[0, 4].SampleAsync(async attributes =>
        {
            var item = new JsonObject { ["pk"] = new JsonObject { ["S"] = "a" }, ["sk"] = new JsonObject { ["S"] = Guid.NewGuid().ToString() } };
            foreach (var (name, value) in attributes)
            {
                if (name is not ("pk" or "sk")) item[name] = JsonNode.Parse(value);
            }
            var service = await world.GetAsync();
            var put = new JsonObject { ["TableName"] = "tab", ["Item"] = item };
            if (await AnsweredAsync(service, "PutItem", JsonSerializer.SerializeToUtf8Bytes(put)) is null) return;
            var key = new JsonObject { ["pk"] = item["pk"]!.DeepClone(), ["sk"] = item["sk"]!.DeepClone() };
            var get = new JsonObject { ["TableName"] = "tab", ["Key"] = key, ["ConsistentRead"] = true };
            var got = await AnsweredAsync(service, "GetItem", JsonSerializer.SerializeToUtf8Bytes(get));
            // As sent: a half character became the replacement before it left.
            Assert.Equal(Canonical.Map(JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(item))!), Canonical.Map(got!["Item"]!));
        });
    }

    private static readonly Gen<string> Name = Gen.Frequency<string>(
        (4, Gen.OneOf("n", "s", "a b", "#x", "size", "\U0001F600", "x.y", "l[0]")), (1, Gen.String[1, 8]));

    private static readonly Gen<string> Number = Gen.OneOf<string>(
        Gen.OneOf("0", "-0", "0.0", "1.50", "1e125", "9.9999999999999999999999999999999999999E+125", "1e-130", "12345678901234567890123456789012345678", "007", "1E2", ".5", "5.", "+1", "1e", "NaN"),
        Gen.OneOf("0", "1", "5", "9", ".", "e", "-", "+", "00", "E1").Array[1, 12].Select(string.Concat),
        Gen.Decimal.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static readonly Gen<string> Leaf = Gen.OneOf<string>(
        Gen.String.Select(text => $$"""{"S":{{JsonSerializer.Serialize(text)}}}"""),
        Number.Select(number => $$"""{"N":"{{number}}"}"""),
        Gen.Byte.Array[0, 9].Select(bytes => $$"""{"B":"{{Convert.ToBase64String(bytes)}}"}"""),
        Gen.OneOf("""{"BOOL":true}""", """{"BOOL":false}""", """{"NULL":true}""", """{"L":[]}""", """{"M":{}}"""),
        Gen.String[0, 5].Array[1, 4].Select(texts => $$"""{"SS":{{JsonSerializer.Serialize(texts)}}}"""),
        Number.Array[1, 4].Select(numbers => $$"""{"NS":{{JsonSerializer.Serialize(numbers)}}}"""),
        Gen.Byte.Array[0, 3].Array[1, 4].Select(some => $$"""{"BS":[{{string.Join(',', some.Select(bytes => $"\"{Convert.ToBase64String(bytes)}\""))}}]}"""));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, value) => depth > 4
        ? Leaf
        : Gen.Frequency<string>(
            (3, Leaf),
            (1, value.Array[0, 4].Select(items => $$"""{"L":[{{string.Join(',', items)}}]}""")),
            (1, Gen.Select(Gen.String[1, 4], value).Array[0, 3].Select(members =>
                "{\"M\":{" + string.Join(',', members.DistinctBy(member => member.Item1).Select(member => $"{JsonSerializer.Serialize(member.Item1)}:{member.Item2}")) + "}}"))));

    private static async Task<DynamoDbService> NewAsync()
    {
        var database = new Database(TestTime.New(), new FaultBoard());
        database.Attach(new MemoryStateLog());
        var service = DynamoDbService.Over(database, NullLogger.Instance, new DynamoDbOptions());
        await AnsweredAsync(service, "CreateTable", System.Text.Encoding.UTF8.GetBytes(DynamoDbRequests.CreateTable));
        return service;
    }

    // The answer's body; null for a refusal. Anything but the two fails the test.
    private static async Task<JsonNode?> AnsweredAsync(DynamoDbService service, string operation, byte[] body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Amz-Target"] = "DynamoDB_20120810." + operation,
            ["Content-Type"] = "application/x-amz-json-1.0",
            ["X-Amz-Date"] = "20261121T080000Z",
            ["Authorization"] = "AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/dynamodb/aws4_request, SignedHeaders=host, Signature=b",
        };
        var answer = await service.AnswerAsync(new WireRequest("POST", "/", headers, body), CancellationToken.None);
        var read = answer.Body.IsEmpty ? new JsonObject() : JsonNode.Parse(answer.Body.Span);
        if (answer.Status == 200) return read;
        Assert.Equal(400, answer.Status);
        Assert.Contains('#', (string)read!["__type"]!);
        return null;
    }
}

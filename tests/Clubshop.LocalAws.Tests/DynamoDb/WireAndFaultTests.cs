using System.Net;
using Amazon.DynamoDBv2.Model;
using Clubshop.LocalAws.Faults;

namespace Clubshop.LocalAws.Tests.DynamoDb;

public sealed class WireAndFaultTests
{
    [Fact]
    public async Task Root_LookedAt_SaysThatTheServiceIsThere()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("http://localhost/"));
        using var response = await endpoint.SendAsync(request);
        Assert.Equal("healthy: dynamodb.ap-south-1.amazonaws.com ", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Wire_Unsigned_IsMissingItsToken()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        using var request = DynamoDbEndpoint.NewRequest("ListTables", "{}");
        using var response = await endpoint.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.Contains("MissingAuthenticationTokenException", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Equal(Crc32(body).ToString(System.Globalization.CultureInfo.InvariantCulture), response.Headers.GetValues("x-amz-crc32").Single());
    }

    [Theory]
    [InlineData("Nope", "{}", "UnknownOperationException", null)]
    [InlineData("CreateGlobalTable", "{}", "UnknownOperationException", null)]
    [InlineData("GetItem", "{", "SerializationException", null)]
    [InlineData("GetItem", "{\"TableName\":\"\\ud800\"}", "SerializationException", null)]
    [InlineData("GetItem", "{\"TableName\":\"tab\",\"Unread\":\"\\udc00\"}", "SerializationException", null)]
    [InlineData("PutItem", "{\"TableName\":\"tab\",\"Item\":{\"pk\":{\"S\":\"\\ud83d \\ude00\"}}}", "SerializationException", null)]
    [InlineData("GetItem", """{"TableName":23}""", "SerializationException", "NUMBER_VALUE cannot be converted to String")]
    [InlineData("GetItem", """{"TableName":"tab","Key":[]}""", "SerializationException", "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>")]
    [InlineData("GetItem", """{"TableName":"tab","Key":{"a":{"B":"23456"} } }""", "SerializationException", "Base64 encoded length is expected a multiple of 4 bytes but found: 5")]
    public async Task Wire_NotARequest_IsRefusedAsTheFrameworkDoes(string operation, string body, string type, string? message)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        var error = await endpoint.ErrorAsync(operation, body, type);
        Assert.Equal(message ?? "", error.Message);
    }

    [Theory]
    [InlineData("CreateTable", "TableName", "tab\\n")]
    [InlineData("GetItem", "TableName", "tab\\n")]
    [InlineData("Query", "IndexName", "gsi\\n")]
    [InlineData("ListTagsOfResource", "ResourceArn", "arn:aws:dynamodb:ap-south-1:000000000000:table/tab\\n")]
    public async Task Name_WithALineFeedBehindIt_IsRefused(string operation, string member, string name)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        await endpoint.RefusalAsync(operation, $$"""
            {"TableName":"tab","{{member}}":"{{name}}","Key":{"pk":{"S":"a"},"sk":{"S":"b"} },"KeyConditionExpression":"pk = :a","ExpressionAttributeValues":{":a":{"S":"a"} },
             "BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}
            """);
    }

    [Fact]
    public async Task Faults_SetBySeed_StrikeTheSameRequestsEachRun()
    {
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var endpoint = await DynamoDbEndpoint.OpenAsync();
            endpoint.Aws.Faults.Set(new FaultPlan { Seed = 7, Rules = [new FaultRule { Kind = FaultKind.Throttling, Probability = 0.3 }] });
            var outcome = "";
            for (var i = 0; i < 40; i++) outcome += (await endpoint.SendAsync("ListTables", "{}")).Status == 200 ? '.' : 'x';
            runs.Add(outcome);
        }
        Assert.Equal(runs[0], runs[1]);
        Assert.Contains('x', runs[0]);
        Assert.Contains('.', runs[0]);
    }

    [Fact]
    public async Task Faults_AnswerLost_TheWriteIsDoneAllTheSame()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        endpoint.Aws.Faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.AnswerLost, Operation = "PutItem", Times = 1 }] });
        await Assert.ThrowsAsync<HttpRequestException>(() => endpoint.SendAsync("PutItem", """{"TableName":"tab","Item":{"pk":{"S":"a"},"sk":{"S":"s"} } }"""));
        Assert.Equal(1, (int)(await endpoint.CallAsync("Scan", """{"TableName":"tab"}"""))["Count"]!);
    }

    [Fact]
    public async Task Faults_ConflictAndUnprocessed_AreToldAsTheServiceDoes()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        endpoint.Aws.Faults.Set(new FaultPlan
        {
            Rules = [new FaultRule { Kind = FaultKind.TransactionConflict }, new FaultRule { Kind = FaultKind.Unprocessed, Times = 1 }],
        });
        var put = new Put { TableName = "tab", Item = new() { ["pk"] = new("a"), ["sk"] = new("s") } };
        var refused = await Assert.ThrowsAsync<TransactionCanceledException>(
            () => endpoint.Client.TransactWriteItemsAsync(new TransactWriteItemsRequest { TransactItems = [new() { Put = put }] }));
        Assert.Equal("TransactionConflict", refused.CancellationReasons.Single().Code);

        var requests = Enumerable.Range(0, 4).Select(i => new WriteRequest(new PutRequest(new() { ["pk"] = new("p" + i), ["sk"] = new("s") }))).ToList();
        var batch = await endpoint.Client.BatchWriteItemAsync(new BatchWriteItemRequest(new() { ["tab"] = requests }));
        Assert.Equal(2, batch.UnprocessedItems["tab"].Count);
        batch = await endpoint.Client.BatchWriteItemAsync(new BatchWriteItemRequest(batch.UnprocessedItems));
        Assert.True(batch.UnprocessedItems is null or { Count: 0 });
        Assert.Equal(4, (await endpoint.Client.ScanAsync(new ScanRequest("tab"))).Count);
    }

    [Fact]
    public async Task Faults_IndexLag_TheIndexFollowsLater()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab", """
            ,"GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"} }]
            """, """,{"AttributeName":"g","AttributeType":"S"}""");
        endpoint.Aws.Faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.IndexLag, DelayMs = 500 }] });
        await endpoint.CallAsync("PutItem", """{"TableName":"tab","Item":{"pk":{"S":"a"},"sk":{"S":"s"},"g":{"S":"g"} } }""");
        const string Query = """{"TableName":"tab","IndexName":"gsi","KeyConditionExpression":"g = :v","ExpressionAttributeValues":{":v":{"S":"g"} } }""";
        Assert.Equal(0, (int)(await endpoint.CallAsync("Query", Query))["Count"]!);
        endpoint.Time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(1, (int)(await endpoint.CallAsync("Query", Query))["Count"]!);
    }

    private static uint Crc32(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}

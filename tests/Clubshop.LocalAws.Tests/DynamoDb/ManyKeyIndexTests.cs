namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>Global indexes whose key has several attributes: up to four HASH and four RANGE.</summary>
public sealed class ManyKeyIndexTests
{
    private const string Index = """
        ,"GlobalSecondaryIndexes":[{"IndexName":"gsi","Projection":{"ProjectionType":"KEYS_ONLY"},"KeySchema":[
          {"AttributeName":"h","KeyType":"HASH"},{"AttributeName":"i","KeyType":"HASH"},
          {"AttributeName":"a","KeyType":"RANGE"},{"AttributeName":"b","KeyType":"RANGE"},{"AttributeName":"c","KeyType":"RANGE"}]}]
        """;

    private const string Attributes = """
        ,{"AttributeName":"h","AttributeType":"S"},{"AttributeName":"i","AttributeType":"N"},{"AttributeName":"a","AttributeType":"S"},
        {"AttributeName":"b","AttributeType":"N"},{"AttributeName":"c","AttributeType":"S"}
        """;

    [Theory]
    [InlineData("", "1 2 3 4 5")]
    [InlineData(" AND a = :x", "1 2 3 4")]
    [InlineData(" AND a = :x AND b = :ten", "2 3 4")]
    [InlineData(" AND a = :x AND b < :ten", "1")]
    [InlineData(" AND a = :x AND b = :ten AND begins_with(c, :m)", "3 4")]
    [InlineData(" AND b = :ten AND a = :x AND c > :m", "3 4")]
    public async Task Query_ByTheFirstKeys_GivesTheItemsInOrder(string condition, string found)
    {
        await using var endpoint = await NewAsync();
        var page = await endpoint.CallAsync("Query", Request(condition));
        Assert.Equal(found, string.Join(' ', page["Items"]!.AsArray().Select(item => (string?)item!["pk"]!["S"])));
    }

    [Fact]
    public async Task Query_PageByPage_ResumesWithAllKeys()
    {
        await using var endpoint = await NewAsync();
        var first = await endpoint.CallAsync("Query", Request(" AND a = :x", ""","Limit":3"""));
        var start = first["LastEvaluatedKey"]!;
        Assert.Equal(["a", "b", "c", "h", "i", "pk", "sk"], start.AsObject().Select(member => member.Key).Order());
        var second = await endpoint.CallAsync("Query", Request(" AND a = :x", $",\"ExclusiveStartKey\":{start.ToJsonString()}"));
        Assert.Equal("4", (string?)Assert.Single(second["Items"]!.AsArray())!["pk"]!["S"]);
    }

    [Theory]
    [InlineData(" AND b = :ten", "RANGE key attributes a must have equality conditions specified in the query because a condition is present on key attribute b")]
    [InlineData(" AND a = :x AND b > :ten AND c = :m", "RANGE key attributes b must have equality conditions specified in the query because a condition is present on key attribute c")]
    public async Task Query_WithAGap_IsRefused(string condition, string message)
    {
        await using var endpoint = await NewAsync();
        Assert.Equal(message, await endpoint.RefusalAsync("Query", Request(condition)));
    }

    [Fact]
    public async Task Query_WithoutOneHashKey_IsRefused()
    {
        await using var endpoint = await NewAsync();
        Assert.Equal("Query condition missed key schema element: i", await endpoint.RefusalAsync(
            "Query", """{"TableName":"tab","IndexName":"gsi","KeyConditionExpression":"h = :h","ExpressionAttributeValues":{":h":{"S":"o"} } }"""));
    }

    [Fact]
    public async Task Index_AfterARestart_HasAllItsKeys()
    {
        using var folder = new TestFolder();
        await using (await NewAsync(folder.Path))
        {
        }
        await using var endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path);
        var index = Assert.Single((await endpoint.Client.DescribeTableAsync("tab")).Table.GlobalSecondaryIndexes);
        Assert.Equal("h:HASH i:HASH a:RANGE b:RANGE c:RANGE", string.Join(' ', index.KeySchema.Select(key => $"{key.AttributeName}:{key.KeyType}")));
        Assert.Equal(3, (int)(await endpoint.CallAsync("Query", Request(" AND a = :x AND b = :ten")))["Count"]!);
    }

    private static async Task<DynamoDbEndpoint> NewAsync(string? directory = null)
    {
        var endpoint = await DynamoDbEndpoint.OpenAsync(directory);
        await endpoint.CreateAsync("tab", Index, Attributes);
        // The last one lacks a key and is not in the index; the one before it lies in another partition.
        string[] items =
        [
            """ "a":{"S":"x"},"b":{"N":"9"},"c":{"S":"n"},"i":{"N":"1"} """,
            """ "a":{"S":"x"},"b":{"N":"10"},"c":{"S":"l"},"i":{"N":"1"} """,
            """ "a":{"S":"x"},"b":{"N":"10"},"c":{"S":"ma"},"i":{"N":"1"} """,
            """ "a":{"S":"x"},"b":{"N":"10"},"c":{"S":"mb"},"i":{"N":"1"} """,
            """ "a":{"S":"y"},"b":{"N":"0"},"c":{"S":"z"},"i":{"N":"1"} """,
            """ "a":{"S":"x"},"b":{"N":"10"},"c":{"S":"m"},"i":{"N":"2"} """,
            """ "a":{"S":"x"},"c":{"S":"m"},"i":{"N":"1"} """,
        ];
        for (var i = items.Length - 1; i >= 0; i--)
            await endpoint.CallAsync("PutItem", $$"""{"TableName":"tab","Item":{"pk":{"S":"{{i + 1}}"},"sk":{"S":"s"},"h":{"S":"o"},{{items[i]}}} }""");
        return endpoint;
    }

    private static string Request(string condition, string more = "")
    {
        var values = new Dictionary<string, string> { [":x"] = """{"S":"x"}""", [":ten"] = """{"N":"10"}""", [":m"] = """{"S":"m"}""" }
            .Where(value => condition.Contains(value.Key, StringComparison.Ordinal)).Select(value => $",\"{value.Key}\":{value.Value}");
        return $$"""
            {"TableName":"tab","IndexName":"gsi","KeyConditionExpression":"h = :h AND i = :i{{condition}}",
             "ExpressionAttributeValues":{":h":{"S":"o"},":i":{"N":"1"}{{string.Concat(values)}} }{{more}}}
            """;
    }
}

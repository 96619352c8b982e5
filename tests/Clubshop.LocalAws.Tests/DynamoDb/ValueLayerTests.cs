using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>
/// Values that are wrong by themselves: the service has a newer and an older layer that check them, with words of their own, and each
/// operation has one of the two.
/// </summary>
public sealed class ValueLayerTests
{
    private const string Once = "1 validation error detected: ";
    private const string Invalid = "One or more parameter values were invalid: ";
    private const string NotNumeric = "The parameter cannot be converted to a numeric value";
    private const string Overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
    private const string Underflow = "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    private const string Nested =
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";

    [Theory]
    [InlineData("PutItem", """{"TableName":"tab","Item":{"pk":{"S":"a"},"n":VALUE} }""", Once)]
    [InlineData("PutItem", """{"TableName":"tab","Item":{"pk":{"S":"a"} },"Expected":{"n":{"Value":VALUE} } }""", Once)]
    [InlineData("UpdateItem", """{"TableName":"tab","Key":{"pk":{"S":"a"} },"UpdateExpression":"SET n = :v","ExpressionAttributeValues":{":v":VALUE} }""", Once)]
    [InlineData("UpdateItem", """{"TableName":"tab","Key":{"pk":{"S":"a"} },"AttributeUpdates":{"n":{"Value":VALUE} } }""", Once)]
    [InlineData("DeleteItem", """{"TableName":"tab","Key":{"pk":VALUE} }""", Once)]
    [InlineData("GetItem", """{"TableName":"tab","Key":{"pk":VALUE} }""", "")]
    [InlineData("BatchGetItem", """{"RequestItems":{"tab":{"Keys":[{"pk":VALUE}]} } }""", "")]
    [InlineData("Query", """{"TableName":"tab","KeyConditionExpression":"pk = :v","ExpressionAttributeValues":{":v":VALUE} }""", "")]
    public async Task Value_Wrong_IsToldInTheNewerWords(string operation, string body, string prefix)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        async Task<string> Refusal(string value) =>
            await endpoint.RefusalAsync(operation, body.Replace("VALUE", value, StringComparison.Ordinal));

        Assert.Equal(prefix + NotNumeric + ": ", await Refusal("""{"N":""}"""));
        Assert.Equal(prefix + Overflow, await Refusal("""{"N":"1e2147483647"}"""));
        Assert.Equal(prefix + Invalid + "Input collection [\"a\", \"b\", \"b\"] contains duplicates.", await Refusal("""{"SS":["b","a","b"]}"""));
        Assert.Equal(prefix + Invalid + "Input collection contains duplicates.", await Refusal("""{"NS":["2","1","2.0"]}"""));
        Assert.Equal(
            prefix + Invalid + "Input collection [\"AA==\",\"/w==\",\"AA==\"]of type BS contains duplicates.",
            await Refusal("""{"BS":["/w==","AA==","AA=="]}"""));
        Assert.Equal(prefix + Invalid + "Null attribute value types must have the value of true", await Refusal("""{"NULL":false}"""));
        Assert.Equal(prefix + Nested, await Refusal(Deep(32)));
    }

    [Theory]
    [InlineData("BatchWriteItem", """{"RequestItems":{"tab":[{"PutRequest":{"Item":{"pk":{"S":"a"},"n":VALUE} } }]} }""", "WORDS")]
    [InlineData("TransactWriteItems", """{"TransactItems":[{"Put":{"TableName":"tab","Item":{"pk":{"S":"a"},"n":VALUE} } }]}""", "WORDS")]
    [InlineData("TransactGetItems", """{"TransactItems":[{"Get":{"TableName":"tab","Key":{"pk":VALUE} } }]}""", "WORDS")]
    [InlineData("Scan", """{"TableName":"tab","FilterExpression":"n = :v","ExpressionAttributeValues":{":v":VALUE} }""", "ExpressionAttributeValues contains invalid value: WORDS for key :v")]
    public async Task Value_Wrong_IsToldInTheOlderWords(string operation, string body, string words)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        async Task Refused(string value, string message) => Assert.Equal(
            words.Replace("WORDS", message, StringComparison.Ordinal),
            await endpoint.RefusalAsync(operation, body.Replace("VALUE", value, StringComparison.Ordinal)));

        await Refused("""{"N":""}""", NotNumeric);
        await Refused("""{"N":"1e2147483647"}""", Underflow);
        await Refused("""{"SS":["b","a","b"]}""", Invalid + "Input collection [b, a, b] contains duplicates.");
        await Refused("""{"NS":["2","1","2"]}""", "Input collection contains duplicates");
        await Refused(Deep(33), Nested);
    }

    [Fact]
    public async Task Depth_InATransaction_IsCheckedOfTheItemNotOfTheCondition()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        string Update(string what) => $$"""
            {"TransactItems":[{"Update":{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"} },{{what}},
             "ExpressionAttributeValues":{":deep":{{Deep(32)}}} } }]}
            """;
        var (_, condition) = await endpoint.ErrorAsync(
            "TransactWriteItems", Update(""" "UpdateExpression":"REMOVE q","ConditionExpression":"d = :deep" """), "TransactionCanceledException");
        Assert.Equal("ConditionalCheckFailed", (string?)condition["CancellationReasons"]![0]!["Code"]);
        var (_, item) = await endpoint.ErrorAsync("TransactWriteItems", Update(""" "UpdateExpression":"SET d = :deep" """), "TransactionCanceledException");
        Assert.Equal(("ValidationError", Nested), ((string?)item["CancellationReasons"]![0]!["Code"], (string?)item["CancellationReasons"]![0]!["Message"]));

        await endpoint.CallAsync("PutItem", $$"""{"TableName":"tab","Item":{"pk":{"S":"a"},"sk":{"S":"b"},"d":{{Deep(31)}},"m":{"M":{} } } }""");
        Assert.Equal(Nested, await endpoint.RefusalAsync("UpdateItem", $$"""
            {"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"} },"UpdateExpression":"SET m.x = :d","ExpressionAttributeValues":{":d":{{Deep(31)}} } }
            """));
    }

    [Fact]
    public async Task Set_Stored_ComesBackInItsOwnOrderWithTheEmptyMember()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        await endpoint.CallAsync("PutItem", """
            {"TableName":"tab","Item":{"pk":{"S":"a"},"sk":{"S":"b"},"ss":{"SS":["b","\ud83d\ude00","","\uffee","a"]},"ns":{"NS":["10","-1","9"]},"bs":{"BS":["/w==","","AA=="]} } }
            """);
        var item = (await endpoint.CallAsync("GetItem", """{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"} } }"""))["Item"]!;
        Assert.Equal(["", "a", "b", "\uffee", "\ud83d\ude00"], item["ss"]!["SS"]!.AsArray().Select(member => (string?)member));
        Assert.Equal(["-1", "9", "10"], item["ns"]!["NS"]!.AsArray().Select(member => (string?)member));
        Assert.Equal(["", "AA==", "/w=="], item["bs"]!["BS"]!.AsArray().Select(member => (string?)member));
    }

    private static string Deep(int maps)
    {
        JsonNode value = new JsonObject { ["S"] = "leaf" };
        for (var i = 0; i < maps; i++) value = new JsonObject { ["M"] = new JsonObject { ["n"] = value } };
        return value.ToJsonString(new System.Text.Json.JsonSerializerOptions { MaxDepth = 256 });
    }
}

using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>Operations over the raw wire: paging, capacity, transactions, older parameters, refusals.</summary>
public sealed class OperationTests
{
    private const string Indexes = """
        ,"GlobalSecondaryIndexes":[{"IndexName":"gsi","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
          "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["proj"]} }],
        "LocalSecondaryIndexes":[{"IndexName":"lsi","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"l","KeyType":"RANGE"}],
          "Projection":{"ProjectionType":"ALL"} }]
        """;

    private const string IndexAttributes = """,{"AttributeName":"g","AttributeType":"S"},{"AttributeName":"l","AttributeType":"S"}""";

    [Fact]
    public async Task Query_PageByPage_GivesEveryItemOnceInBothDirections()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab", Indexes, IndexAttributes);
        for (var i = 0; i < 23; i++)
            await endpoint.CallAsync("PutItem", $$"""{"TableName":"tab","Item":{"pk":{"S":"p"},"sk":{"S":"{{i:00}}"},"g":{"S":"same"} } }""");
        var ascending = Enumerable.Range(0, 23).Select(i => i.ToString("00", null)).ToList();
        Assert.Equal(ascending, await AllAsync(endpoint, """ "KeyConditionExpression":"pk = :v" """));
        Assert.Equal(ascending.AsEnumerable().Reverse(), await AllAsync(endpoint, """ "KeyConditionExpression":"pk = :v","ScanIndexForward":false """));
        var byIndex = await AllAsync(endpoint, """ "IndexName":"gsi","KeyConditionExpression":"g = :v" """, "same");
        Assert.Equal(ascending, byIndex.Order());
        Assert.Equal(["05", "06"], await AllAsync(endpoint, """ "KeyConditionExpression":"pk = :v AND sk BETWEEN :a AND :b" """, more: """,":a":{"S":"05"},":b":{"S":"06"}"""));
        Assert.Equal(["20", "21", "22"], await AllAsync(endpoint, """ "KeyConditionExpression":"pk = :v AND begins_with(sk, :a)" """, more: """,":a":{"S":"2"}"""));
    }

    [Fact]
    public async Task Scan_InSegments_CoversTheTableOnce()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        for (var i = 0; i < 60; i++) await endpoint.CallAsync("PutItem", $$"""{"TableName":"tab","Item":{"pk":{"S":"p{{i}}"},"sk":{"S":"s"} } }""");
        var seen = new List<string>();
        for (var segment = 0; segment < 7; segment++)
        {
            var page = await endpoint.CallAsync("Scan", $$"""{"TableName":"tab","Segment":{{segment}},"TotalSegments":7}""");
            seen.AddRange(page["Items"]!.AsArray().Select(item => (string)item!["pk"]!["S"]!));
        }
        Assert.Equal(60, seen.Count);
        Assert.Equal(60, seen.Distinct().Count());
    }

    [Fact]
    public async Task Capacity_OfWrites_CountsTableAndIndexesAsMeasuredOnAws()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab", Indexes, IndexAttributes);
        const string Full = """ "pk":{"S":"p"},"sk":{"S":"s"},"g":{"S":"g1"},"l":{"S":"l1"},"proj":{"S":"x"},"other":{"S":"o"} """;
        Assert.Equal((3, 1, 1, 1), await PutAsync(endpoint, Full));
        Assert.Equal((1, 1, 0, 0), await PutAsync(endpoint, Full));
        Assert.Equal((2, 1, 0, 1), await PutAsync(endpoint, Full.Replace("\"o\"", "\"o2\"", StringComparison.Ordinal)));
        Assert.Equal((4, 1, 2, 1), await PutAsync(endpoint, Full.Replace("\"g1\"", "\"g2\"", StringComparison.Ordinal).Replace("\"o\"", "\"o2\"", StringComparison.Ordinal)));

        var transaction = await endpoint.CallAsync("TransactWriteItems", """
            {"ReturnConsumedCapacity":"INDEXES","TransactItems":[{"Put":{"TableName":"tab","Item":{"pk":{"S":"t"},"sk":{"S":"s"},"g":{"S":"g"} } } }]}
            """);
        Assert.Equal(3, (double)transaction["ConsumedCapacity"]![0]!["CapacityUnits"]!);
        Assert.Equal(2, (double)transaction["ConsumedCapacity"]![0]!["Table"]!["WriteCapacityUnits"]!);

        var read = await endpoint.CallAsync("Query", """
            {"TableName":"tab","KeyConditionExpression":"pk = :v","ExpressionAttributeValues":{":v":{"S":"none"} },"ReturnConsumedCapacity":"TOTAL"}
            """);
        Assert.Equal(0.5, (double)read["ConsumedCapacity"]!["CapacityUnits"]!);
    }

    [Fact]
    public async Task Transaction_TokenAgain_DoesItOnceForTenMinutesEvenOverARestart()
    {
        using var folder = new TestFolder();
        const string Body = """
            {"ClientRequestToken":"tok","TransactItems":[{"Update":{"TableName":"tab","Key":{"pk":{"S":"p"},"sk":{"S":"s"} },
             "UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"} } } }]}
            """;
        await using (var endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path))
        {
            await endpoint.CreateAsync("tab");
            await endpoint.CallAsync("TransactWriteItems", Body);
        }
        await using (var endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path))
        {
            await endpoint.CallAsync("TransactWriteItems", Body);
            Assert.Equal("1", await CountAsync(endpoint));
            await endpoint.ErrorAsync("TransactWriteItems", Body.Replace("ADD", "SET n = :one ADD", StringComparison.Ordinal).Replace("ADD n :one", "REMOVE q", StringComparison.Ordinal), "IdempotentParameterMismatchException");
            endpoint.Time.Advance(TimeSpan.FromMinutes(11));
            await endpoint.CallAsync("TransactWriteItems", Body);
            Assert.Equal("2", await CountAsync(endpoint));
        }
    }

    [Fact]
    public async Task OlderParameters_DoWhatExpressionsDo()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        const string Key = """ "TableName":"tab","Key":{"pk":{"S":"p"},"sk":{"S":"s"} } """;
        await endpoint.CallAsync("UpdateItem", $$"""{ {{Key}},"AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"3"} },"t":{"Value":{"SS":["a","b"]} } } }""");
        await endpoint.CallAsync("UpdateItem", $$"""
            { {{Key}},"AttributeUpdates":{"n":{"Action":"ADD","Value":{"N":"4"} },"t":{"Action":"DELETE","Value":{"SS":["a"]} } },
             "Expected":{"n":{"ComparisonOperator":"BETWEEN","AttributeValueList":[{"N":"1"},{"N":"3"}]},"q":{"Exists":false} } }
            """);
        await endpoint.ErrorAsync("UpdateItem", $$"""{ {{Key}},"AttributeUpdates":{"n":{"Action":"DELETE"} },"Expected":{"n":{"Value":{"N":"3"} } } }""", "ConditionalCheckFailedException");
        var page = await endpoint.CallAsync("Query", """
            {"TableName":"tab","KeyConditions":{"pk":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"p"}]} },
             "QueryFilter":{"t":{"ComparisonOperator":"CONTAINS","AttributeValueList":[{"S":"b"}]} } }
            """);
        Assert.Equal("7", (string?)page["Items"]![0]!["n"]!["N"]);
        var none = await endpoint.CallAsync("Scan", """
            {"TableName":"tab","ScanFilter":{"t":{"ComparisonOperator":"NOT_NULL"},"n":{"ComparisonOperator":"GT","AttributeValueList":[{"N":"7"}]} } }
            """);
        Assert.Equal((0, 1), ((int)none["Count"]!, (int)none["ScannedCount"]!));
    }

    [Theory]
    [InlineData("PutItem", """{"Item":{"pk":{"S":"a"} } }""", "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null")]
    [InlineData("PutItem", """{"TableName":"tab","Item":{"pk":{"S":"a"} } }""", "One or more parameter values were invalid: Missing the key sk in the item")]
    [InlineData("PutItem", """{"TableName":"tab","Item":{"pk":{"N":"1"},"sk":{"S":"s"} } }""", "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N")]
    [InlineData("PutItem", """{"TableName":"tab","Item":{"pk":{"S":""},"sk":{"S":"s"} } }""", "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk")]
    [InlineData("PutItem", """{"TableName":"tab","Item":{"pk":{"S":"a"},"x":{"SS":[]} } }""", "1 validation error detected: One or more parameter values were invalid: An string set  may not be empty")]
    [InlineData("PutItem", """{"TableName":"tab","Item":{"pk":{} } }""", "1 validation error detected: Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")]
    [InlineData("PutItem", """{"TableName":"tab","Item":{"pk":{"S":"a","N":"1"} } }""", "1 validation error detected: Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes")]
    [InlineData("PutItem", """{"TableName":"tab","Item":{},"ReturnValues":"ALL_NEW"}""", "1 validation error detected: ReturnValues can only be ALL_OLD or NONE")]
    [InlineData("DeleteItem", """{"TableName":"tab","Key":{"pk":{"S":"a"} },"ReturnValues":"ALL_NEW"}""", "1 validation error detected: ReturnValues can only be ALL_OLD or NONE")]
    [InlineData("DeleteItem", """{"TableName":"tab","Key":{"pk":{"S":"a"} },"ReturnValues":"SOME"}""", "1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]")]
    [InlineData("UpdateItem", """{"TableName":"","Key":{}}""", "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("UpdateItem", """{"TableName":"","ReturnValues":"SOME","ReturnConsumedCapacity":"ALL"}""", "4 validation errors detected: Value 'ALL' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value 'SOME' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]; Value null at 'key' failed to satisfy constraint: Member must not be null")]
    [InlineData("GetItem", """{"TableName":"tab","Key":{"pk":{"S":"a"} } }""", "The provided key element does not match the schema")]
    [InlineData("UpdateItem", """{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"s"} },"UpdateExpression":"SET sk = :v","ExpressionAttributeValues":{":v":{"S":"x"} } }""", "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key")]
    [InlineData("UpdateItem", """{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"s"} },"UpdateExpression":"SET x = y"}""", "The provided expression refers to an attribute that does not exist in the item")]
    [InlineData("UpdateItem", """{"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"s"} },"UpdateExpression":"SET x.y = :v","ExpressionAttributeValues":{":v":{"S":"x"} } }""", "The document path provided in the update expression is invalid for update")]
    [InlineData("Query", """{"TableName":"tab","KeyConditionExpression":"sk = :v","ExpressionAttributeValues":{":v":{"S":"x"} } }""", "Query condition missed key schema element: pk")]
    [InlineData("Query", """{"TableName":"tab","KeyConditionExpression":"pk > :v","ExpressionAttributeValues":{":v":{"S":"x"} } }""", "Query key condition not supported")]
    [InlineData("Query", """{"TableName":"tab","IndexName":"nope","KeyConditionExpression":"pk = :v","ExpressionAttributeValues":{":v":{"S":"x"} } }""", "The table does not have the specified index: nope")]
    [InlineData("Query", """{"TableName":"tab","Limit":0,"KeyConditionExpression":"pk = :v","ExpressionAttributeValues":{":v":{"S":"x"} } }""", "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("Query", """{"TableName":"tab","KeyConditionExpression":"pk = :v","FilterExpression":"sk = :v","ExpressionAttributeValues":{":v":{"S":"x"} } }""", "Filter Expression can only contain non-primary key attributes: Primary key attribute: sk")]
    [InlineData("Scan", """{"TableName":"tab","Limit":0}""", "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("BatchWriteItem", """{"RequestItems":{} }""", "The requestItems parameter is required for BatchWriteItem")]
    [InlineData("TransactWriteItems", """{"TransactItems":[]}""", "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    public async Task Operation_Wrong_IsRefusedInTheServicesWords(string operation, string body, string message)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        Assert.Equal(message, await endpoint.RefusalAsync(operation, body));
    }

    [Fact]
    public async Task TimeToLive_WhenItsTimeHasCome_TheNextSweepDeletes()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        await endpoint.CallAsync("UpdateTimeToLive", """{"TableName":"tab","TimeToLiveSpecification":{"AttributeName":"purgeAt","Enabled":true} }""");
        var due = endpoint.Time.GetUtcNow().AddSeconds(90).ToUnixTimeSeconds();
        await endpoint.CallAsync("PutItem", $$"""{"TableName":"tab","Item":{"pk":{"S":"a"},"sk":{"S":"s"},"purgeAt":{"N":"{{due}}"} } }""");
        endpoint.Time.Advance(TimeSpan.FromSeconds(91));
        Assert.Equal(1, (int)(await endpoint.CallAsync("Scan", """{"TableName":"tab"}"""))["Count"]!);
        endpoint.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, (int)(await endpoint.CallAsync("Scan", """{"TableName":"tab"}"""))["Count"]!);
    }

    private static async Task<List<string>> AllAsync(DynamoDbEndpoint endpoint, string condition, string value = "p", string more = "")
    {
        var found = new List<string>();
        JsonNode? start = null;
        do
        {
            var page = await endpoint.CallAsync("Query", $$"""
                {"TableName":"tab","Limit":5,{{condition}},"ExpressionAttributeValues":{":v":{"S":"{{value}}"}{{more}} }
                 {{(start is null ? "" : ",\"ExclusiveStartKey\":" + start.ToJsonString())}}}
                """);
            found.AddRange(page["Items"]!.AsArray().Select(item => (string)item!["sk"]!["S"]!));
            start = page["LastEvaluatedKey"];
        }
        while (start is not null);
        return found;
    }

    private static async Task<(double Total, double Table, double Global, double Local)> PutAsync(DynamoDbEndpoint endpoint, string item)
    {
        var answer = await endpoint.CallAsync("PutItem", $$"""{"TableName":"tab","ReturnConsumedCapacity":"INDEXES","Item":{{{item}}} }""");
        var capacity = answer["ConsumedCapacity"]!;
        return (
            (double)capacity["CapacityUnits"]!,
            (double)capacity["Table"]!["CapacityUnits"]!,
            (double?)capacity["GlobalSecondaryIndexes"]?["gsi"]!["CapacityUnits"] ?? 0,
            (double?)capacity["LocalSecondaryIndexes"]?["lsi"]!["CapacityUnits"] ?? 0);
    }

    private static async Task<string?> CountAsync(DynamoDbEndpoint endpoint) =>
        (string?)(await endpoint.CallAsync("GetItem", """{"TableName":"tab","Key":{"pk":{"S":"p"},"sk":{"S":"s"} } }"""))["Item"]!["n"]!["N"];

    [Theory]
    [InlineData("SOME", 63, "1 validation error detected: Value 'SOME' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]")]
    [InlineData("SOME", 40, "1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]")]
    [InlineData("UPDATED_NEW", 100, "ReturnValues can only be ALL_OLD or NONE")]
    public async Task ReturnValues_BesideAValueNestedDeeply_AreJudgedAsTheOlderLayerDoes(string asked, int levels, string message)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        var deep = string.Concat(Enumerable.Repeat("""{"M":{"n":""", levels)) + """{"S":"leaf"}""" + new string('}', levels * 2);
        Assert.Equal(message, await endpoint.RefusalAsync("DeleteItem", $$"""
            {"TableName":"tab","Key":{"pk":{"S":"a"} },"ConditionExpression":"d = :d","ExpressionAttributeValues":{":d":{{deep}} },"ReturnValues":"{{asked}}"}
            """));
    }
}

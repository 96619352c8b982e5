namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>Which refusal comes first, and in which words, where a request is wrong in more than one way.</summary>
public sealed class RefusalTests
{
    private const string BadOperand =
        "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: ";

    [Theory]
    [InlineData("PutItem", """{"TableName":"","Item":{},"ReturnValues":"NOPE"}""", "1 validation error detected: Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("UpdateItem", """{"TableName":"tab","Key":{"pk":{"S":"a"} },"ReturnValues":"NOPE","ReturnConsumedCapacity":"NOPE"}""", "1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]")]
    [InlineData("PutItem", """{"TableName":"tab","Item":{},"ExpressionAttributeValues":{":v":{"S":"x"} } }""", "1 validation error detected: ExpressionAttributeValues can only be specified when using expressions")]
    [InlineData("TransactWriteItems", """{"ReturnConsumedCapacity":"A","ReturnItemCollectionMetrics":"B","TransactItems":[{"Put":{"TableName":"none","Item":{} } }]}""", "2 validation errors detected: Value 'A' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'B' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]")]
    [InlineData("TransactWriteItems", """{"TransactItems":[{"Put":{"TableName":"none","Item":{"":{"S":"x"} } } },{"Delete":{"TableName":"tab","Key":{},"ConditionExpression":"a = = b"} }]}""", "Empty attribute name")]
    [InlineData("TransactWriteItems", """{"TransactItems":[{"Put":{"TableName":"none","Item":{"pk":{"S":"x"} } } },{"Delete":{"TableName":"tab","Key":{},"ConditionExpression":"a = = b"} }]}""", "Invalid ConditionExpression: Syntax error; token: \"=\", near: \"= = b\"")]
    [InlineData("BatchWriteItem", """{"ReturnConsumedCapacity":"A","RequestItems":{"a!":[{"DeleteRequest":{"Key":{} } }]} }""", "1 validation error detected: Value 'A' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]")]
    [InlineData("BatchWriteItem", """{"RequestItems":{"a!":[{"DeleteRequest":{"Key":{} } }]} }""", "1 validation error detected: Value '{a!=[WriteRequest(deleteRequest=DeleteRequest(key={}))]}' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]")]
    [InlineData("Query", """{"TableName":"none","KeyConditionExpression":"pk = :s AND begins_with(sk, :n)","ExpressionAttributeValues":{":s":{"S":"x"},":n":{"N":"1"} } }""", BadOperand + "begins_with, operand type: N")]
    [InlineData("Query", """{"TableName":"tab","KeyConditionExpression":"pk = :s AND :n >= sk","ExpressionAttributeValues":{":s":{"S":"x"},":n":{"BOOL":true} } }""", BadOperand + ">=, operand type: BOOL")]
    [InlineData("Query", """{"TableName":"tab","KeyConditionExpression":"pk = :s AND sk BETWEEN :n AND :n","ExpressionAttributeValues":{":s":{"S":"x"},":n":{"BOOL":true} } }""", BadOperand + "BETWEEN, operand type: BOOL")]
    [InlineData("Query", """{"TableName":"tab","KeyConditionExpression":"pk = :s AND sk > :s AND sk < :s","ExpressionAttributeValues":{":s":{"S":"x"} } }""", "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key")]
    [InlineData("Query", """{"TableName":"tab","KeyConditionExpression":"pk = :s AND sk > :s AND more = :s","ExpressionAttributeValues":{":s":{"S":"x"} } }""", "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)")]
    [InlineData("CreateTable", """{"TableName":"new","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"LocalSecondaryIndexes":[{"IndexName":"l1","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"Projection":{} }],"GlobalSecondaryIndexes":[{"IndexName":"g1","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"Projection":{} }]}""", "2 validation errors detected: Value 'g1' at 'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3; Value 'l1' at 'localSecondaryIndexes.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3")]
    public async Task Request_WrongInTwoWays_IsRefusedForTheFirst(string operation, string body, string message)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        Assert.Equal(message, await endpoint.RefusalAsync(operation, body));
    }

    [Fact]
    public async Task KeyCondition_InDoubleParentheses_IsTaken()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        var page = await endpoint.CallAsync("Query", """
            {"TableName":"tab","KeyConditionExpression":"((pk = :v)) AND ((sk = :v))","ExpressionAttributeValues":{":v":{"S":"x"} } }
            """);
        Assert.Equal(0, (int)page["Count"]!);
    }

    [Theory]
    [InlineData("SET d = :whole", 22)]
    [InlineData("SET d.leaf = :leaf", 22)]
    [InlineData("SET d.leaf = :leaf REMOVE r", 24)]
    [InlineData("SET d.leaf = :leaf, l1[0] = :leaf2", 42 + 2 + 3 + 1 + 1)]
    public async Task Update_Alone_IsMeasuredByWhatItWrites(string expression, int cost)
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab");
        // Name and value of d: 1 for the name, 3 for the map and 1 for its member, 4 for the member's name, then the text.
        var most = 409_600 - cost - 1 - 3 - 1 - 4;
        async Task<int> Status(int length)
        {
            await endpoint.CallAsync("PutItem", """
                {"TableName":"tab","Item":{"pk":{"S":"a"},"sk":{"S":"b"},"d":{"M":{"leaf":{"S":"x"} } },"l1":{"L":[{"S":"x"}]} } }
                """);
            var leaf = $$"""{"S":"{{new string('x', length)}}"}""";
            var values = new Dictionary<string, string> { [":whole"] = $$"""{"M":{"leaf":{{leaf}} } }""", [":leaf2"] = """{"S":"x"}""", [":leaf"] = leaf }
                .Where(value => System.Text.RegularExpressions.Regex.IsMatch(expression, value.Key + "\\b")).Select(value => $"\"{value.Key}\":{value.Value}");
            var (status, _) = await endpoint.SendAsync("UpdateItem", $$"""
                {"TableName":"tab","Key":{"pk":{"S":"a"},"sk":{"S":"b"} },"UpdateExpression":"{{expression}}",
                 "ExpressionAttributeValues":{ {{string.Join(',', values)}} } }
                """);
            return status;
        }
        Assert.Equal((200, 400), (await Status(most), await Status(most + 1)));
    }
}

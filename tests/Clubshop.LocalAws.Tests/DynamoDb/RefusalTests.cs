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
}

using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>The operations as the portal calls them, through the official SDK.</summary>
public sealed class SdkTests
{
    [Fact]
    public async Task Sdk_WholeLifeOfATable_Works()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        var client = endpoint.Client;
        await client.CreateTableAsync(new CreateTableRequest
        {
            TableName = "offers",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("pk", ScalarAttributeType.S), new("sk", ScalarAttributeType.S), new("st", ScalarAttributeType.S)],
            KeySchema = [new("pk", KeyType.HASH), new("sk", KeyType.RANGE)],
            GlobalSecondaryIndexes =
            [
                new GlobalSecondaryIndex
                {
                    IndexName = "byStatus",
                    KeySchema = [new("st", KeyType.HASH), new("sk", KeyType.RANGE)],
                    Projection = new Projection { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = ["title"] },
                },
            ],
        });
        Assert.Equal(TableStatus.ACTIVE, (await client.DescribeTableAsync("offers")).Table.TableStatus);

        await client.PutItemAsync("offers", new()
        {
            ["pk"] = new("OFR#1"),
            ["sk"] = new("META"),
            ["st"] = new("draft"),
            ["title"] = new("Tea"),
            ["v"] = new() { N = "1" },
            ["tags"] = new() { SS = ["a", "b"] },
            ["deep"] = new() { M = new() { ["parts"] = new() { L = [new("x"), new() { BOOL = true }] } } },
        });
        var got = await client.GetItemAsync("offers", new() { ["pk"] = new("OFR#1"), ["sk"] = new("META") }, true);
        Assert.Equal("Tea", got.Item["title"].S);
        Assert.Equal("x", got.Item["deep"].M["parts"].L[0].S);

        var updated = await client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "offers",
            Key = new() { ["pk"] = new("OFR#1"), ["sk"] = new("META") },
            UpdateExpression = "SET v = v + :one, deep.parts[1] = :x ADD tags :c REMOVE title",
            ConditionExpression = "v = :one AND attribute_not_exists(deletedAt)",
            ExpressionAttributeValues = new() { [":one"] = new() { N = "1" }, [":x"] = new("y"), [":c"] = new() { SS = ["c"] } },
            ReturnValues = ReturnValue.ALL_NEW,
        });
        Assert.Equal("2", updated.Attributes["v"].N);
        Assert.Equal(3, updated.Attributes["tags"].SS.Count);
        Assert.Equal("y", updated.Attributes["deep"].M["parts"].L[1].S);
        Assert.False(updated.Attributes.ContainsKey("title"));

        var page = await client.QueryAsync(new QueryRequest
        {
            TableName = "offers",
            IndexName = "byStatus",
            KeyConditionExpression = "st = :s",
            ExpressionAttributeValues = new() { [":s"] = new("draft") },
            ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES,
        });
        var item = Assert.Single(page.Items);
        Assert.Equal(["pk", "sk", "st"], item.Keys.Order());
        Assert.Equal(0.5, page.ConsumedCapacity.GlobalSecondaryIndexes["byStatus"].CapacityUnits);

        await client.DeleteTableAsync("offers");
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => client.DescribeTableAsync("offers"));
    }

    [Fact]
    public async Task Sdk_TransactionWithAFailedCondition_TellsReasonsInOrderWithTheItem()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("clubs");
        await endpoint.Client.PutItemAsync("clubs", new() { ["pk"] = new("U#SLUG#a"), ["sk"] = new("U"), ["owner"] = new("CLUB#1") });

        var refused = await Assert.ThrowsAsync<TransactionCanceledException>(() => endpoint.Client.TransactWriteItemsAsync(new TransactWriteItemsRequest
        {
            TransactItems =
            [
                new() { Put = new Put { TableName = "clubs", Item = new() { ["pk"] = new("CLUB#2"), ["sk"] = new("META") } } },
                new()
                {
                    Put = new Put
                    {
                        TableName = "clubs",
                        Item = new() { ["pk"] = new("U#SLUG#a"), ["sk"] = new("U"), ["owner"] = new("CLUB#2") },
                        ConditionExpression = "attribute_not_exists(pk)",
                        ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
                    },
                },
            ],
        }));
        Assert.Equal(["None", "ConditionalCheckFailed"], refused.CancellationReasons.Select(reason => reason.Code));
        Assert.Equal("CLUB#1", refused.CancellationReasons[1].Item["owner"].S);
        Assert.Equal(1, (await endpoint.Client.ScanAsync(new ScanRequest("clubs"))).Count);
    }

    [Fact]
    public async Task Sdk_StateInAFolder_SurvivesReopening()
    {
        using var folder = new TestFolder();
        await using (var endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path))
        {
            await endpoint.CreateAsync("clubs");
            for (var i = 0; i < 50; i++) await endpoint.Client.PutItemAsync("clubs", new() { ["pk"] = new("CLUB#" + i), ["sk"] = new("META") });
            await endpoint.Client.DeleteItemAsync("clubs", new() { ["pk"] = new("CLUB#7"), ["sk"] = new("META") });
        }
        await using (var endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path))
        {
            var all = await endpoint.Client.ScanAsync(new ScanRequest("clubs"));
            Assert.Equal(49, all.Count);
            Assert.DoesNotContain(all.Items, item => item["pk"].S == "CLUB#7");
        }
    }
}

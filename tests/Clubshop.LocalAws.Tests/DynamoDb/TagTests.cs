using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>Tags, limits and encryption of tables, through the SDK.</summary>
public sealed class TagTests
{
    [Fact]
    public async Task Tags_SetChangedAndTakenAway_SurviveARestart()
    {
        using var folder = new TestFolder();
        string arn;
        await using (var endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path))
        {
            arn = await CreateAsync(endpoint, [new Tag { Key = "env", Value = "test" }]);
            await endpoint.Client.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = [new() { Key = "env", Value = "live" }, new() { Key = "team", Value = "a" }] });
            await endpoint.Client.UntagResourceAsync(new UntagResourceRequest { ResourceArn = arn, TagKeys = ["team", "never"] });
        }
        await using (var endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path))
        {
            var tag = Assert.Single((await endpoint.Client.ListTagsOfResourceAsync(new ListTagsOfResourceRequest { ResourceArn = arn })).Tags);
            Assert.Equal(("env", "live"), (tag.Key, tag.Value));
        }
    }

    [Fact]
    public async Task Tags_OfWhatIsNoTable_AreRefused()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        var arn = await CreateAsync(endpoint, null);
        Assert.Equal(
            "Invalid TableArn: Invalid ResourceArn provided as input nonsense",
            await endpoint.RefusalAsync("TagResource", """{"ResourceArn":"nonsense","Tags":[{"Key":"a","Value":"b"}]}"""));
        await endpoint.ErrorAsync("ListTagsOfResource", $$"""{"ResourceArn":"{{arn}}x"}""", "AccessDeniedException");
        await endpoint.ErrorAsync("UntagResource", $$"""{"ResourceArn":"{{arn}}x","TagKeys":["a"]}""", "ResourceNotFoundException");
        var many = Enumerable.Range(0, 51).Select(i => new Tag { Key = $"k{i}", Value = "" }).ToList();
        await Assert.ThrowsAsync<LimitExceededException>(() => endpoint.Client.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = many }));
    }

    [Fact]
    public async Task Limits_OfTheAccount_AreThoseOfANewOne()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        var limits = await endpoint.Client.DescribeLimitsAsync(new DescribeLimitsRequest());
        Assert.Equal((80_000, 40_000), (limits.AccountMaxReadCapacityUnits, limits.TableMaxWriteCapacityUnits));
    }

    [Fact]
    public async Task Encryption_WithTheManagedKey_IsToldBackAndAnotherKeyRefused()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await endpoint.CreateAsync("tab", ""","SSESpecification":{"Enabled":true}""");
        var table = (await endpoint.Client.DescribeTableAsync("tab")).Table;
        Assert.Equal((SSEStatus.ENABLED, SSEType.KMS), (table.SSEDescription.Status, table.SSEDescription.SSEType));
        await endpoint.CallAsync("UpdateTable", """{"TableName":"tab","SSESpecification":{"Enabled":false} }""");
        Assert.Null((await endpoint.Client.DescribeTableAsync("tab")).Table.SSEDescription);
        Assert.Equal("KMSMasterKeyId is not supported by the embedded AWS", await endpoint.RefusalAsync(
            "UpdateTable", """{"TableName":"tab","SSESpecification":{"Enabled":true,"KMSMasterKeyId":"mine"} }"""));
    }

    private static async Task<string> CreateAsync(DynamoDbEndpoint endpoint, List<Tag>? tags)
    {
        var made = await endpoint.Client.CreateTableAsync(new CreateTableRequest
        {
            TableName = "tab",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new() { AttributeName = "pk", AttributeType = ScalarAttributeType.S }],
            KeySchema = [new() { AttributeName = "pk", KeyType = KeyType.HASH }],
            Tags = tags,
        });
        return made.TableDescription.TableArn;
    }
}

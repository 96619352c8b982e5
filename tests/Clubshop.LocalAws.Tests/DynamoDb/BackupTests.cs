using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>Backups on demand and point-in-time recovery, through the SDK.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task Backup_OfATableThatIsDeleted_RestoresItemsAndIndexesAfterARestart()
    {
        using var folder = new TestFolder();
        string arn;
        await using (var endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path))
        {
            await CreateAsync(endpoint, 30);
            var made = (await endpoint.Client.CreateBackupAsync(new CreateBackupRequest { TableName = "source", BackupName = "nightly" })).BackupDetails;
            arn = made.BackupArn;
            Assert.Equal((BackupStatus.AVAILABLE, BackupType.USER, "nightly"), (made.BackupStatus, made.BackupType, made.BackupName));
            await PutAsync(endpoint, "later");
            await endpoint.Client.DeleteTableAsync("source");
            Assert.Empty((await endpoint.Client.ListTablesAsync()).TableNames ?? []);
        }

        await using (var endpoint = await DynamoDbEndpoint.OpenAsync(folder.Path))
        {
            var described = (await endpoint.Client.DescribeBackupAsync(new DescribeBackupRequest { BackupArn = arn })).BackupDescription;
            Assert.Equal(("source", 30), (described.SourceTableDetails.TableName, described.SourceTableDetails.ItemCount));
            Assert.Equal("purgeAt", described.SourceTableFeatureDetails.TimeToLiveDescription.AttributeName);

            await endpoint.Client.RestoreTableFromBackupAsync(new RestoreTableFromBackupRequest { BackupArn = arn, TargetTableName = "target" });

            var table = (await endpoint.Client.DescribeTableAsync("target")).Table;
            Assert.Equal((TableStatus.ACTIVE, 30), (table.TableStatus, table.ItemCount));
            Assert.Equal(arn, table.RestoreSummary.SourceBackupArn);
            Assert.Equal(30, await CountAsync(endpoint, "target", index: true));
            // As the service: what expires is switched on again by whoever restores.
            Assert.Equal(TimeToLiveStatus.DISABLED, (await endpoint.Client.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = "target" })).TimeToLiveDescription.TimeToLiveStatus);
            Assert.Equal(["target"], (await endpoint.Client.ListTablesAsync()).TableNames);
        }
    }

    [Fact]
    public async Task Backups_OfSeveralTables_AreListedByTableAndPage()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await CreateAsync(endpoint, 1);
        await endpoint.CreateAsync("other");
        for (var i = 0; i < 3; i++)
        {
            endpoint.Time.Advance(TimeSpan.FromMinutes(1));
            await endpoint.Client.CreateBackupAsync(new CreateBackupRequest { TableName = "source", BackupName = "b" + i.ToString(CultureInfo.InvariantCulture) + "x" });
        }

        await endpoint.Client.CreateBackupAsync(new CreateBackupRequest { TableName = "other", BackupName = "another" });

        var first = await endpoint.Client.ListBackupsAsync(new ListBackupsRequest { TableName = "source", Limit = 2 });
        var second = await endpoint.Client.ListBackupsAsync(new ListBackupsRequest { TableName = "source", ExclusiveStartBackupArn = first.LastEvaluatedBackupArn });
        Assert.Equal(["b0x", "b1x"], first.BackupSummaries.Select(backup => backup.BackupName));
        Assert.Equal(["b2x"], second.BackupSummaries.Select(backup => backup.BackupName));
        Assert.Equal(4, (await endpoint.Client.ListBackupsAsync(new ListBackupsRequest())).BackupSummaries.Count);

        await endpoint.Client.DeleteBackupAsync(new DeleteBackupRequest { BackupArn = second.BackupSummaries[0].BackupArn });
        Assert.Equal(3, (await endpoint.Client.ListBackupsAsync(new ListBackupsRequest())).BackupSummaries.Count);
    }

    [Fact]
    public async Task PointInTime_ToAMomentBetweenTwoWrites_HasTheFirstAlone()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await CreateAsync(endpoint, 3);
        await SwitchAsync(endpoint, true);
        await PutAsync(endpoint, "early");
        endpoint.Time.Advance(TimeSpan.FromMinutes(2));
        var between = endpoint.Time.GetUtcNow();
        endpoint.Time.Advance(TimeSpan.FromMinutes(2));
        await PutAsync(endpoint, "late");
        await PutAsync(endpoint, "k1", "changed");
        await endpoint.Client.DeleteItemAsync("source", Key("k2"));

        await RestoreAsync(endpoint, "then", between);
        await RestoreAsync(endpoint, "now", null);

        Assert.Equal((4, 4), (await CountAsync(endpoint, "then"), await CountAsync(endpoint, "now")));
        Assert.True((await endpoint.Client.GetItemAsync("then", Key("early"))).IsItemSet);
        Assert.False((await endpoint.Client.GetItemAsync("then", Key("late"))).IsItemSet);
        Assert.Equal("v", (await endpoint.Client.GetItemAsync("then", Key("k1"))).Item["v"].S);
        Assert.Equal("changed", (await endpoint.Client.GetItemAsync("now", Key("k1"))).Item["v"].S);
        Assert.True((await endpoint.Client.GetItemAsync("then", Key("k2"))).IsItemSet);
    }

    [Fact]
    public async Task PointInTime_SwitchedOffOrOutsideItsRange_IsRefused()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await CreateAsync(endpoint, 1);
        Assert.Equal(PointInTimeRecoveryStatus.DISABLED, await StatusAsync(endpoint));
        await Assert.ThrowsAsync<PointInTimeRecoveryUnavailableException>(() => RestoreAsync(endpoint, "target", null));

        await SwitchAsync(endpoint, true);

        Assert.Equal(PointInTimeRecoveryStatus.ENABLED, await StatusAsync(endpoint));
        await Assert.ThrowsAsync<InvalidRestoreTimeException>(() => RestoreAsync(endpoint, "target", endpoint.Time.GetUtcNow().AddHours(-1)));
        await SwitchAsync(endpoint, false);
        Assert.Equal(PointInTimeRecoveryStatus.DISABLED, await StatusAsync(endpoint));
    }

    [Fact]
    public async Task Backups_OfWhatIsNotThere_AreRefusedInTheServicesWords()
    {
        await using var endpoint = await DynamoDbEndpoint.OpenAsync();
        await CreateAsync(endpoint, 1);
        await Assert.ThrowsAsync<TableNotFoundException>(() => endpoint.Client.CreateBackupAsync(new CreateBackupRequest { TableName = "nothing", BackupName = "nightly" }));
        await Assert.ThrowsAsync<TableNotFoundException>(() => endpoint.Client.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = "nothing" }));
        var arn = (await endpoint.Client.CreateBackupAsync(new CreateBackupRequest { TableName = "source", BackupName = "nightly" })).BackupDetails.BackupArn;
        await Assert.ThrowsAsync<TableAlreadyExistsException>(() => endpoint.Client.RestoreTableFromBackupAsync(new RestoreTableFromBackupRequest { BackupArn = arn, TargetTableName = "source" }));
        await Assert.ThrowsAsync<BackupNotFoundException>(() => endpoint.Client.DescribeBackupAsync(new DescribeBackupRequest { BackupArn = arn + "0" }));
        // A backup is no table.
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => endpoint.Client.DescribeTableAsync(arn));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => endpoint.Client.ScanAsync(new ScanRequest { TableName = arn }));
        await endpoint.RefusalAsync("RestoreTableFromBackup", $$"""{"BackupArn":"{{arn}}","TargetTableName":"target","BillingModeOverride":"PROVISIONED"}""");
    }

    private static async Task CreateAsync(DynamoDbEndpoint endpoint, int items)
    {
        await endpoint.Client.CreateTableAsync(new CreateTableRequest
        {
            TableName = "source",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("pk", ScalarAttributeType.S), new("v", ScalarAttributeType.S)],
            KeySchema = [new("pk", KeyType.HASH)],
            GlobalSecondaryIndexes = [new() { IndexName = "byV", KeySchema = [new("v", KeyType.HASH)], Projection = new() { ProjectionType = ProjectionType.ALL } }],
        });
        await endpoint.Client.UpdateTimeToLiveAsync(new UpdateTimeToLiveRequest { TableName = "source", TimeToLiveSpecification = new() { AttributeName = "purgeAt", Enabled = true } });
        for (var i = 0; i < items; i++) await PutAsync(endpoint, "k" + i.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task PutAsync(DynamoDbEndpoint endpoint, string key, string value = "v") =>
        await endpoint.Client.PutItemAsync("source", new Dictionary<string, AttributeValue> { ["pk"] = new() { S = key }, ["v"] = new() { S = value } });

    private static Dictionary<string, AttributeValue> Key(string key) => new() { ["pk"] = new() { S = key } };

    private static async Task SwitchAsync(DynamoDbEndpoint endpoint, bool on) => await endpoint.Client.UpdateContinuousBackupsAsync(
        new UpdateContinuousBackupsRequest { TableName = "source", PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = on } });

    private static async Task<PointInTimeRecoveryStatus> StatusAsync(DynamoDbEndpoint endpoint) =>
        (await endpoint.Client.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = "source" }))
        .ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus;

    private static async Task RestoreAsync(DynamoDbEndpoint endpoint, string target, DateTimeOffset? at) => await endpoint.Client.RestoreTableToPointInTimeAsync(
        new RestoreTableToPointInTimeRequest
        {
            SourceTableName = "source",
            TargetTableName = target,
            UseLatestRestorableTime = at is null ? true : null,
            RestoreDateTime = at?.UtcDateTime,
        });

    private static async Task<int> CountAsync(DynamoDbEndpoint endpoint, string table, bool index = false) =>
        (await endpoint.Client.ScanAsync(new ScanRequest { TableName = table, IndexName = index ? "byV" : null })).Items.Count;
}

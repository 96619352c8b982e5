using System.Text.RegularExpressions;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.Storage;

public sealed class TableTests
{
    [Fact]
    public async Task CreateMissing_Repeated_MakesAllTablesOnce()
    {
        await using var host = await StorageHost.StartAsync(tables: false);
        Assert.Equal(host.Setup.Tables.Count, (await host.Setup.MissingAsync(default)).Count);
        Assert.Contains("test-offers", await host.Setup.MissingAsync(default));

        await Task.WhenAll(host.Setup.CreateMissingAsync(default), host.Another().Setup.CreateMissingAsync(default));
        await host.Setup.CreateMissingAsync(default);
        Assert.Empty(await host.Setup.MissingAsync(default));

        foreach (var table in host.Setup.Tables)
        {
            var ttl = await host.Dynamo.DescribeTimeToLiveAsync(new Amazon.DynamoDBv2.Model.DescribeTimeToLiveRequest { TableName = host.Names[table] });
            Assert.Equal("purgeAt", ttl.TimeToLiveDescription.AttributeName);
        }
    }

    [Fact]
    public async Task Missing_NamesALackingIndex()
    {
        await using var host = await StorageHost.StartAsync(tables: false);
        await host.Dynamo.CreateTableAsync(new Amazon.DynamoDBv2.Model.CreateTableRequest
        {
            TableName = "test-shops",
            BillingMode = "PAY_PER_REQUEST",
            AttributeDefinitions = [new("pk", "S"), new("sk", "S")],
            KeySchema = [new("pk", "HASH"), new("sk", "RANGE")],
        });
        Assert.Contains("test-shops (index byChange)", await host.Setup.MissingAsync(default));
    }

    [Fact]
    public async Task QueryPage_FollowedByItsTokens_GivesEachItemOnce()
    {
        await using var host = await StorageHost.StartAsync();
        await host.UnauditedWriter.PutManyAsync(Table.Deliveries, Enumerable.Range(0, 57).Select(i => new Item("CMP#1", $"{i:D3}")), default);
        var query = new ItemQuery(Table.Deliveries, "CMP#1");
        var (seen, token) = (new List<string>(), (string?)null);
        do
        {
            var page = await host.Reader.QueryPageAsync(query, 10, token, default);
            seen.AddRange(page.Items.Select(item => item.Sk));
            token = page.Next;
        }
        while (token is not null);
        Assert.Equal(Enumerable.Range(0, 57).Select(i => $"{i:D3}"), seen);

        // A token of another query, or one that was tampered with, begins at the beginning.
        var next = (await host.Reader.QueryPageAsync(query, 10, null, default)).Next!;
        Assert.Equal("056", (await host.Reader.QueryPageAsync(query with { Descending = true }, 1, next, default)).Items[0].Sk);
        Assert.Equal("000", (await host.Reader.QueryPageAsync(query, 1, next[..^4] + "AAAA", default)).Items[0].Sk);
    }

    [Fact]
    public async Task Reading_AnItemWhosePurgeIsDue_FindsNothing()
    {
        await using var host = await StorageHost.StartAsync();
        var due = host.Clock.GetUtcNow().AddSeconds(1).ToUnixTimeSeconds();
        await host.UnauditedWriter.PutAsync(Table.System, new Item("X#1", "ROW").Set(Attributes.PurgeAt, due), null, default);
        Assert.NotNull(await host.Reader.ReadAsync(new(Table.System, "X#1", "ROW"), default));

        host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await host.Reader.ReadAsync(new(Table.System, "X#1", "ROW"), default));
        Assert.Empty(await host.AllAsync(new(Table.System, "X#1")));
        Assert.Empty(await host.Reader.ReadManyAsync([new(Table.System, "X#1", "ROW")], default));
    }

    [Fact]
    public async Task ReadMany_OfTwoTables_FindsEach()
    {
        await using var host = await StorageHost.StartAsync();
        await host.UnauditedWriter.PutManyAsync(Table.System, Enumerable.Range(0, 150).Select(i => new Item($"X#{i}", "ROW")), default);
        await host.UnauditedWriter.PutAsync(Table.Deliveries, new Item("X#1", "ROW"), null, default);
        var keys = Enumerable.Range(0, 160).Select(i => new ItemKey(Table.System, $"X#{i}", "ROW")).Append(new(Table.Deliveries, "X#1", "ROW")).ToList();
        var found = await host.Reader.ReadManyAsync(keys, default);
        Assert.Equal(151, found.Count);
        Assert.Contains(keys[^1], found.Keys);
    }

    [Fact]
    public async Task UnauditedWriter_WritesOnlyWhenItsConditionHolds()
    {
        await using var host = await StorageHost.StartAsync();
        var item = new Item("X#1", "ROW").Set(Attributes.Version, 1L).Set("owner", "a");
        Assert.True(await host.UnauditedWriter.PutAsync(Table.System, item, new RowCondition.AtVersion(0), default));
        Assert.False(await host.UnauditedWriter.PutAsync(Table.System, item, new RowCondition.AtVersion(0), default));
        Assert.False(await host.UnauditedWriter.PutAsync(Table.System, item, new RowCondition.Absent(), default));
        Assert.True(await host.UnauditedWriter.PutAsync(Table.System, item.Copy().Set(Attributes.Version, 2L), new RowCondition.AtVersion(1), default));
        Assert.False(await host.UnauditedWriter.PutAllAsync([new(Table.System, new Item("X#2", "ROW")), new(Table.System, item, new RowCondition.AtVersion(1))], default));
        Assert.Null(await host.Reader.ReadAsync(new(Table.System, "X#2", "ROW"), default));
        Assert.False(await host.UnauditedWriter.DeleteAsync(new(Table.System, "X#1", "ROW"), new RowCondition.Equal("owner", "b"), default));
        Assert.True(await host.UnauditedWriter.DeleteAsync(new(Table.System, "X#1", "ROW"), new RowCondition.Equal("owner", "a"), default));
    }

    [Fact]
    public async Task UnauditedWriter_OfRecordsMarkersOrEntries_Refuses()
    {
        await using var host = await StorageHost.StartAsync();
        foreach (var table in host.Setup.Tables.Except([Table.System, Table.Deliveries]))
        {
            var record = new Item("SHOP#1");
            await Assert.ThrowsAsync<ArgumentException>(() => host.UnauditedWriter.PutAsync(table, record, null, default));
            await Assert.ThrowsAsync<ArgumentException>(() => host.UnauditedWriter.PutAllAsync([new(table, record)], default));
            await Assert.ThrowsAsync<ArgumentException>(() => host.UnauditedWriter.PutManyAsync(table, [record], default));
            await Assert.ThrowsAsync<ArgumentException>(() => host.UnauditedWriter.DeleteAsync(new(table, "SHOP#1"), null, default));
            await Assert.ThrowsAsync<ArgumentException>(() => host.UnauditedWriter.PutAsync(table, new Item("U#SLUG#x", Keys.MarkerSk), null, default));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => host.UnauditedWriter.PutAsync(Table.Audit, new Item("ENT#shop#1", "now#1"), null, default));
        Assert.Empty(host.Faults.Operations);
    }

    [Fact]
    public void Storage_OnlyTheWriteUnitAndTheUnauditedWriterWriteItems()
    {
        var writing = new Regex(@"\.(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems|ExecuteStatement|ExecuteTransaction|BatchExecuteStatement)Async\(");
        var files = Directory.EnumerateFiles(Path.Combine(RepoRoot(), "src/Clubshop.Admin"), "*.cs", SearchOption.AllDirectories)
            .Where(file => writing.IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
        // What was exported comes back as it was, into tables without items.
        Assert.Equal(["ItemImport.cs", "UnauditedWriter.cs", "WriteUnit.cs"], files);
        Assert.Matches(writing, "await dynamo.PutItemAsync(request)");
    }

    private static string RepoRoot([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../.."));
}

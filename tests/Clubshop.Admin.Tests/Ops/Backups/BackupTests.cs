using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Clubshop.Admin.Ops.Backups;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Ops.Backups;

/// <summary>Backup, restoring, files and the check of what was restored, on an embedded AWS.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task Drill_OfASmallSeed_RestoresEverythingAndSaysHowLongItTook()
    {
        await using var world = await CatalogWorld.OpenAsync();
        using var output = new StringWriter();

        var result = await new Drill(world.Services, output).RunAsync(15, default);

        Assert.Empty(result.Problems);
        Assert.Equal(4 * 15, result.Report.Records);
        if (!TestFaults.On) // an index that lags has fewer
            Assert.Equal(4 * 15 * 2, result.Report.Entries); // made and changed
        Assert.Contains("RPO ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("RTO ", output.ToString(), StringComparison.Ordinal);
        Assert.True(result.Restored < Drill.RecoveryTime);
        // It leaves nothing behind.
        Assert.DoesNotContain((await world.Get<IAmazonDynamoDB>().ListTablesAsync()).TableNames, name => name.StartsWith("drill-", StringComparison.Ordinal));
        Assert.Empty((await world.Get<IAmazonDynamoDB>().ListBackupsAsync(new ListBackupsRequest())).BackupSummaries ?? []);
    }

    [Fact]
    public async Task Restore_OfTheSecondNewestGeneration_HasWhatWasThereThen()
    {
        await using var world = await CatalogWorld.OpenAsync();
        using var here = new Installation(world.Services, TableNames.DefaultPrefix);
        var backups = new TableBackups(here);
        var shop = await world.SaveAsync(world.NewShop("Croma"));
        world.IndexesFollow();
        await here.Sealer.SealAsync(full: true, default);
        var first = await backups.CreateAsync(default);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.SaveAsync((await world.Shops.FindAsync(CatalogWorld.Meera, shop.Id, default)).Value! with { Name = "Croma Retail" });
        await backups.CreateAsync(default);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await backups.CreateAsync(default);

        Assert.Equal([first.Name], await backups.DeleteOldAsync(2, default));
        var list = await backups.ListAsync(default);
        Assert.All(list, generation => Assert.True(backups.IsComplete(generation)));
        using var there = new Installation(world.Services, "again-", here.Names[Table.System]);
        await backups.RestoreAsync(list[1], there, default);

        Assert.Equal("Croma Retail", (await there.Reader.ReadAsync(new(ShopKind.Table, "SHOP#" + shop.Id), default))!.GetString("name"));
        Assert.Empty(await there.Setup.MissingAsync(default));
        Assert.Empty((await new DataCheck(there).RunAsync(null, default)).Problems);
        // Nothing is overwritten.
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => backups.RestoreAsync(list[0], there, default));
        Assert.Contains("is there already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_ToAMoment_HasAllTablesAsOfIt()
    {
        await using var world = await CatalogWorld.OpenAsync();
        using var here = new Installation(world.Services, TableNames.DefaultPrefix);
        var backups = new TableBackups(here);
        using var there = new Installation(world.Services, "then-", here.Names[Table.System]);
        Assert.Contains("point-in-time", (await Assert.ThrowsAsync<InvalidOperationException>(() => backups.RestoreAtAsync(null, there, default))).Message, StringComparison.Ordinal);
        await backups.SwitchPointInTimeOnAsync(here, default);
        await world.SaveAsync(world.NewShop("Before"));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        var moment = world.Clock.GetUtcNow();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.SaveAsync(world.NewShop("After"));

        await backups.RestoreAtAsync(moment, there, default);

        var report = await new DataCheck(there).RunAsync(null, default);
        Assert.Empty(report.Problems);
        Assert.Equal(1, report.Records);
    }

    [Fact]
    public async Task Export_IntoAnotherPrefix_ComesBackItemByItem()
    {
        await using var world = await CatalogWorld.OpenAsync();
        using var folder = new Folder();
        using var here = new Installation(world.Services, TableNames.DefaultPrefix);
        for (var i = 0; i < 30; i++)
            await world.SaveAsync(world.NewShop($"Shop {i}"));
        world.IndexesFollow();
        await here.Sealer.SealAsync(full: true, default);
        var manifest = await BackupFiles.ExportAsync(here, folder.Path, default);
        await BackupFiles.FinishAsync(manifest, folder.Path, default);

        using var there = new Installation(world.Services, "imported-", here.Names[Table.System]);
        await BackupFiles.ImportAsync(folder.Path, there, default);

        var report = await new DataCheck(there).RunAsync(manifest.Items, default);
        Assert.Empty(report.Problems);
        Assert.Equal(30, report.Records);
        foreach (var table in here.Tables)
            Assert.Equal(await HashesAsync(here, table), await HashesAsync(there, table));
        Assert.Contains("has items already", (await Assert.ThrowsAsync<InvalidOperationException>(() => BackupFiles.ImportAsync(folder.Path, there, default))).Message, StringComparison.Ordinal);

        await File.AppendAllTextAsync(BackupFiles.PathOf(folder.Path, "Shops"), "x");
        using var third = new Installation(world.Services, "third-");
        Assert.Contains("not what was exported", (await Assert.ThrowsAsync<InvalidOperationException>(() => BackupFiles.ImportAsync(folder.Path, third, default))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("marker", "has a slug whose marker is missing")]
    [InlineData("owner", "of a record that is not there")]
    [InlineData("ahead", "the tables are of different moments")]
    [InlineData("behind", "which the audit log does not have")]
    [InlineData("audit", "Audit: Missing: entry")]
    [InlineData("count", "items instead of")]
    [InlineData("key", "data keys do not open")]
    public async Task Verify_OfTablesThatDoNotHoldTogether_SaysWhy(string damage, string expected)
    {
        await using var world = await CatalogWorld.OpenAsync();
        using var here = new Installation(world.Services, TableNames.DefaultPrefix);
        var shop = await world.SaveAsync(world.NewShop("Croma"));
        await world.Get<FieldSealer>().SealAsync("secret", new(Table.System, "1", "x"), default);
        world.IndexesFollow();
        await here.Sealer.SealAsync(full: true, default);
        var whole = await new DataCheck(here).RunAsync(null, default);
        Assert.Empty(whole.Problems);

        using var wrong = damage == "key" ? new Installation(world.Services, TableNames.DefaultPrefix, "other-system") : null;
        var key = new ItemKey(ShopKind.Table, "SHOP#" + shop.Id);
        switch (damage)
        {
            case "marker":
                await DeleteAsync(here, new(ShopKind.Table, Keys.Marker("SLUG", shop.Slug), Keys.MarkerSk));
                break;
            case "owner" or "count":
                await DeleteAsync(here, key);
                break;
            case "ahead" or "behind":
                var item = (await here.Reader.ReadAsync(key, default))!;
                await ItemImport.PutAsync(here, ShopKind.Table, [item.Copy().Set(Attributes.Version, damage == "ahead" ? 0L : 7L)], default);
                break;
            case "audit":
                await foreach (var entry in here.Reader.QueryAllAsync(new(Table.Audit, AuditAttributes.Pk("shop", shop.Id)), default))
                    await DeleteAsync(here, new(Table.Audit, entry.Pk, entry.Sk));
                break;
        }

        world.IndexesFollow(); // what was deleted goes from the index too
        var report = await new DataCheck(wrong ?? here).RunAsync(whole.Counts, default);

        Assert.Contains(report.Problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    private static async Task<List<string>> HashesAsync(Installation on, Table table)
    {
        var hashes = new List<string>();
        await foreach (var item in TableScan.AllAsync(on, table, default))
            hashes.Add(ItemHash.Of(item));

        hashes.Sort(StringComparer.Ordinal);
        return hashes;
    }

    private static async Task DeleteAsync(Installation on, ItemKey key) => await on.Dynamo.DeleteItemAsync(
        on.Names[key.Table], new Dictionary<string, AttributeValue> { [Attributes.Pk] = new() { S = key.Pk }, [Attributes.Sk] = new() { S = key.Sk } });

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clubshop-backup-");

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}

using System.Net;
using Clubshop.Admin.Tests.MasterData.Publishing;
using Clubshop.Api.Tests.Testing;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Api.Tests.Catalog;

/// <summary>What is answered when the cache has nothing, and when it is down: DynamoDB's records, within bounds.</summary>
public sealed class FallbackTests
{
    private static readonly string[] NothingKept = ["Catalog:KeepFor=00:00:00", "Catalog:KeepFromTables=00:00:00", "Catalog:KeepLists=00:00:00"];

    [Fact]
    public async Task Record_ThatTheCacheDoesNotHave_ComesFromItsTable()
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        await world.Tables.PutAsync(Records.Shop(2, 1));
        await world.Tables.PutAsync(Records.Offer(10, 2, categories: [5]));

        var offer = await world.GetAsync("/v1/offers/offer-10").JsonAsync();

        Assert.Equal("Offer 10", (string?)offer["title"]);
        Assert.Equal([Records.Id(1)], offer["clubs"]!.AsArray().Select(club => (string)club!));
        Assert.Equal([Records.Id(5)], offer["categories"]!.AsArray().Select(category => (string)category!));
        Assert.Equal(1500m, (decimal)offer["value"]!);
    }

    [Fact]
    public async Task Answer_FromTheTable_IsThatFromTheCacheToTheByte()
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        var (shop, offer) = (Records.Shop(2, 1), Records.Offer(10, 2, ends: DateTimeOffset.UtcNow.AddDays(3), categories: [5]).With("terms", "One each.").With("value", 12.5));
        await world.Tables.PutAsync(shop);
        await world.Tables.PutAsync(offer);
        using var fromTable = await world.GetAsync("/v1/offers/offer-10");
        await world.Cache.ShowAsync(shop, offer);
        await world.Cache.RecordAsync(offer.With("name", "From the cache", version: 2));
        Assert.Equal("From the cache", (string?)(await world.GetAsync("/v1/offers/offer-10").JsonAsync())["title"]);
        await world.Cache.RecordAsync(offer);

        using var fromCache = await world.GetAsync("/v1/offers/offer-10");

        Assert.Equal(await fromTable.Content.ReadAsStringAsync(), await fromCache.Content.ReadAsStringAsync());
        Assert.Equal(fromTable.Headers.ETag, fromCache.Headers.ETag);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("paused")]
    [InlineData("deleted")]
    public async Task Record_ThatIsNotPublished_IsNotShown(string status)
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        await world.Tables.PutAsync(Records.Club(1), status);

        await world.GetAsync($"/v1/clubs/{Records.Id(1)}").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Record_WhosePurgeIsDue_IsNotShown()
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        await world.Tables.PutAsync(Records.Club(1), change: item => item["purgeAt"] = new() { N = "1000" });

        await world.GetAsync($"/v1/clubs/{Records.Id(1)}").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Value_ThatIsAnotherPrograms_IsAMiss()
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        await world.Tables.PutAsync(Records.Club(1));
        await world.Cache.PutAsync($"clubshop:club:{world.Cache.Generation}:{Records.Id(1)}", "garbage");

        Assert.Equal("Club 1", (string?)(await world.GetAsync($"/v1/clubs/{Records.Id(1)}").JsonAsync())["name"]);
    }

    [Fact]
    public async Task Generation_OfFiveCopies_IsTheHighestThatIsValid()
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        await world.Cache.GenerationsAsync("club");
        await world.Cache.PutAsync("clubshop:gen:club:0", "999999");
        await world.Cache.PutAsync("clubshop:gen:club:1", "01700000001");
        await world.Cache.PutAsync("clubshop:gen:club:2", "nonsense");
        await world.Cache.DropAsync("clubshop:gen:club:3");
        await world.Cache.ShowAsync(Records.Club(1));

        Assert.Equal("Club 1", (string?)(await world.GetAsync("/v1/clubs/club-1").JsonAsync())["name"]);
    }

    [Fact]
    public async Task Kind_ThatWasInvalidated_IsAskedForUnderItsNewGenerationWithin2Seconds()
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        await world.Cache.ShowAsync(Records.Club(1));
        Assert.Equal("Club 1", (string?)(await world.GetAsync("/v1/clubs/club-1").JsonAsync())["name"]);
        world.Cache.Generation++;
        await world.Cache.ShowAsync(Records.Club(1).With("name", "New", version: 2));
        await world.Cache.GenerationsAsync();
        var began = TimeProvider.System.GetTimestamp();

        var answer = await Answers.UntilAsync(() => world.GetAsync("/v1/clubs/club-1"), answer => (string?)answer["name"] == "New");

        Assert.Equal("New", (string?)answer["name"]);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < Api.Cache.Generations.Longest + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Lists_ThatTheCacheDoesNotHave_ComeFromTheTablesIndex()
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        await world.Tables.PutAsync(Records.Club(1));
        await world.Tables.PutAsync(Records.Shop(2, 1));
        for (var id = 10; id < 20; id++)
            await world.Tables.PutAsync(Records.Offer(id, 2, categories: [5]));
        await world.Tables.PutAsync(Records.Offer(20, 2), "paused");

        Assert.Equal(10, (await world.GetAsync("/v1/offers").JsonAsync()).Ids().Count);
        Assert.Equal(10, (await world.GetAsync("/v1/offers?club=club-1").JsonAsync()).Ids().Count);
        Assert.Equal([Records.Id(2)], (await world.GetAsync("/v1/shops?club=club-1").JsonAsync()).Ids());
    }

    [Fact]
    public async Task List_WhoseEntryWasEvicted_ComesFromTheLastCopy()
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        await world.Cache.ShowAsync(Records.Club(1), Records.Club(2));
        await world.Cache.ListAsync("club", "all", [Records.Club(1), Records.Club(2)], pages: 2);
        Assert.Equal(2, (await world.GetAsync("/v1/clubs").JsonAsync()).Ids().Count);
        await world.Cache.DropAsync($"clubshop:club:{world.Cache.Generation}:all:1/2");

        Assert.Equal(2, (await world.GetAsync("/v1/clubs").JsonAsync()).Ids().Count);
    }

    [Fact]
    public async Task CacheDown_IsAnsweredByDynamoDb()
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        await world.Tables.PutAsync(Records.Club(1));
        world.Faults.Set(FaultText.Parse("cache-down=1")!);

        Assert.Equal("Club 1", (string?)(await world.GetAsync("/v1/clubs/club-1").JsonAsync())["name"]);
        Assert.Equal("down", (string?)(await world.GetAsync("/health/ready").JsonAsync())["cache"]);
    }

    [Theory]
    [InlineData("cache-garbage=1")]
    [InlineData("cache-half-line=1")]
    [InlineData("cache-reset=1")]
    [InlineData("cache-silent=1")]
    public async Task CacheThatAnswersNonsense_IsAnsweredByDynamoDb(string faults)
    {
        await using var world = await ApiWorld.StartAsync(NothingKept);
        await world.Tables.PutAsync(Records.Club(1));
        world.Faults.Set(FaultText.Parse(faults)!);

        Assert.Equal("Club 1", (string?)(await world.GetAsync("/v1/clubs/club-1").JsonAsync())["name"]);
    }

    [Fact]
    public async Task CacheDown_ManyWhoAskForOneOffer_AreOneRead()
    {
        await using var world = await ApiWorld.StartAsync("Catalog:KeepFromTables=00:00:05", "Catalog:TableReads=1", "Catalog:TableQueue=1");
        await world.Tables.PutAsync(Records.Club(1));
        world.Faults.Set(FaultText.Parse("latency=100")!);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => world.GetAsync($"/v1/clubs/{Records.Id(1)}")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task CacheDown_ManyWhoAskForDifferentOffers_BeyondTheLimitGet503WithRetryAfter()
    {
        await using var world = await ApiWorld.StartAsync("Catalog:TableReads=2", "Catalog:TableQueue=4");
        for (var id = 1; id <= 50; id++)
            await world.Tables.PutAsync(Records.Club(id));
        world.Faults.Set(FaultText.Parse("latency=200")!);

        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(id => world.GetAsync($"/v1/clubs/{Records.Id(id)}")));

        Assert.Contains(answers, answer => answer.StatusCode is HttpStatusCode.OK);
        var refused = answers.Where(answer => answer.StatusCode is not HttpStatusCode.OK).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        Assert.All(refused, answer => Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta));
        Assert.Equal("unavailable", await Task.FromResult(refused[0]).ProblemAsync(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task OneOfThreeNodes_Killed_LosesNothing()
    {
        using var nodes = await CacheNodes.StartAsync(3);
        await using var world = await ApiWorld.StartAsync([.. nodes.Addresses], NothingKept);
        for (var id = 1; id <= 30; id++)
        {
            await world.Cache.ShowAsync(Records.Club(id));
            await world.Tables.PutAsync(Records.Club(id));
        }

        nodes.Kill(nodes.Ports[0]);

        for (var id = 1; id <= 30; id++)
            Assert.Equal($"Club {id}", (string?)(await world.GetAsync($"/v1/clubs/{Records.Id(id)}").JsonAsync())["name"]);
    }

    [Fact]
    public async Task KeptRecord_OlderThanItMayBe_IsReadAgain()
    {
        await using var world = await ApiWorld.StartAsync("Catalog:KeepFor=00:00:00.050");
        await world.Cache.ShowAsync(Records.Club(1));
        Assert.Equal("Club 1", (string?)(await world.GetAsync("/v1/clubs/club-1").JsonAsync())["name"]);
        await world.Cache.RecordAsync(Records.Club(1).With("name", "New", version: 2));

        var answer = await Answers.UntilAsync(() => world.GetAsync("/v1/clubs/club-1"), answer => (string?)answer["name"] == "New");

        Assert.Equal("New", (string?)answer["name"]);
    }
}

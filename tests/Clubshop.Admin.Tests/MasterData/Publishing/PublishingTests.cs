using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Outbox;

namespace Clubshop.Admin.Tests.MasterData.Publishing;

/// <summary>Saved records reach the cache, read as an end user's server reads it.</summary>
public sealed class PublishingTests
{
    [Fact]
    public async Task Offer_Saved_IsReadWithItsSlugAndLists()
    {
        await using var world = await PublishingWorld.OpenAsync(nodes: 3);
        var club = await world.First.ClubAsync("Infosys Pune");
        var shop = await world.First.ShopAsync("Croma", club.Id);

        var offer = await world.First.OfferAsync("Flat ₹1,500 off", shop);

        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        var read = await world.Reader.RecordAsync("offer", offer.Id) ?? throw new InvalidOperationException("not there");
        Assert.Equal("Flat ₹1,500 off", read.GetProperty("name").GetString());
        Assert.Equal(1, read.GetProperty("version").GetInt64());
        Assert.Equal(shop.Id, read.GetProperty("shop").GetString());
        Assert.Equal(1500, read.GetProperty("value").GetDecimal());
        Assert.True(read.GetProperty("shown").GetBoolean());
        Assert.Equal(offer.Id, (await world.Reader.BySlugAsync("offer", offer.Slug))?.GetProperty("id").GetString());
        foreach (var list in new[] { "all", "of-shop:" + shop.Id, "of-club:" + club.Id })
            Assert.Equal([offer.Id], (await world.Reader.ListAsync("offer", list))!.Keys);
        Assert.Equal([shop.Id], (await world.Reader.ListAsync("shop", "of-club:" + club.Id))!.Keys);
    }

    [Fact]
    public async Task Offer_Paused_LeavesAHiddenMarkAndItsListsWithoutIt()
    {
        await using var world = await PublishingWorld.OpenAsync();
        var shop = await world.First.ShopAsync("Croma");
        var offer = await world.First.OfferAsync("Flat ₹1,500 off", shop);

        await world.First.SaveAsync(offer with { Status = EditorialStatus.Paused });

        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        var read = await world.Reader.RecordAsync("offer", offer.Id) ?? throw new InvalidOperationException("not there");
        Assert.Equal((2, false), (read.GetProperty("version").GetInt64(), read.GetProperty("shown").GetBoolean()));
        Assert.False(read.TryGetProperty("name", out _));
        Assert.Empty((await world.Reader.ListAsync("offer", "all"))!);
        Assert.Null(await world.Reader.BySlugAsync("offer", offer.Slug));
    }

    [Fact]
    public async Task Shop_MovedToAnotherClub_MovesItsOffersToo()
    {
        await using var world = await PublishingWorld.OpenAsync();
        var (one, two) = (await world.First.ClubAsync("Infosys Pune"), await world.First.ClubAsync("Delhi Metro Staff"));
        var shop = await world.First.ShopAsync("Croma", one.Id);
        var offer = await world.First.OfferAsync("Flat ₹1,500 off", shop);

        await world.First.SaveAsync(shop with { ClubIds = [two.Id] });

        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        Assert.Empty((await world.Reader.ListAsync("offer", "of-club:" + one.Id))!);
        Assert.Equal([offer.Id], (await world.Reader.ListAsync("offer", "of-club:" + two.Id))!.Keys);
    }

    [Fact]
    public async Task List_WithoutEntries_Exists()
    {
        await using var world = await PublishingWorld.OpenAsync(nodes: 3);

        var club = await world.First.ClubAsync("Infosys Pune");
        var shop = await world.First.ShopAsync("Croma");

        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        foreach (var (kind, list) in new[] { ("shop", "of-club:" + club.Id), ("offer", "of-club:" + club.Id), ("offer", "of-shop:" + shop.Id) })
            Assert.Empty(await world.Reader.ListAsync(kind, list) ?? throw new InvalidOperationException($"{kind} {list} is not there"));
    }

    [Fact]
    public async Task List_WhoseLastEntryLeft_ExistsAfterItsKindIsInvalidated()
    {
        await using var world = await PublishingWorld.OpenAsync();
        var shop = await world.First.ShopAsync("Croma");
        var offer = await world.First.OfferAsync("Flat ₹1,500 off", shop);
        await world.First.SaveAsync(offer with { Status = EditorialStatus.Paused });
        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");

        await world.First.RaiseAsync("offer");

        await PublishingWorld.UntilAsync(async () => await world.Reader.ListAsync("offer", "of-shop:" + shop.Id) is { Count: 0 }, "it is there, and empty", 40);
    }

    [Fact]
    public async Task List_OfAHiddenShop_IsCreatedWhenTheShopIsShown()
    {
        await using var world = await PublishingWorld.OpenAsync();
        var shop = await world.First.ShopAsync("Croma");
        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        var paused = await world.First.SaveAsync(shop with { Status = EditorialStatus.Paused });
        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        await world.First.RaiseAsync("offer");
        Assert.Null(await world.Reader.ListAsync("offer", "of-shop:" + shop.Id));

        await world.First.SaveAsync(paused with { Status = EditorialStatus.Published });

        await PublishingWorld.UntilAsync(async () => await world.Reader.ListAsync("offer", "of-shop:" + shop.Id) is { Count: 0 }, "it is there, and empty", 5);
    }

    [Fact]
    public async Task Change_OfAnInstanceThatEnded_IsPublishedByAnother()
    {
        await using var world = await PublishingWorld.OpenAsync();
        var dead = await world.AddInstanceAsync(publishing: false);

        var shop = await dead.ShopAsync("Croma");

        await PublishingWorld.UntilAsync(
            async () => await PendingAsync(world) == 0 && await world.Reader.RecordAsync("shop", shop.Id) is not null, "the other one published it", 30);
    }

    [Fact]
    public async Task Node_Restarted_GetsPendingChangesAndLostValues()
    {
        await using var world = await PublishingWorld.OpenAsync();
        var shop = await world.First.ShopAsync("Croma");
        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        var port = world.Nodes.Ports[0];
        world.Nodes.Kill(port);
        await world.First.SaveAsync(shop with { Name = "Croma Retail" });
        var other = await world.First.ShopAsync("Nykaa");
        await PublishingWorld.UntilAsync(() => Task.FromResult(world.First.Get<PublishingStatus>().Pending.Count == 2), "two are pending");

        await world.Nodes.StartNodeAsync(port);

        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        await PublishingWorld.UntilAsync(
            async () => (await world.Reader.RecordAsync("shop", shop.Id))?.GetProperty("name").GetString() == "Croma Retail", "the new name is read", 2);
        Assert.Equal(2, (await world.Reader.ListAsync("shop", "all"))!.Count);
        Assert.NotNull(await world.Reader.RecordAsync("shop", other.Id));
    }

    [Fact]
    public async Task Node_PausedAndBackWithOldValues_IsRepairedWithinTenSeconds()
    {
        await using var world = await PublishingWorld.OpenAsync();
        var shop = await world.First.ShopAsync("Croma");
        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        world.Nodes.Pause(world.Nodes.Ports[0]);
        await world.First.SaveAsync(shop with { Name = "Croma Retail" });
        Assert.Null(await world.Reader.RecordAsync("shop", shop.Id));
        await PublishingWorld.UntilAsync(() => Task.FromResult(world.First.Get<PublishingStatus>().Pending.Count == 1), "it is pending");

        world.Nodes.Resume(world.Nodes.Ports[0]);

        await PublishingWorld.UntilAsync(
            async () => (await world.Reader.RecordAsync("shop", shop.Id))?.GetProperty("version").GetInt64() == 2, "the new version is read");
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("{\"schema\":1}")]
    [InlineData("{\"schema\":1,\"type\":\"record\",\"kind\":\"shop\",\"id\":\"somebody else's\",\"version\":99}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("")]
    public async Task ForeignValue_UnderOurKey_IsIgnoredAndReplaced(string value)
    {
        await using var world = await PublishingWorld.OpenAsync();
        var shop = await world.First.ShopAsync("Croma");
        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        var key = $"clubshop:shop:{await world.Reader.GenerationAsync("shop")}:{shop.Id}";
        await CacheNodes.SayAsync(world.Nodes.Ports[0], $"set {key} 0 0 {System.Text.Encoding.UTF8.GetByteCount(value)}\r\n{value}\r\n");
        if (await world.Reader.RecordAsync("shop", shop.Id) is { } read)
            Assert.Equal("Croma", read.GetProperty("name").GetString()); // the verifier came by

        await world.First.SaveAsync(shop with { Name = "Croma Retail" });

        await PublishingWorld.UntilAsync(
            async () => (await world.Reader.RecordAsync("shop", shop.Id))?.GetProperty("version").GetInt64() == 2, "the new version is read");
    }

    [Fact]
    public async Task Generation_Raised_InvalidatesItsKindOnly()
    {
        await using var world = await PublishingWorld.OpenAsync(nodes: 3);
        var shop = await world.First.ShopAsync("Croma");
        var offer = await world.First.OfferAsync("Flat ₹1,500 off", shop);
        await PublishingWorld.UntilAsync(async () => await PendingAsync(world) == 0, "nothing is pending");
        var before = await world.Reader.GenerationAsync("shop");

        var raised = await world.First.RaiseAsync("shop");

        Assert.Equal(before + 1, raised);
        Assert.Equal(raised, await world.Reader.GenerationAsync("shop"));
        Assert.NotNull(await world.Reader.RecordAsync("offer", offer.Id));
        await PublishingWorld.UntilAsync(async () => await world.Reader.RecordAsync("shop", shop.Id) is not null, "it is filled again", 40);
    }

    [Fact]
    public async Task Generation_CopyOnAPausedNode_IsOutvotedAndRepaired()
    {
        await using var world = await PublishingWorld.OpenAsync(nodes: 3);
        await PublishingWorld.UntilAsync(async () => await world.Reader.GenerationAsync("shop") is not null, "there is a generation");
        var paused = world.Reader.PortOf("clubshop:gen:shop:0");
        world.Nodes.Pause(paused);
        var raised = await world.First.RaiseAsync("shop");

        world.Nodes.Resume(paused);

        var others = Enumerable.Range(0, 5).Count(copy => world.Reader.PortOf($"clubshop:gen:shop:{copy}") != paused);
        if (others > 0)
            Assert.Equal(raised, await world.Reader.GenerationAsync("shop"));
        await PublishingWorld.UntilAsync(
            async () => JsonSerializer.Deserialize<long>(await world.Reader.GetAsync("clubshop:gen:shop:0") ?? "0"u8.ToArray()) == raised, "the copy is right again");
    }

    private static async Task<int> PendingAsync(PublishingWorld world) =>
        (await world.First.Get<PublishingOutbox>().ReadDueAsync(DateTimeOffset.MaxValue, CancellationToken.None)).Count;
}

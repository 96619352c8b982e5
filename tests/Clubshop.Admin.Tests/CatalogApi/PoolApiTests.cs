using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>Pools of codes over HTTP, by the service of their page, with the jobs that fill them.</summary>
public sealed class PoolApiTests(CatalogApiWorld world) : IClassFixture<CatalogApiWorld>
{
    [Fact]
    public async Task Pool_IsGeneratedReadAndVoided()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var coupons = (await world.OfferAsync()).Location! + "/coupons";
        Assert.Equal("none", (await world.GetAsync(coupons, token)).Text("mode"));

        var started = await world.SendAsync("POST", coupons + "/pools", token, new { name = "Diwali", count = 30, prefix = "dw" }, key: "pool-1");
        Assert.Equal((202, 30, coupons), (started.Number, started.Body.GetProperty("codes").GetInt32(), started.Location));
        Assert.Equal(started.Text("pool"), (await world.SendAsync("POST", coupons + "/pools", token, new { name = "Diwali", count = 30, prefix = "dw" }, key: "pool-1")).Text("pool"));

        var ready = await UntilReadyAsync(coupons, token);
        Assert.Equal(("pools", 30, 1), (ready.Text("mode"), ready.Body.GetProperty("left").GetInt32(), ready.Body.GetProperty("pools").GetArrayLength()));
        var pool = ready.Body.GetProperty("pools")[0];
        Assert.Equal(("Diwali", 30), (pool.GetProperty("name").GetString(), pool.GetProperty("free").GetInt32()));

        var voided = await world.SendAsync("POST", $"{coupons}/pools/{started.Text("pool")}/void", token, new { reason = "Printed wrongly" });
        Assert.Equal((200, "voided", 0), (voided.Number, voided.Body.GetProperty("pools")[0].GetProperty("state").GetString(), voided.Body.GetProperty("left").GetInt32()));
    }

    [Fact]
    public async Task Import_OfCodes_NamesThoseThatCannotBeUsed()
    {
        var token = await world.ClientAsync(ApiScope.CatalogRead, ApiScope.CatalogWrite);
        var coupons = (await world.OfferAsync()).Location! + "/coupons";
        var started = await world.SendAsync("POST", coupons + "/pools/import", token, new { name = "Cards", codes = new[] { "diwali-0001", "DIWALI 0001", "x", "DIWALI\u04220002", "DIWALI0003", "a,\"b\n" } });
        Assert.Equal((202, 2), (started.Number, started.Body.GetProperty("codes").GetInt32()));
        Assert.Equal([2, 3, 4, 6], started.Body.GetProperty("refused").EnumerateArray().Select(line => line.GetProperty("place").GetInt32()));

        var ready = await UntilReadyAsync(coupons, token);
        Assert.Equal(2, ready.Body.GetProperty("left").GetInt32());
        Assert.DoesNotContain("DIWALI", ready.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"","count":10}""", "name")]
    [InlineData("""{"name":"A","count":0}""", "count")]
    [InlineData("""{"name":"A","count":-1}""", "count")]
    [InlineData("""{"name":"A","count":100001}""", "count")]
    [InlineData("""{"name":"A","count":10,"length":3}""", "length")]
    [InlineData("""{"name":"A","count":10,"prefix":"ABCDEFGHIJKL"}""", "prefix")]
    public async Task Pool_WithAWrongValue_IsRefusedAtItsMember(string body, string field)
    {
        var refused = await world.SendAsync("POST", (await world.OfferAsync()).Location! + "/coupons/pools", await world.StaffAsync(Role.Administrators), body);
        Assert.Equal(422, refused.Number);
        Assert.Equal([field], refused.Fields);
    }

    [Theory]
    [InlineData("""{"name":"A","count":10,"color":"red"}""", 400)]
    [InlineData("""{"name":"A"}""", 400)]
    [InlineData("[]", 400)]
    public async Task Pool_WithABodyThatIsNone_IsRefused(string body, int status) =>
        Assert.Equal(status, (await world.SendAsync("POST", (await world.OfferAsync()).Location! + "/coupons/pools", await world.StaffAsync(Role.Administrators), body)).Number);

    [Fact]
    public async Task Calls_OfAnOfferThatIsNot_Answer404()
    {
        var token = await world.StaffAsync(Role.Administrators);
        Assert.Equal(404, (await world.GetAsync("/offers/none/coupons", token)).Number);
        Assert.Equal(404, (await world.SendAsync("POST", $"/offers/{new string('0', 32)}/coupons/pools", token, new { name = "A", count = 10 })).Number);
    }

    [Theory]
    [InlineData(Role.ClubAdministrators, true, 202)]
    [InlineData(Role.ClubAdministrators, false, 403)]
    [InlineData(Role.ReadOnly, true, 403)]
    [InlineData(Role.Support, true, 403)]
    [InlineData(Role.ServiceProviders, true, 403)]
    public async Task Pool_ByARole_AsOnThePage(Role role, bool mine, int status)
    {
        var offer = await world.OfferAsync(mine ? world.Mine : world.Other);
        Assert.Equal(status, (await world.SendAsync("POST", offer.Location! + "/coupons/pools", await world.StaffAsync(role), new { name = "A", count = 10 })).Number);
        Assert.Equal(200, (await world.GetAsync(offer.Location! + "/coupons", await world.StaffAsync(role))).Number);
    }

    [Fact]
    public async Task Pool_ByAClientThatReads_IsForbidden_AndOfAnotherClubToo()
    {
        var offer = await world.OfferAsync(world.Other);
        Assert.Equal(403, (await world.SendAsync("POST", offer.Location! + "/coupons/pools", await world.ClientAsync(ApiScope.CatalogRead), new { name = "A", count = 10 })).Number);
        var client = await world.ClientOfAsync([world.Mine.Id], ApiScope.CatalogRead, ApiScope.CatalogWrite);
        Assert.Equal(403, (await world.SendAsync("POST", offer.Location! + "/coupons/pools", client, new { name = "A", count = 10 })).Number);
    }

    private async Task<Answer> UntilReadyAsync(string coupons, string token)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (; ; await Task.Delay(50, patience.Token))
        {
            var answer = await world.GetAsync(coupons, token);
            if (answer.Body.GetProperty("pools").EnumerateArray().All(pool => pool.GetProperty("state").GetString() == "ready"))
                return answer;
        }
    }
}

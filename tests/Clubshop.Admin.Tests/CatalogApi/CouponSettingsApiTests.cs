using Clubshop.Admin.Audit;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>The coupon settings of an offer over HTTP: what the page can set, by its rules and in its words.</summary>
public sealed class CouponSettingsApiTests(CatalogApiWorld world) : IClassFixture<CatalogApiWorld>
{
    [Fact]
    public async Task Settings_AreReadAndChangedMemberByMember()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var coupons = (await world.OfferAsync()).Location! + "/coupons";
        var none = await world.GetAsync(coupons, token);
        Assert.Equal(("\"0\"", "none", 1, 10), (none.ETag, none.Text("mode"), Number(none, "perCustomer"), Number(none, "warnAt")));

        var pools = await world.SendAsync("PATCH", coupons, token, new { mode = "pools", perCustomer = 3, inAll = 500, warnAt = 25 }, none.ETag);
        Assert.Equal((200, "\"1\""), (pools.Number, pools.ETag));
        Assert.Equal(("pools", 3, 500, 25), (pools.Text("mode"), Number(pools, "perCustomer"), Number(pools, "inAll"), Number(pools, "warnAt")));

        var open = await world.SendAsync("PATCH", coupons, token, """{"inAll":null}""", pools.ETag);
        Assert.Equal((200, 3, 25, 2), (open.Number, Number(open, "perCustomer"), Number(open, "warnAt"), Number(open, "version")));
        Assert.False(open.Body.TryGetProperty("inAll", out _));

        var read = await world.GetAsync(coupons, token);
        Assert.Equal((open.ETag, open.Body.GetRawText()), (read.ETag, read.Body.GetRawText()));
    }

    [Fact]
    public async Task SharedCode_IsSet_AndNoAnswerHasItWhole()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var coupons = (await world.OfferAsync()).Location! + "/coupons";
        var shared = await world.SendAsync("PATCH", coupons, token, new { mode = "shared", sharedCode = "diwali-2026-abcd" }, "\"0\"");
        Assert.Equal((200, "shared"), (shared.Number, shared.Text("mode")));
        Assert.EndsWith("ABCD", shared.Text("sharedCode"), StringComparison.Ordinal);

        var kept = await world.SendAsync("PATCH", coupons, token, """{"sharedCode":"","perCustomer":2}""", shared.ETag);
        Assert.Equal((200, shared.Text("sharedCode"), 2), (kept.Number, kept.Text("sharedCode"), Number(kept, "perCustomer")));
        foreach (var answer in new[] { shared, kept, await world.GetAsync(coupons, token) })
            Assert.DoesNotContain("DIWALI", answer.Body.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"mode":"lottery"}""", "mode")]
    [InlineData("""{"mode":null}""", "mode")]
    [InlineData("""{"mode":"1"}""", "mode")]
    [InlineData("""{"mode":"shared"}""", "sharedCode")]
    [InlineData("""{"mode":"shared","sharedCode":"x"}""", "sharedCode")]
    [InlineData("""{"perCustomer":0}""", "perCustomer")]
    [InlineData("""{"perCustomer":null}""", "perCustomer")]
    [InlineData("""{"perCustomer":101}""", "perCustomer")]
    [InlineData("""{"inAll":0}""", "inAll")]
    [InlineData("""{"inAll":99999999999}""", "inAll")]
    [InlineData("""{"warnAt":-1}""", "warnAt")]
    [InlineData("""{"warnAt":null}""", "warnAt")]
    [InlineData("""{"warnAt":100001}""", "warnAt")]
    public async Task Change_ThatThePageRefuses_IsRefusedAtItsMember_InThePagesWords(string body, string field)
    {
        var offer = await world.OfferAsync();
        var refused = await world.SendAsync("PATCH", offer.Location! + "/coupons", await world.StaffAsync(Role.Administrators), body, "\"0\"");
        Assert.Equal(422, refused.Number);
        Assert.Equal([field], refused.Fields);
        Assert.Equal("none", (await world.GetAsync(offer.Location! + "/coupons", await world.StaffAsync(Role.Administrators))).Text("mode"));
    }

    [Fact]
    public async Task Change_WithSeveralWrongMembers_NamesEach()
    {
        var refused = await world.SendAsync(
            "PATCH", (await world.OfferAsync()).Location! + "/coupons", await world.StaffAsync(Role.Administrators), """{"perCustomer":0,"inAll":0,"warnAt":-5}""", "\"0\"");
        Assert.Equal(["perCustomer", "inAll", "warnAt"], refused.Fields);
        Assert.Equal(CouponRules.Check(new() { OfferId = "o", PerCustomer = 0 }, new() { OfferId = "o" }).Problems[0].Message, refused.Text("detail"));
    }

    [Theory]
    [InlineData("""{"color":"red"}""", "unknown-member")]
    [InlineData("""{"mode":3}""", "wrong-type")]
    [InlineData("""{"sharedCode":12345}""", "wrong-type")]
    [InlineData("""{"perCustomer":"2"}""", "wrong-type")]
    [InlineData("""{"warnAt":2.5}""", "wrong-type")]
    [InlineData("""{"warnAt":1e400}""", "wrong-type")]
    [InlineData("""{"warnAt":1,"warnAt":2}""", "invalid-body")]
    [InlineData("[]", "invalid-body")]
    public async Task Change_WithABodyThatIsNone_IsRefused(string body, string code)
    {
        var refused = await world.SendAsync("PATCH", (await world.OfferAsync()).Location! + "/coupons", await world.StaffAsync(Role.Administrators), body, "\"0\"");
        Assert.Equal((400, code), (refused.Number, refused.Code));
    }

    [Fact]
    public async Task Change_WithoutOrWithAnotherVersion_ChangesNothing()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var coupons = (await world.OfferAsync()).Location! + "/coupons";
        Assert.Equal(428, (await world.SendAsync("PATCH", coupons, token, new { warnAt = 5 })).Number);
        Assert.Equal(400, (await world.SendAsync("PATCH", coupons, token, new { warnAt = 5 }, "W/\"0\"")).Number);
        Assert.Equal(200, (await world.SendAsync("PATCH", coupons, token, new { mode = "pools", warnAt = 5 }, "\"0\"")).Number);

        var late = await world.SendAsync("PATCH", coupons, token, new { warnAt = 7 }, "\"0\"");
        Assert.Equal((412, "conflict", "\"1\""), (late.Number, late.Code, late.ETag));
        Assert.Equal(("pools", 5), (late.Body.GetProperty("current").GetProperty("mode").GetString(), late.Body.GetProperty("current").GetProperty("warnAt").GetInt32()));
    }

    [Fact]
    public async Task Change_IsInTheAuditLog_WithProtocolAndProgram()
    {
        var offer = await world.OfferAsync();
        var client = await world.ClientAsync(ApiScope.CatalogRead, ApiScope.CatalogWrite);
        Assert.Equal(200, (await world.SendAsync("PATCH", offer.Location! + "/coupons", client, new { mode = "pools" }, "\"0\"")).Number);

        var entry = Assert.Single((await world.Host.Get<AuditLog>().HistoryAsync(Actor.System, CouponItems.AuditKind, offer.Id, null, 5, CatalogApiWorld.None)).Value!.Entries);
        Assert.Equal(("api", "Catalog sync", AuditActions.Create), (entry.Protocol, entry.ActorName, entry.Action));
    }

    [Theory]
    [InlineData(Role.Administrators, false, 200)]
    [InlineData(Role.ClubAdministrators, true, 200)]
    [InlineData(Role.ClubAdministrators, false, 403)]
    [InlineData(Role.ReadOnly, true, 403)]
    [InlineData(Role.Support, true, 403)]
    [InlineData(Role.ServiceProviders, true, 403)]
    public async Task Change_ByARole_AsOnThePage(Role role, bool mine, int status)
    {
        var offer = await world.OfferAsync(mine ? world.Mine : world.Other);
        Assert.Equal(status, (await world.SendAsync("PATCH", offer.Location! + "/coupons", await world.StaffAsync(role), new { warnAt = 5 }, "\"0\"")).Number);
    }

    [Fact]
    public async Task Change_OfADeletedOffer_OrOneThatIsNot_IsRefused()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var offer = await world.OfferAsync();
        Assert.Equal(200, (await world.SendAsync("DELETE", offer.Location!, token, match: offer.ETag)).Number);
        Assert.Equal((409, "deleted"), (await world.SendAsync("PATCH", offer.Location! + "/coupons", token, new { warnAt = 5 }, "\"0\"")) is var deleted ? (deleted.Number, deleted.Code) : default);
        Assert.Equal(404, (await world.SendAsync("PATCH", $"/offers/{new string('0', 32)}/coupons", token, new { warnAt = 5 }, "\"0\"")).Number);
        Assert.Equal(403, (await world.SendAsync("PATCH", offer.Location! + "/coupons", await world.ClientAsync(ApiScope.CatalogRead), new { warnAt = 5 }, "\"0\"")).Number);
    }

    private static int Number(Answer answer, string member) => answer.Body.GetProperty(member).GetInt32();
}

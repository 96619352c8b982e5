using System.Net;
using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>The administrators' API over HTTP, in the whole portal.</summary>
public sealed class CatalogApiTests(CatalogApiWorld world) : IClassFixture<CatalogApiWorld>
{
    [Fact]
    public async Task Offer_FromCreateToDelete_GoesTheWayOfThePages()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var made = await world.SendAsync("POST", "/offers", token, world.NewOffer());
        Assert.Equal((HttpStatusCode.Created, "\"1\"", "draft"), (made.Status, made.ETag, made.Text("status")));
        Assert.Equal("/api/v1/offers/" + made.Id, made.Location);

        var read = await world.GetAsync(made.Location!, token);
        Assert.Equal(made.Body.GetRawText(), read.Body.GetRawText());
        Assert.Equal((12.5m, "percent-off", "2025-12-31T18:30:00.000Z", JsonValueKind.Null), (read.Body.GetProperty("value").GetDecimal(), read.Text("benefit"), read.Text("starts"), read.Body.GetProperty("ends").ValueKind));
        Assert.False(read.Body.TryGetProperty("phase", out _)); // a draft has none

        var changed = await world.SendAsync("PATCH", made.Location!, token, new { terms = "While stocks last", ends = "2030-01-01T00:00:00Z" }, read.ETag);
        Assert.Equal((HttpStatusCode.OK, "\"2\"", "While stocks last"), (changed.Status, changed.ETag, changed.Text("terms")));
        Assert.Equal(read.Text("title"), changed.Text("title"));

        var published = await world.SendAsync("POST", made.Location + "/publish", token, match: changed.ETag);
        Assert.Equal((HttpStatusCode.OK, "published", "live"), (published.Status, published.Text("status"), published.Text("phase")));
        var paused = await world.SendAsync("POST", made.Location + "/pause", token, match: published.ETag);
        var archived = await world.SendAsync("POST", made.Location + "/archive", token, match: paused.ETag);
        Assert.Equal(("paused", "archived"), (paused.Text("status"), archived.Text("status")));
        var deleted = await world.SendAsync("DELETE", made.Location!, token, match: archived.ETag);
        Assert.Equal((HttpStatusCode.OK, "deleted"), (deleted.Status, deleted.Text("status")));
        Assert.Equal("deleted", (await world.SendAsync("PATCH", made.Location!, token, new { terms = "" }, deleted.ETag)).Code);
        Assert.Equal((409, "deleted"), Told(await world.SendAsync("POST", made.Location + "/publish", token, match: deleted.ETag)));
        var restored = await world.SendAsync("POST", made.Location + "/restore", token, match: deleted.ETag);
        Assert.Equal("draft", restored.Text("status"));

        var entries = (await world.Host.Get<AuditLog>().HistoryAsync(Actor.System, OfferKind.Name, made.Id, null, 50, CatalogApiWorld.None)).Value!.Entries;
        Assert.Equal(["restore", "delete", "archive", "pause", "publish", "change", "create"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal(("api", "Asha Rao", "Administrators", "127.0.0.1"), (entry.Protocol, entry.ActorName, entry.Role, entry.Address)));
    }

    [Theory]
    [InlineData("/clubs", """{"name":"$name","city":"Pune","website":"http://a.example"}""")]
    [InlineData("/shops", """{"name":"$name","clubIds":["$club"],"status":"published"}""")]
    [InlineData("/categories", """{"name":"$name"}""")]
    [InlineData("/offers", """{"title":"$name","shopId":"$shop","benefit":"free-gift"}""")]
    public async Task EveryKind_IsCreatedReadListedChangedAndDeleted(string path, string body)
    {
        var token = await world.StaffAsync(Role.Administrators);
        var name = CatalogApiWorld.NewName("Record");
        var made = await world.SendAsync("POST", path, token, Filled(body, name));
        Assert.Equal((201, $"/api/v1{path}/{made.Id}"), (made.Number, made.Location));

        var listed = await world.GetAsync($"{path}?q={Uri.EscapeDataString(name)}", token);
        Assert.Equal((1, made.Id), (listed.Body.GetProperty("total").GetInt32(), listed.Body.GetProperty("items")[0].GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.NotModified, (await GetIfNoneMatchAsync(made.Location!, token, made.ETag!)).StatusCode);

        var changed = await world.SendAsync("PATCH", made.Location!, token, """{"description":"Changed"}""", made.ETag);
        Assert.Equal((200, "\"2\"", "Changed"), (changed.Number, changed.ETag, changed.Text("description")));
        Assert.Equal("deleted", (await world.SendAsync("DELETE", made.Location!, token, match: changed.ETag)).Text("status"));
        Assert.Equal(0, (await world.GetAsync($"{path}?q={Uri.EscapeDataString(name)}", token)).Body.GetProperty("total").GetInt32());
        Assert.Equal(1, (await world.GetAsync($"{path}?status=deleted&q={Uri.EscapeDataString(name)}", token)).Body.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task List_ByCursor_GivesEachRecordOnce_WhateverIsMadeAndDeletedMeanwhile()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var word = Guid.NewGuid().ToString("N")[..12];
        List<Answer> offers = [];
        for (var i = 0; i < 7; i++)
            offers.Add(await world.SendAsync("POST", "/offers", token, world.NewOffer(title: $"{word} {i}")));

        List<string> seen = [];
        string? cursor = null;
        for (var page = 0; page < 10; page++)
        {
            var answer = await world.GetAsync($"/offers?q={word}&limit=2{(cursor is null ? "" : "&cursor=" + cursor)}", token);
            seen.AddRange(answer.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            if (page == 0)
            {
                await world.SendAsync("DELETE", offers[0].Location!, token, match: "\"1\""); // seen, and gone
                offers.Add(await world.SendAsync("POST", "/offers", token, world.NewOffer(title: word + " late")));
            }

            if (!answer.Body.TryGetProperty("next", out var next))
                break;
            cursor = next.GetString();
        }

        Assert.Equal(offers.Select(offer => offer.Id).Order(StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData("/offers?shop=$shop&club=$club&phase=live&ending=7&seen=nobody&category=none&status=published&stock=low", 200)]
    [InlineData("/offers?stock=none", 200)]
    [InlineData("/offers?stock=many", 400)]
    [InlineData("/shops?club=none", 200)]
    [InlineData("/categories?inside=$shop", 200)]
    [InlineData("/offers?colour=red", 400)]
    [InlineData("/offers?status=lost", 400)]
    [InlineData("/offers?phase=soon", 400)]
    [InlineData("/offers?shop=croma", 400)]
    [InlineData("/offers?status=draft&status=paused", 400)]
    [InlineData("/offers?limit=0", 400)]
    [InlineData("/offers?limit=101", 400)]
    [InlineData("/offers?limit=ten", 400)]
    [InlineData("/offers?cursor=first", 400)]
    [InlineData("/offers?sort=title", 400)]
    [InlineData("/categories?inside=none", 400)]
    public async Task List_WithFilters_TakesThoseOfThePageAndRefusesOthers(string path, int status)
    {
        var answer = await world.GetAsync(Filled(path, ""), await world.StaffAsync(Role.ReadOnly));

        Assert.Equal((status, status == 200 ? null : "invalid-query"), Told(answer));
    }

    [Fact]
    public async Task Change_WithoutOrWithAnOldVersion_IsRefusedWithTheCurrentRecord()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var offer = await world.OfferAsync();
        Assert.Equal((428, "if-match-required"), Told(await world.SendAsync("PATCH", offer.Location!, token, "{}")));
        foreach (var match in new[] { "1", "*", "\"a\"", "W/\"1\"", "\"0\"", "\"1\", \"2\"", "\"99999999999999999999\"" })
            Assert.Equal((400, "invalid-if-match"), Told(await world.SendAsync("PATCH", offer.Location!, token, "{}", match)));

        Assert.Equal("\"2\"", (await world.SendAsync("PATCH", offer.Location!, token, new { terms = "First" }, "\"1\"")).ETag);
        foreach (var (method, path, body) in new[] { ("PATCH", "", "{\"terms\":\"Second\"}"), ("POST", "/publish", null), ("DELETE", "", null) })
        {
            var late = await world.SendAsync(method, offer.Location + path, token, body, "\"1\"");
            Assert.Equal((412, "conflict", "\"2\"", "First"), (late.Number, late.Code, late.ETag, late.Body.GetProperty("current").GetProperty("terms").GetString()));
        }

        Assert.Equal("First", (await world.GetAsync(offer.Location!, token)).Text("terms"));
    }

    [Fact]
    public async Task Changes_OfOneVersionAtOnce_AreMadeOnce()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var offer = await world.OfferAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => world.SendAsync("PATCH", offer.Location!, token, new { terms = "From " + i }, "\"1\"")));

        var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(11, answers.Count(answer => answer.Number == 412));
        Assert.Equal((won.Text("terms"), "\"2\""), ((await world.GetAsync(offer.Location!, token)).Text("terms"), won.ETag));
    }

    [Fact]
    public async Task Create_SentTwiceWithOneKey_MakesOneRecord()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var (body, key) = (world.NewOffer(), Guid.NewGuid().ToString("N"));

        var first = await world.SendAsync("POST", "/offers", token, body, key: key);
        var again = await world.SendAsync("POST", "/offers", token, body, key: key);

        Assert.Equal((201, first.Id, first.ETag, first.Location, true), (again.Number, again.Id, again.ETag, again.Location, again.Replayed));
        Assert.Equal((422, "idempotency-key-reused"), Told(await world.SendAsync("POST", "/offers", token, world.NewOffer(), key: key)));
        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.SendAsync("POST", "/offers", token, body, key: key + "b")));
        Assert.Single(many.Where(answer => answer.Number == 201).Select(answer => answer.Id).Distinct(StringComparer.Ordinal));
        Assert.All(many, answer => Assert.True(answer.Number is 201 or 409, answer.Code));
    }

    [Fact]
    public async Task Create_WhoseAnswerWasLostWithItsInstance_IsNotMadeTwice()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var asha = (await world.Host.Get<StaffService>().ListAsync(Actor.System, CatalogApiWorld.None)).Value!.People.Single(person => person.Name == "Asha Rao").Id;
        var (body, key) = (world.NewOffer(), Guid.NewGuid().ToString("N"));
        var made = await world.SendAsync("POST", "/offers", token, body, key: key);
        await world.SendAsync("PATCH", made.Location!, token, new { terms = "Changed since" }, "\"1\"");
        await world.Host.Get<UnauditedWriter>().DeleteAsync(new(Table.System, $"IDEM#{asha}#{key}"), null, CatalogApiWorld.None);

        var again = await world.SendAsync("POST", "/offers", token, body, key: key);

        Assert.Equal((201, made.Id, false, "Changed since"), (again.Number, again.Id, again.Replayed, again.Text("terms")));
        Assert.Equal(1, (await world.GetAsync("/offers?q=" + Uri.EscapeDataString(made.Text("title")), token)).Body.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Steps_SentTwiceWithOneKey_AreMadeOnce()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var offer = await world.OfferAsync();
        var key = Guid.NewGuid().ToString("N");

        var first = await world.SendAsync("POST", offer.Location + "/publish", token, match: "\"1\"", key: key);
        var again = await world.SendAsync("POST", offer.Location + "/publish", token, match: "\"1\"", key: key);

        Assert.Equal((200, "\"2\"", 200, "\"2\"", true), (first.Number, first.ETag, again.Number, again.ETag, again.Replayed));
        Assert.Equal((422, "idempotency-key-reused"), Told(await world.SendAsync("POST", offer.Location + "/publish", token, match: "\"2\"", key: key)));
    }

    [Fact]
    public async Task Hiding_WhatOthersDependOn_AsksFirst_AndDeletingItIsRefused()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var shop = await world.SendAsync("POST", "/shops", token, new { name = CatalogApiWorld.NewName("Shop"), clubIds = new[] { world.Mine.Id }, status = "published" });
        var offer = await world.SendAsync("POST", "/offers", token, new { title = CatalogApiWorld.NewName("Offer"), shopId = shop.Id, benefit = "free-gift", starts = "2026-01-01T00:00:00Z", status = "published" });
        Assert.Equal(201, offer.Number);

        Assert.Equal((409, "needs-decision"), Told(await world.SendAsync("POST", shop.Location + "/pause", token, match: shop.ETag)));
        Assert.Equal((409, "in-use"), Told(await world.SendAsync("DELETE", shop.Location!, token, match: shop.ETag)));
        var paused = await world.SendAsync("POST", shop.Location + "/pause?confirm=true", token, match: shop.ETag);
        Assert.Equal("paused", paused.Text("status"));
    }

    [Fact]
    public async Task Client_OfClubs_ChangesItsOwnAndIsNamedInTheAuditLog()
    {
        var token = await world.ClientOfAsync([world.Mine.Id], ApiScope.CatalogRead, ApiScope.CatalogWrite);

        var made = await world.SendAsync("POST", "/offers", token, world.NewOffer());
        Assert.Equal(201, made.Number);
        Assert.Equal((403, "forbidden"), Told(await world.SendAsync("POST", "/offers", token, world.NewOffer(world.Other))));
        Assert.Equal((403, "forbidden"), Told(await world.SendAsync("POST", "/clubs", token, new { name = "New" })));
        Assert.Equal((403, "forbidden"), Told(await world.SendAsync("POST", "/categories", token, new { name = "New" })));
        var moved = await world.SendAsync("PATCH", made.Location!, token, new { clubIds = new[] { world.Mine.Id, world.Other.Id } }, "\"1\"");
        Assert.Equal((403, "forbidden", "clubIds"), (moved.Number, moved.Code, moved.Fields.Single()));
        Assert.Equal(200, (await world.GetAsync("/clubs/" + world.Other.Id, token)).Number); // sees all, as everybody does

        var entry = (await world.Host.Get<AuditLog>().HistoryAsync(Actor.System, OfferKind.Name, made.Id, null, 5, CatalogApiWorld.None)).Value!.Entries.Single();
        Assert.Equal(("api", "Catalog sync", "ApiClient", true), (entry.Protocol, entry.ActorName, entry.Role, entry.ActorId.StartsWith("api:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Client_OfAllClubs_CreatesClubsAndCategories()
    {
        var token = await world.ClientAsync(ApiScope.CatalogWrite);

        Assert.Equal(201, (await world.SendAsync("POST", "/clubs", token, new { name = CatalogApiWorld.NewName("Club") })).Number);
        Assert.Equal(201, (await world.SendAsync("POST", "/categories", token, new { name = CatalogApiWorld.NewName("Category") })).Number);
        Assert.Equal((403, "insufficient-scope"), Told(await world.GetAsync("/clubs", token)));
    }

    private async Task<HttpResponseMessage> GetIfNoneMatchAsync(string path, string token, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await world.Host.Http.SendAsync(request);
    }

    private string Filled(string text, string name) => text.Replace("$name", name, StringComparison.Ordinal)
        .Replace("$club", world.Mine.Id, StringComparison.Ordinal).Replace("$shop", world.MyShop.Id, StringComparison.Ordinal);

    private static (int, string?) Told(Answer answer) => (answer.Number, answer.Code);
}

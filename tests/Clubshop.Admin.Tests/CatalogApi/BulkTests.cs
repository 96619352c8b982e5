using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.CatalogApi.Bulk;
using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>Jobs over many records: progress, outcomes, rights and repeated calls.</summary>
public sealed class BulkTests(CatalogApiWorld world) : IClassFixture<CatalogApiWorld>
{
    [Fact]
    public async Task Upsert_OfRows_CreatesChangesLeavesAndRefuses_EachWithItsOutcome()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var code = Guid.NewGuid().ToString("N")[..10];
        await world.SendAsync("POST", "/clubs", token, new { name = "Old name", code = code + "-b", city = "Pune" });
        await world.SendAsync("POST", "/clubs", token, new { name = "Same", code = code + "-c" });
        object[] rows =
        [
            new { code = code + "-a", name = "New", status = "published" },
            new { code = code + "-B", name = "New name" }, // the case of a code does not count
            new { code = code + "-c", name = "Same" },
            new { code = code + "-d", name = "" },
            new { code = code + "-e", name = "Wrong", colour = "red" },
            new { name = "No code" },
            5,
        ];

        var started = await world.SendAsync("POST", "/clubs/jobs", token, new { action = "upsert", rows });
        Assert.Equal((202, 7, $"/api/v1/clubs/jobs/{started.Id}"), (started.Number, started.Body.GetProperty("total").GetInt32(), started.Location));
        var ended = await EndedAsync(started.Location!, token);

        Assert.Equal(("finished", 7), (ended.Text("state"), ended.Body.GetProperty("done").GetInt32()));
        var items = ended.Body.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["created", "changed", "unchanged", "refused", "refused", "refused", "refused"], items.Select(item => item.GetProperty("outcome").GetString()));
        Assert.Equal((1, 1, 1, 4), (CountOf(ended, "created"), CountOf(ended, "changed"), CountOf(ended, "unchanged"), CountOf(ended, "refused")));
        Assert.Equal(["name", "colour", "code", "code"], items.Skip(3).Select(item => item.GetProperty("problems")[0].GetProperty("field").GetString()));

        var changed = await world.GetAsync("/clubs/" + items[1].GetProperty("id").GetString(), token);
        Assert.Equal(("New name", "Pune", code + "-b"), (changed.Text("name"), changed.Text("city"), changed.Text("code")));
        var history = (await world.Host.Get<AuditLog>().HistoryAsync(Actor.System, ClubKind.Name, changed.Id, null, 5, CatalogApiWorld.None)).Value!.Entries;
        Assert.Equal(("change", "Asha Rao", "job"), (history[0].Action, history[0].ActorName, history[0].Protocol));
        var job = (await world.Host.Get<AuditLog>().HistoryAsync(Actor.System, "job", started.Id, null, 5, CatalogApiWorld.None)).Value!.Entries;
        Assert.Equal([("finish", "job"), ("start", "api")], job.Select(entry => (entry.Action, entry.Protocol)));
    }

    [Fact]
    public async Task Publish_ByFilterAndPause_ByIds_GoOverEveryRecord()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var word = Guid.NewGuid().ToString("N")[..12];
        List<Answer> offers = [];
        for (var i = 0; i < 5; i++)
            offers.Add(await world.SendAsync("POST", "/offers", token, world.NewOffer(title: $"{word} {i}")));

        var published = await DoneAsync("/offers/jobs", token, new { action = "publish", filter = new { q = word, status = "draft" } });
        Assert.Equal(5, CountOf(published, "changed"));
        Assert.Equal("Publish 5 offers", published.Text("title"));
        var again = await DoneAsync("/offers/jobs", token, new { action = "publish", ids = offers.Select(offer => offer.Id) });
        Assert.Equal(5, CountOf(again, "unchanged"));
        var paused = await DoneAsync("/offers/jobs", token, new { action = "pause", ids = (string[])[offers[0].Id, "019a00000000700080000000000000aa", offers[0].Id] });
        Assert.Equal((1, 1, 2), (CountOf(paused, "changed"), CountOf(paused, "refused"), paused.Body.GetProperty("total").GetInt32()));
        var deleted = await DoneAsync("/offers/jobs", token, new { action = "delete", filter = new { q = word } });
        Assert.Equal(5, CountOf(deleted, "changed"));
    }

    [Fact]
    public async Task Job_OfSomebodyWithAssignedClubs_RefusesTheRecordsOfOthers()
    {
        var (mine, other) = (await world.OfferAsync(), await world.OfferAsync(world.Other));
        foreach (var token in new[] { await world.StaffAsync(Role.ClubAdministrators), await world.ClientOfAsync([world.Mine.Id], ApiScope.CatalogRead, ApiScope.CatalogWrite) })
        {
            var ended = await DoneAsync("/offers/jobs", token, new { action = "archive", ids = (string[])[mine.Id, other.Id] });

            Assert.Equal(1, CountOf(ended, "refused"));
            Assert.Contains("Kaveri Nurses, not assigned to you", ended.Body.GetProperty("items")[1].GetProperty("problems")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal("draft", (await world.GetAsync(other.Location!, await world.StaffAsync(Role.ReadOnly))).Text("status"));
    }

    [Fact]
    public async Task Job_OfSomebodyElse_IsNotSeen_ButByAdministrators()
    {
        var offer = await world.OfferAsync();
        var started = await world.SendAsync("POST", "/offers/jobs", await world.StaffAsync(Role.ClubAdministrators), new { action = "archive", ids = (string[])[offer.Id] });

        Assert.Equal(404, (await world.GetAsync(started.Location!, await world.ClientAsync(ApiScope.CatalogRead, ApiScope.CatalogWrite))).Number);
        Assert.Equal(404, (await world.GetAsync(started.Location!, await world.StaffAsync(Role.Support))).Number);
        Assert.Equal(404, (await world.SendAsync("POST", started.Location + "/cancel", await world.StaffAsync(Role.Support))).Number);
        Assert.Equal(200, (await world.GetAsync(started.Location!, await world.StaffAsync(Role.Administrators))).Number);
        Assert.Equal(200, (await world.SendAsync("POST", started.Location + "/cancel", await world.StaffAsync(Role.ClubAdministrators))).Number);
    }

    [Fact]
    public async Task Job_StartedTwiceWithOneKey_IsOne()
    {
        var token = await world.ClientAsync(ApiScope.CatalogRead, ApiScope.CatalogWrite);
        var code = Guid.NewGuid().ToString("N")[..10];
        var (body, key) = (new { action = "upsert", rows = new[] { new { code, name = "Once" } } }, Guid.NewGuid().ToString("N"));

        var first = await world.SendAsync("POST", "/categories/jobs", token, body, key: key);
        var again = await world.SendAsync("POST", "/categories/jobs", token, body, key: key);

        Assert.Equal((202, 202, first.Id, true), (first.Number, again.Number, again.Id, again.Replayed));
        var ended = await EndedAsync(first.Location!, token);
        Assert.Equal(1, CountOf(ended, "created"));
    }

    [Theory]
    [InlineData("""{}""", 422, "invalid-job", "action")]
    [InlineData("""{"action":"publish"}""", 422, "invalid-job", "action")]
    [InlineData("""{"action":"publish","ids":[],"filter":{}}""", 422, "invalid-job", "action")]
    [InlineData("""{"action":"publish","rows":[]}""", 422, "invalid-job", "action")]
    [InlineData("""{"action":"upsert","ids":[]}""", 422, "invalid-job", "action")]
    [InlineData("""{"action":"publish","ids":[]}""", 422, "invalid-job", "action")]
    [InlineData("""{"action":"publish","ids":["croma"]}""", 422, "invalid-job", "ids[0]")]
    [InlineData("""{"action":"publish","ids":[null]}""", 422, "invalid-job", "ids")]
    [InlineData("""{"action":"publish","filter":{"colour":"red"}}""", 422, "invalid-job", "filter")]
    [InlineData("""{"action":"publish","filter":{"status":"lost"}}""", 422, "invalid-job", "filter")]
    [InlineData("""{"action":"publish","filter":{"q":"no such offer anywhere"}}""", 422, "invalid-job", "filter")]
    [InlineData("""{"action":"upsert","rows":[{"code":"a"},{"code":"A"}]}""", 422, "invalid-job", "rows[1].code")]
    [InlineData("""{"action":"destroy","ids":[]}""", 400, "invalid-body", null)]
    [InlineData("""{"action":0,"ids":[]}""", 400, "invalid-body", null)]
    [InlineData("""{"action":"publish","ids":"all"}""", 400, "invalid-body", null)]
    [InlineData("""{"action":"publish","ids":[],"force":true}""", 400, "invalid-body", null)]
    [InlineData("""{"action":"upsert","rows":[{"code":"a","code":"b"}]}""", 400, "invalid-body", null)]
    [InlineData("""[]""", 400, "invalid-body", null)]
    public async Task Job_WithABadBody_IsNotStarted(string body, int status, string code, string? field)
    {
        var answer = await world.SendAsync("POST", "/offers/jobs", await world.StaffAsync(Role.Administrators), body);

        Assert.Equal((status, code, field), (answer.Number, answer.Code, answer.Fields.SingleOrDefault()));
    }

    [Fact]
    public async Task Outcomes_OfALongJob_ComeByCursor()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var code = Guid.NewGuid().ToString("N")[..10];
        var ended = await DoneAsync("/categories/jobs", token, new { action = "upsert", rows = Enumerable.Range(0, 520).Select(i => new { code = $"{code}-{i}", name = $"{code} {i}" }) });
        Assert.Equal((520, 500), (CountOf(ended, "created"), ended.Body.GetProperty("items").GetArrayLength()));

        var rest = await world.GetAsync($"/categories/jobs/{ended.Id}?cursor={ended.Text("next")}", token);

        Assert.Equal(Enumerable.Range(501, 20), rest.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetInt32()));
        Assert.Equal("invalid-query", (await world.GetAsync($"/categories/jobs/{ended.Id}?cursor=x", token)).Code);
    }

    [Fact]
    public async Task Record_WrittenAgainByAJobThatIsResumed_HasItsFirstOutcome_AndIsWrittenOnce()
    {
        var code = Guid.NewGuid().ToString("N")[..10];
        var kinds = world.Host.Get<IEnumerable<IKindApi>>().ToDictionary(kind => kind.Kind.Name, StringComparer.Ordinal);
        var item = new UpsertItem(2, Guid.NewGuid().ToString("N"), "test", Ids.New(TimeProvider.System));
        var row = JsonSerializer.SerializeToElement(new { code, name = "Resumed" });
        var newId = Ids.New(TimeProvider.System);
        for (var run = 0; run < 2; run++)
        {
            Assert.Equal(("created", newId), Made(await kinds["club"].Writer.UpsertAsync(Actor.System, item, row, newId, CatalogApiWorld.None)));
        }

        // A run that is taken up again knows it by its mark, whatever became of the record.
        Assert.Equal(("created", newId), Made((await kinds["club"].Writer.MadeAsync([item], CatalogApiWorld.None))[item.Token]));

        var token = await world.StaffAsync(Role.Administrators);
        Assert.Equal("\"1\"", (await world.GetAsync("/clubs/" + newId, token)).ETag);

        static (string, string?) Made(Clubshop.Admin.Jobs.JobItem item) => (item.Outcome, item.EntityId);
    }

    [Fact]
    public async Task Job_OfAClientThatIsRevoked_ChangesNothingMore()
    {
        var made = (await world.Host.Clients.CreateAsync(Actor.System, "Short", [ApiScope.CatalogRead, ApiScope.CatalogWrite], [], CatalogApiWorld.None)).Value!;
        var offer = await world.OfferAsync();
        var actor = CatalogCaller.ProgramOf(made.Client)!;
        await world.Host.Clients.RevokeAsync(Actor.System, made.Client.Id, CatalogApiWorld.None);

        var kind = world.Host.Get<IEnumerable<IKindApi>>().Single(one => one.Kind.Name == "offer");
        var started = await world.Host.Get<BulkApi>().StartAsync(
            actor, kind, new() { Action = BulkAction.Archive, Ids = [offer.Id] }, Guid.NewGuid().ToString("N"), CatalogApiWorld.None);
        var ended = await EndedAsync("/offers/jobs/" + started.Value!.Id, await world.StaffAsync(Role.Administrators));

        Assert.Equal((1, "Who asked for this may no longer do it."), (CountOf(ended, "refused"), ended.Body.GetProperty("items")[0].GetProperty("problems")[0].GetProperty("message").GetString()));
    }

    private async Task<Answer> DoneAsync(string path, string token, object body)
    {
        var started = await world.SendAsync("POST", path, token, body);
        Assert.True(started.Number == 202, started.Body.ToString());
        return await EndedAsync(started.Location!, token);
    }

    private async Task<Answer> EndedAsync(string path, string token)
    {
        // The job's own feed says when it has ended; asking all the time would use up the caller's share.
        await foreach (var _ in world.Host.Get<Clubshop.Admin.Jobs.JobService>().WatchAsync(Actor.System, path.Split('/')[^1], CatalogApiWorld.None))
        {
        }

        return await world.GetAsync(path, token);
    }

    private static int CountOf(Answer job, string outcome) => job.Body.GetProperty("counts").TryGetProperty(outcome, out var count) ? count.GetInt32() : 0;
}

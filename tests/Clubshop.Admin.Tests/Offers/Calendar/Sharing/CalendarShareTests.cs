using System.Net;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers.Calendar.Sharing;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers.Planned;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Clubshop.Admin.Tests.Offers.Calendar.Sharing;

/// <summary>The private address of a person's calendar: who reads what there, and when it no longer answers.</summary>
public sealed class CalendarShareTests
{
    private static CancellationToken None => CancellationToken.None;

    private static async Task<string> MakeAsync(PlanWorld world, Actor? actor = null) =>
        CatalogWorld.Value(await world.Catalog.Get<CalendarShareService>().MakeAsync(actor ?? CatalogWorld.Meera, world.Catalog.NewId(), None)).Path!;

    private static async Task<(int Status, string Text, IHeaderDictionary Headers)> GetAsync(PlanWorld world, string path, string from = "203.0.113.7")
    {
        await using var scope = world.Catalog.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (http.Request.Scheme, http.Request.Host, http.Connection.RemoteIpAddress) = ("https", new("admin.clubshop.example"), IPAddress.Parse(from));
        using var body = new MemoryStream();
        http.Response.Body = body;
        var result = await world.Catalog.Get<CalendarFeedEndpoint>().AnswerAsync(http, path.Split('/')[^1].Replace(".ics", "", StringComparison.Ordinal));
        await result.ExecuteAsync(http);
        return (http.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()), http.Response.Headers);
    }

    [Fact]
    public async Task Address_ShowsOffersAndPlannedChanges_AsAnyCalendarProgramReadsThem()
    {
        await using var world = await PlanWorld.OpenAsync();
        await world.PlanAsync(TimeSpan.FromDays(1), TimeSpan.FromDays(2));
        var (status, text, headers) = await GetAsync(world, await MakeAsync(world));
        Assert.Equal((200, "text/calendar; charset=utf-8", "private, no-store"), (status, headers.ContentType.ToString(), headers.CacheControl.ToString()));
        var calendar = Ical.Net.Calendar.Load(text)!;
        Assert.Equal(["Diwali sale", "Goes back: Diwali sale", "Planned change: Diwali sale"], calendar.Events.Select(one => one.Summary).Order());
        var offer = calendar.Events.Single(one => one.Summary == "Diwali sale");
        Assert.Equal((new(2026, 11, 19), "Croma", "https://admin.clubshop.example/offers/" + world.Offer.Id), (offer.Start!.Date, offer.Location, offer.Url!.AbsoluteUri));
        Assert.False(offer.Start.HasTime);
        var change = calendar.Events.Single(one => one.Summary == "Planned change: Diwali sale");
        Assert.Equal(world.Now.AddDays(1).UtcDateTime, change.Start!.AsUtc);
        Assert.Equal(calendar.Events.Count, calendar.Events.Select(one => one.Uid).Distinct().Count());
        Assert.All(text.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75));
    }

    [Fact]
    public async Task Address_OfAClubAdministrator_HasTheirClubsAlone_AsTheyAreNow()
    {
        await using var world = await PlanWorld.OpenAsync();
        var own = CatalogWorld.Person(Role.ClubAdministrators, world.Offers.First.Id);
        world.Staff.Add(own);
        var path = await MakeAsync(world, own);
        Assert.Single(Ical.Net.Calendar.Load((await GetAsync(world, path)).Text)!.Events);

        world.Staff.Add(own with { Clubs = new HashSet<string> { world.Offers.Second.Id } });
        Assert.Empty(Ical.Net.Calendar.Load((await GetAsync(world, path)).Text)!.Events);
    }

    [Fact]
    public async Task Address_ReplacedStoppedOrOfADisabledOwner_IsNotFound()
    {
        await using var world = await PlanWorld.OpenAsync();
        var service = world.Catalog.Get<CalendarShareService>();
        var first = await MakeAsync(world);
        var second = await MakeAsync(world);
        Assert.Equal(404, (await GetAsync(world, first)).Status);
        Assert.Equal(200, (await GetAsync(world, second)).Status);

        world.Staff.Remove(CatalogWorld.Meera);
        Assert.Equal(404, (await GetAsync(world, second)).Status);
        world.Staff.Add(CatalogWorld.Meera with { Role = null });
        Assert.Equal(404, (await GetAsync(world, second)).Status);
        world.Staff.Add(CatalogWorld.Meera);
        Assert.Equal(200, (await GetAsync(world, second)).Status);

        Assert.Null(await service.StopAsync(CatalogWorld.Meera, world.Catalog.NewId(), None));
        Assert.Equal(404, (await GetAsync(world, second)).Status);
        Assert.Equal(Problem.NotFound, (await service.FindAsync(CatalogWorld.Meera, None)).Problems[0].Code);
        Assert.Null(await service.StopAsync(CatalogWorld.Meera, world.Catalog.NewId(), None)); // nothing to stop
        Assert.Equal(["stop-sharing", "share", "share"], (await world.Catalog.HistoryAsync("calendar-address", CatalogWorld.Meera.Id)).Select(entry => entry.Action));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("../../../../etc/passwd/aaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Address_ThatNobodyMade_IsNotFound(string secret)
    {
        await using var world = await PlanWorld.OpenAsync();
        Assert.Equal(404, (await GetAsync(world, secret)).Status);
    }

    [Fact]
    public async Task Address_AskedTooOften_HasToWait_OthersNeedNot()
    {
        await using var world = await PlanWorld.OpenAsync();
        for (var n = 0; n < CalendarFeedLimit.Most; n++)
            Assert.Equal(404, (await GetAsync(world, "x")).Status);
        var refused = await GetAsync(world, "x");
        Assert.Equal((429, "10"), (refused.Status, refused.Headers.RetryAfter.ToString()));
        Assert.Equal(404, (await GetAsync(world, "x", "203.0.113.8")).Status);
    }

    [Fact]
    public void Limit_AfterAWhile_LetsOneMore()
    {
        var time = new FakeTimeProvider();
        var limit = new CalendarFeedLimit(time);
        for (var n = 0; n < CalendarFeedLimit.Most; n++)
            Assert.Null(limit.Wait("203.0.113.7"));
        Assert.Equal(CalendarFeedLimit.Every, limit.Wait("203.0.113.7"));
        time.Advance(CalendarFeedLimit.Every);
        Assert.Null(limit.Wait("203.0.113.7"));
        Assert.NotNull(limit.Wait("203.0.113.7"));
    }

    [Fact]
    public async Task Secret_IsStoredNowhere()
    {
        await using var world = await PlanWorld.OpenAsync();
        var path = await MakeAsync(world);
        var secret = path.Split('/')[^1][..^4];
        Assert.Equal(43, secret.Length);
        foreach (var table in new[] { Table.System, Table.Audit })
        {
            var scan = await world.Catalog.Clients.DynamoDb.ScanAsync(new() { TableName = world.Catalog.Get<TableNames>()[table] });
            Assert.NotEmpty(scan.Items);
            Assert.DoesNotContain(scan.Items.SelectMany(item => item.Values), value => value.S?.Contains(secret, StringComparison.Ordinal) == true);
        }

        Assert.Null(CatalogWorld.Value(await world.Catalog.Get<CalendarShareService>().FindAsync(CatalogWorld.Meera, None)).Path);
    }
}

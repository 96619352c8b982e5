using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Calendar;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Catalog.Bulk;
using Clubshop.Admin.Tests.Offers.Planned;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Offers.Calendar;

/// <summary>The page of the calendar: what it shows is in its address.</summary>
public sealed class CalendarPageTests : PageTest
{
    private readonly BulkWorld.People _staff = new();
    private readonly Sends _sends = new();

    protected override void Add(IServiceCollection services)
    {
        PlanWorld.Add(services, _staff);
        services.AddSingleton<ICalendarSends>(_sends);
    }

    private IRenderedComponent<CalendarPage> At(string query, Actor? actor = null)
    {
        Navigation.NavigateTo(CalendarQuery.Path + query);
        var page = Open<CalendarPage>(actor ?? CatalogWorld.Meera);
        page.WaitForAssertion(() => Assert.Contains("Gaps and overlaps", page.Markup, StringComparison.Ordinal));
        return page;
    }

    [Fact]
    public async Task Month_ShowsOffersPlansAndSends_AsBarsAndAsAList()
    {
        var world = await PlanWorld.FillAsync(World, _staff);
        await world.PlanAsync(TimeSpan.FromDays(1), TimeSpan.FromDays(3));
        _sends.All.Add(new("n1", "Diwali is here", world.Now.AddDays(2), "/notifications/n1", [world.Offers.First.Id]));
        var page = At("?at=2026-11-20");
        Assert.Contains("November 2026", page.Find(".oc-title").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".oc-bar.offer a"), bar => bar.GetAttribute("aria-label")!.StartsWith("Diwali sale, Croma, 19 Nov 2026 to", StringComparison.Ordinal));
        Assert.Equal("Planned change, Diwali sale, Croma, 21 Nov 2026, 4:12 pm IST", page.Find(".oc-bar.change a").GetAttribute("aria-label"));
        Assert.Single(page.FindAll(".oc-bar.back-again"));
        Assert.Equal("/notifications/n1", page.Find(".oc-bar.send a").GetAttribute("href"));
        var agenda = page.Find(".agenda").TextContent;
        foreach (var what in new[] { "Starts", "Planned change", "Goes back", "Notification" })
            Assert.Contains(what, agenda, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_OfTheAddress_LeaveWhatFits()
    {
        var world = await PlanWorld.FillAsync(World, _staff);
        await world.PlanAsync(TimeSpan.FromDays(1));
        _sends.All.Add(new("n1", "Diwali is here", world.Now.AddDays(2), "/notifications/n1", [world.Offers.First.Id]));
        Assert.NotEmpty(At($"?at=2026-11-20&shop={world.Offers.Shop.Id}").FindAll(".oc-bar.offer"));
        Assert.Single(At($"?at=2026-11-20&club={world.Offers.First.Id}").FindAll(".oc-bar.send"));
        Assert.Empty(At($"?at=2026-11-20&club={world.Offers.Second.Id}").FindAll(".oc-bar"));
        Assert.Empty(At($"?at=2026-11-20&shop={World.NewId()}").FindAll(".oc-bar"));
    }

    [Fact]
    public async Task Day_ShowsAllOfIt_AndNeitherDraftsNorWhatIsPaused()
    {
        var world = await PlanWorld.FillAsync(World, _staff);
        await world.SaveAsync(world.Offer with { Id = World.NewId(), Slug = "", Code = "", Title = "A draft", Status = EditorialStatus.Draft, Stamp = Stamp.Unsaved });
        var page = At("?view=day&at=2026-11-25");
        Assert.Contains("Diwali sale", Assert.Single(page.FindAll(".rows[aria-label^='All of'] > li")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing on this day", At("?view=day&at=2027-11-25").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GapsAndOverlaps_AreToldInWords()
    {
        var world = await PlanWorld.FillAsync(World, _staff);
        var (first, ends) = (world.Offer, Ist.StartOf(new(2026, 11, 24)));
        await world.SaveAsync(first with { Ends = ends });
        await world.SaveAsync(first with { Id = World.NewId(), Slug = "", Code = "", Title = "Second", Starts = Ist.StartOf(new(2026, 11, 27)), Ends = Ist.StartOf(new(2026, 12, 1)), Stamp = Stamp.Unsaved });
        await world.SaveAsync(first with { Id = World.NewId(), Slug = "", Code = "", Title = "Third", Starts = Ist.StartOf(new(2026, 11, 30)), Ends = Ist.StartOf(new(2026, 12, 3)), Stamp = Stamp.Unsaved });
        var told = At("?at=2026-11-20").Find(".rows[aria-label='Gaps and overlaps']").TextContent;
        Assert.Contains("Nothing is live from 24 Nov to 26 Nov.", told, StringComparison.Ordinal);
        Assert.Contains("2 offers at once on 30 Nov: “Second” and “Third”.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_ThatCannotBeRead_AreSaidToBeMissing_AndTheRestIsShown()
    {
        await PlanWorld.FillAsync(World, _staff);
        _sends.Failure = new InvalidOperationException("No answer.");
        var page = At("?at=2026-11-20");
        Assert.Contains("Notifications are missing", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".oc-bar.offer"));
    }

    private sealed class Sends : ICalendarSends
    {
        public List<CalendarSend> All { get; } = [];

        public Exception? Failure { get; set; }

        public Task<IReadOnlyList<CalendarSend>> BetweenAsync(Actor actor, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            Failure is { } failure ? Task.FromException<IReadOnlyList<CalendarSend>>(failure) : Task.FromResult<IReadOnlyList<CalendarSend>>([.. All.Where(one => one.At >= from && one.At < to)]);
    }
}

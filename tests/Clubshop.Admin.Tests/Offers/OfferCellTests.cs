using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Planned;
using Clubshop.Admin.SavedViews;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>Cells of the list that are edited where they stand, and the columns that a person chose.</summary>
public sealed class OfferCellTests : PageTest
{
    private static readonly DateTimeOffset End = OfferSamples.India(2026, 11, 30, 0, 0);

    private IRenderedComponent<OfferListPage> OpenList(Actor? actor = null)
    {
        Navigation.NavigateTo("/offers");
        return Open<OfferListPage>(actor ?? CatalogWorld.Meera);
    }

    private static Task AskAsync(IRenderedComponent<OfferListPage> page, string asked) => page.Find("input[data-cell]").ChangeAsync(new() { Value = asked });

    private async Task<(OfferWorld World, Offer Offer, IRenderedComponent<OfferListPage> Page)> AskedAsync(string field, Func<Offer, Offer>? change = null)
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync((change ?? (it => it))(world.Draft() with { Status = EditorialStatus.Published, Ends = End }));
        var page = OpenList();
        await AskAsync(page, $"{offer.Id} {field}");
        page.WaitForElement("#cell");
        return (world, offer, page);
    }

    [Fact]
    public async Task Cell_ThatIsAskedFor_SavesTheEnd_AndTakesItBack()
    {
        var (world, offer, page) = await AskedAsync(nameof(Offer.Ends));
        Assert.Equal("Change the end: 29 Nov", page.Find("[data-edit=Ends]").GetAttribute("aria-label"));
        Field(page, "Ends").Change("15/12/2026");
        page.Find("#cell").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".cell-in")));
        Assert.Equal(OfferSamples.India(2026, 12, 16, 0, 0), world.Index.Find(offer.Id)!.Ends);
        Assert.StartsWith("Flat ₹1,500 off saved. Ends: ", Toasts.Done.Single(), StringComparison.Ordinal);
        var entry = (await World.HistoryAsync(OfferKind.Name, offer.Id))[0];
        Assert.Equal("ends", Assert.Single(entry.Changes).Attribute);

        await UndoAsync(page);
        Assert.Equal(End, world.Index.Find(offer.Id)!.Ends);
        Assert.Equal("Flat ₹1,500 off is as it was before", Toasts.Done[^1]);
    }

    [Theory]
    [InlineData(nameof(Offer.Title), "Title", "Half price", "Half price")]
    [InlineData(nameof(Offer.Value), "Value", "750", "₹750 off")]
    public async Task Cell_OfAnotherField_SavesThatOne(string field, string label, string typed, string expected)
    {
        var (world, offer, page) = await AskedAsync(field, it => it with { Benefit = Benefit.AmountOff, Value = 500 });
        Field(page, label).Change(typed);
        page.Find("#cell").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".cell-in")));
        var row = world.Index.Find(offer.Id)!;
        Assert.Equal(expected, field == nameof(Offer.Title) ? row.Title : Benefits.Text(row.Benefit, row.Value));
    }

    [Fact]
    public async Task Cell_WithAValueThatIsRefused_SaysWhyAndKeepsIt()
    {
        var (world, offer, page) = await AskedAsync(nameof(Offer.Ends));
        Field(page, "Ends").Change("01/11/2026");
        page.Find("#cell").Submit();
        page.WaitForAssertion(() => Assert.NotNull(ErrorAt(page, "Ends")));
        Assert.Equal(End, world.Index.Find(offer.Id)!.Ends);
        Assert.Empty(Toasts.Done);
        Field(page, "Ends").Change("soonish");
        Assert.NotNull(ErrorAt(page, "Ends"));
    }

    [Fact]
    public async Task Cell_ThatAnotherPersonSavedMeanwhile_AsksWhichStays()
    {
        var (world, offer, page) = await AskedAsync(nameof(Offer.Ends));
        await world.SaveAsync(offer with { Ends = OfferSamples.India(2026, 12, 24, 0, 0) }, CatalogWorld.Rohan);
        Field(page, "Ends").Change("15/12/2026");
        page.Find("#cell").Submit();
        page.WaitForAssertion(() => Assert.Contains("Rohan Deshpande changed “Ends” meanwhile", page.Find(".cell-in [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(OfferSamples.India(2026, 12, 24, 0, 0), world.Index.Find(offer.Id)!.Ends);
        Button(page, "Save mine").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".cell-in")));
        Assert.Equal(OfferSamples.India(2026, 12, 16, 0, 0), world.Index.Find(offer.Id)!.Ends);
    }

    [Fact]
    public async Task Cell_WhenAnotherPersonSavedAnotherField_KeepsBoth()
    {
        var (world, offer, page) = await AskedAsync(nameof(Offer.Ends));
        await world.SaveAsync(offer with { Title = "Flat ₹2,000 off" }, CatalogWorld.Rohan);
        Field(page, "Ends").Change("15/12/2026");
        page.Find("#cell").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".cell-in")));
        var row = world.Index.Find(offer.Id)!;
        Assert.Equal(("Flat ₹2,000 off", OfferSamples.India(2026, 12, 16, 0, 0)), (row.Title, row.Ends));
        Assert.Contains("Rohan Deshpande had changed Title", Toasts.Done.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Status")]
    [InlineData("Ends Ends")]
    [InlineData("../Ends")]
    public async Task Cell_AskedForWhatIsNone_OpensNothing(string field)
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft());
        var page = OpenList();
        foreach (var asked in new[] { $"{offer.Id} {field}", $"{World.NewId()} Ends", field, new string('x', 5_000) })
            await AskAsync(page, asked);
        Assert.Empty(page.FindAll(".cell-in"));
    }

    [Fact]
    public async Task Cell_OfWhatThePersonMayNotChange_IsText_AndIsNotGivenAnEditor()
    {
        var world = await OfferWorld.FillAsync(World);
        var own = await world.SaveAsync(world.Draft());
        var others = await world.SaveAsync(world.Draft("Of others") with { ClubIds = [world.Second.Id] });
        var page = OpenList(CatalogWorld.Person(Role.ClubAdministrators, world.First.Id));
        Assert.Single(page.FindAll("[data-edit=Ends]"));
        await AskAsync(page, $"{others.Id} Ends");
        Assert.Empty(page.FindAll(".cell-in"));
        await AskAsync(page, $"{own.Id} Ends");
        page.WaitForElement("#cell");

        var reader = OpenList(CatalogWorld.Person(Role.ReadOnly));
        Assert.Empty(reader.FindAll("[data-edit], input[data-cell]"));
    }

    [Fact]
    public async Task Columns_ThatAPersonChose_AreShownAndKeptForThemAlone()
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft() with { Benefit = Benefit.AmountOff, Value = 1500 });
        var page = OpenList();
        Assert.Equal(["Offer", "Shop", "Status", "Phase", "Ends", "Changed"], Heads(page));
        Assert.Empty(page.FindAll("[role=menuitemcheckbox]"));
        page.Find("button[aria-label=Columns]").Click();
        Assert.Equal(["Shop", "Status", "Phase", "Value", "Starts", "Ends", "Changed"], page.FindAll("[role=menuitemcheckbox]").Select(item => item.TextContent.Trim()));
        Item(page, "Shop").Click();
        Item(page, "Value").Click();
        page.WaitForAssertion(() => Assert.Equal(["Offer", "Status", "Phase", "Value", "Ends", "Changed"], Heads(page)));
        Assert.Equal("true", Item(page, "Value").GetAttribute("aria-checked"));
        Assert.Contains("₹1,500 off", page.Find("tbody").TextContent, StringComparison.Ordinal);

        var kept = World.Get<ColumnService>();
        var list = World.Get<ViewService>().Find("offers")!;
        Assert.False((await kept.OfAsync(CatalogWorld.Meera, list, default)).Shows("Shop", optional: false));
        Assert.True((await kept.OfAsync(CatalogWorld.Rohan, list, default)).IsNone);
        Assert.Equal(["Offer", "Status", "Phase", "Value", "Ends", "Changed"], Heads(OpenList()));
        Assert.Equal(["Offer", "Shop", "Status", "Phase", "Ends", "Changed"], Heads(OpenList(CatalogWorld.Rohan)));

        page.FindAll(".mi").Single(item => item.TextContent.Trim() == "As at first").Click();
        page.WaitForAssertion(() => Assert.Equal(["Offer", "Shop", "Status", "Phase", "Ends", "Changed"], Heads(page)));
        Assert.True((await kept.OfAsync(CatalogWorld.Meera, list, default)).IsNone);
    }

    [Fact]
    public async Task Columns_ThatNoListHas_AreNotKept()
    {
        var kept = World.Get<ColumnService>();
        var list = World.Get<ViewService>().Find("offers")!;
        foreach (var title in new[] { "", new string('x', 41) })
            Assert.NotNull(await kept.KeepAsync(CatalogWorld.Meera, list, ColumnChoice.None.With(new(title, false), show: false), default));
        var many = Enumerable.Range(0, ColumnChoice.Most + 1).Aggregate(ColumnChoice.None, (choice, n) => choice.With(new($"Column {n}", true), show: true));
        Assert.NotNull(await kept.KeepAsync(CatalogWorld.Meera, list, many, default));
        Assert.Equal(Problem.Forbidden, (await kept.KeepAsync(CatalogWorld.Person(null), list, ColumnChoice.None, default))?.Code);
    }

    [Fact]
    public async Task Row_WithAPlannedChange_SaysWhatComes()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft());
        Assert.Empty(OpenList().FindAll(".plan"));
        var wish = new PlanWish(PlannedValues.Between(offer, offer with { Title = "Diwali price" }), OfferSamples.India(2026, 11, 25, 9, 0), null);
        CatalogWorld.Value(await World.Get<PlanService>().PlanAsync(CatalogWorld.Meera, offer.Id, wish, World.NewId(), default));
        var mark = OpenList().Find("tbody .plan");
        Assert.Equal("Planned for 25 Nov, 9:00 am IST: Title: Flat ₹1,500 off → Diwali price", mark.GetAttribute("aria-label"));
        Assert.Equal("img", mark.GetAttribute("role"));
    }

    private static IEnumerable<string> Heads(IRenderedComponent<OfferListPage> page) => page.FindAll("thead th:not(.w-check):not(.w-act)").Select(head => head.TextContent.Trim());

    private static AngleSharp.Dom.IElement Item(IRenderedComponent<OfferListPage> page, string name) => page.FindAll("[role=menuitemcheckbox]").Single(item => item.TextContent.Trim() == name);
}

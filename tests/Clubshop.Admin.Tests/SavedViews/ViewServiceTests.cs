using Clubshop.Admin.Common;
using Clubshop.Admin.SavedViews;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.SavedViews;

public sealed class ViewServiceTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private CatalogWorld _world = null!;

    private ViewService Views => _world.Get<ViewService>();

    private ViewList Offers => Views.Find("offers")!;

    public async Task InitializeAsync() => _world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private async Task<SavedView> MakeAsync(string name = "Drafts", string address = "/offers?status=draft", bool shared = false, Actor? actor = null) =>
        CatalogWorld.Value(await Views.CreateAsync(actor ?? CatalogWorld.Meera, Offers, new(name, address, shared), _world.NewId(), None));

    private async Task<IEnumerable<string>> NamesAsync(Actor actor, string list = "offers") =>
        (await Views.ListAsync(actor, Views.Find(list)!, None)).Select(view => view.Name);

    [Fact]
    public async Task Own_IsSeenByItsOwnerOnThatListAlone_WithoutAnAuditEntry()
    {
        var view = await MakeAsync();
        Assert.Equal("?status=draft", view.Search);
        Assert.Equal(["Drafts"], await NamesAsync(CatalogWorld.Meera));
        Assert.Empty(await NamesAsync(CatalogWorld.Rohan));
        Assert.Empty(await NamesAsync(CatalogWorld.Meera, "shops"));
        Assert.Empty(await _world.HistoryAsync(ViewAudit.Kind, view.Id));
    }

    [Fact]
    public async Task Shared_IsSeenByAll_AndEachStepIsAudited()
    {
        var view = await MakeAsync(shared: true);
        Assert.Equal(["Drafts"], await NamesAsync(CatalogWorld.Person(Role.Support)));
        view = CatalogWorld.Value(await Views.ChangeAsync(CatalogWorld.Meera, Offers, view, new("Drafts of ours", "/offers?status=draft&sort=ends", true), _world.NewId(), None));
        Assert.Equal("?status=draft&sort=ends", view.Search);
        Assert.Null(await Views.DeleteAsync(CatalogWorld.Meera, Offers, view, _world.NewId(), None));
        Assert.Empty(await NamesAsync(CatalogWorld.Meera));
        Assert.Equal([AuditActions.Delete, AuditActions.Change, ViewAudit.Share], (await _world.HistoryAsync(ViewAudit.Kind, view.Id)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Sharing_AndTakingItBack_MovesTheOneView()
    {
        var view = await MakeAsync();
        for (var round = 0; round < 2; round++)
        {
            view = CatalogWorld.Value(await Views.ChangeAsync(CatalogWorld.Meera, Offers, view, new(view.Name, view.Search, true), _world.NewId(), None));
            Assert.Equal(["Drafts"], await NamesAsync(CatalogWorld.Rohan));
            Assert.Equal(["Drafts"], await NamesAsync(CatalogWorld.Meera));

            view = CatalogWorld.Value(await Views.ChangeAsync(CatalogWorld.Meera, Offers, view, new(view.Name, view.Search, false), _world.NewId(), None));
            Assert.Empty(await NamesAsync(CatalogWorld.Rohan));
            Assert.Equal(["Drafts"], await NamesAsync(CatalogWorld.Meera));
        }
    }

    [Theory]
    [InlineData("https://evil.example/?status=draft&x=1", "?status=draft")]
    [InlineData("//evil.example", "")]
    [InlineData("javascript:alert(1)", "")]
    [InlineData("/offers?status=nonsense&page=7&sort=ends&saved=0199", "?sort=ends")]
    [InlineData("/offers?q=<script>", "?q=%3Cscript%3E")]
    public async Task Address_IsReadByTheListsRules_NeverStoredAsItCame(string address, string search) => Assert.Equal(search, (await MakeAsync(address: address)).Search);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("gnp.\u202eexe")]
    public async Task Name_ThatCannotBeRead_IsRefused(string name) =>
        Assert.Equal(nameof(ViewContent.Name), (await Views.CreateAsync(CatalogWorld.Meera, Offers, new(name, "/offers", false), _world.NewId(), None)).Problems[0].Field);

    [Fact]
    public Task Name_WithHalfACharacter_IsRefused() => Name_ThatCannotBeRead_IsRefused("a" + (char)0xD800); // an attribute cannot hold it

    [Fact]
    public async Task Name_HasSixtyCharacters_AsPeopleCountThem()
    {
        Assert.Equal(60, (await MakeAsync(new string('a', 60))).Name.Length);
        await MakeAsync(string.Concat(Enumerable.Repeat("हि", 60)));
        Assert.False((await Views.CreateAsync(CatalogWorld.Meera, Offers, new(new string('a', 61), "/offers", false), _world.NewId(), None)).Ok);
        Assert.False((await Views.CreateAsync(CatalogWorld.Meera, Offers, new("a" + new string('\u0301', 300), "/offers", false), _world.NewId(), None)).Ok);
        Assert.Equal(Problem.Taken, (await Views.CreateAsync(CatalogWorld.Meera, Offers, new(new string('A', 60), "/offers", false), _world.NewId(), None)).Problems[0].Code);
    }

    [Fact]
    public async Task Views_OfOnePerson_AreFifty_SharedOnesIncluded()
    {
        for (var i = 0; i < SavedView.MostOfOne; i++)
            await MakeAsync($"View {i}", shared: i % 2 == 0);
        var refused = await Views.CreateAsync(CatalogWorld.Meera, Views.Find("clubs")!, new("One more", "/clubs", false), _world.NewId(), None);
        Assert.Equal("too-many", refused.Problems[0].Code);
        await MakeAsync(actor: CatalogWorld.Rohan);
    }

    [Fact]
    public async Task Shared_IsChangedByItsOwnerOrAnAdministrator_AndByNobodyElse()
    {
        var club = await _world.ClubAsync("Infosys Pune");
        var owner = CatalogWorld.Person(Role.ClubAdministrators, club.Id);
        var view = await MakeAsync(shared: true, actor: owner);
        var other = owner with { Id = "other", Name = "Kabir Khan" };
        Assert.Equal(Problem.Forbidden, (await Views.ChangeAsync(other, Offers, view, new("Mine now", "/offers", true), _world.NewId(), None)).Problems[0].Code);
        Assert.Equal(Problem.Forbidden, (await Views.DeleteAsync(other, Offers, view, _world.NewId(), None))!.Code);

        // What the page says of owner and place is not believed.
        Assert.Equal(Problem.Forbidden, (await Views.DeleteAsync(other, Offers, view with { OwnerId = other.Id }, _world.NewId(), None))!.Code);
        Assert.Equal(Problem.NotFound, (await Views.ChangeAsync(other, Offers, view with { Shared = false }, new("Mine now", "/offers", false), _world.NewId(), None)).Problems[0].Code);

        var renamed = CatalogWorld.Value(await Views.ChangeAsync(CatalogWorld.Meera, Offers, view, new("For everybody", view.Search, true), _world.NewId(), None));
        Assert.Equal((owner.Id, "For everybody"), (renamed.OwnerId, renamed.Name));
        Assert.Equal(Problem.Conflict, (await Views.ChangeAsync(owner, Offers, view, new("Too late", "/offers", true), _world.NewId(), None)).Problems[0].Code);
        Assert.False(ViewService.MayShare(owner, Views.Find("categories")!));
    }

    [Fact]
    public async Task Deleted_Twice_IsDoneOnce()
    {
        var (own, shared) = (await MakeAsync(), await MakeAsync("Shared", shared: true));
        foreach (var view in new[] { own, shared, own, shared })
            Assert.Null(await Views.DeleteAsync(CatalogWorld.Meera, Offers, view, _world.NewId(), None));
        Assert.Equal(Problem.NotFound, (await Views.ChangeAsync(CatalogWorld.Meera, Offers, own, new("Again", "/offers", false), _world.NewId(), None)).Problems[0].Code);
        Assert.Single((await _world.HistoryAsync(ViewAudit.Kind, shared.Id)), entry => entry.Action == AuditActions.Delete);
    }
}

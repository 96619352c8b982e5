using Clubshop.Admin.Audit;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.SavedViews;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.SavedViews;

/// <summary>Saved views of the lists that are no list of the catalog.</summary>
public sealed class OtherListViewTests : IAsyncLifetime
{
    private CatalogWorld _world = null!;

    private ViewService Views => _world.Get<ViewService>();

    public async Task InitializeAsync() => _world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("notifications", "/notifications?view=ended&channel=sms&q=diwali&after=abc&saved=0", "?view=ended&q=diwali&channel=sms")]
    [InlineData("notifications", "/notifications?sort=-goes&view=nonsense", "?sort=-goes")]
    [InlineData("notifications", "https://elsewhere.example/x?a=b", "")]
    [InlineData("audit", "/audit?person=p1&kind=offer&days=7&before=2026&saved=0", "?person=p1&kind=offer&days=7")]
    [InlineData("audit", "/audit?from=2026-11-01&to=nonsense", "?from=2026-11-01")]
    [InlineData("audit", "//elsewhere.example", "")]
    public void Address_OfTheList_IsKeptByItsOwnRules(string list, string address, string kept) => Assert.Equal(kept, Views.Find(list)!.Normal(address));

    [Theory]
    [InlineData("notifications", Role.ServiceProviders, true, true)]
    [InlineData("notifications", Role.Support, false, false)]
    [InlineData("audit", Role.Administrators, true, true)]
    [InlineData("audit", Role.ReadOnly, true, false)]
    [InlineData("audit", Role.ServiceProviders, true, false)]
    public async Task View_IsKeptByWhoSeesTheList_AndSharedByWhoMay(string name, Role role, bool sees, bool shares)
    {
        var (list, actor) = (Views.Find(name)!, CatalogWorld.Person(role));
        Assert.Equal(sees, (await Views.CreateAsync(actor, list, new("Mine", list.Path, false), _world.NewId(), default)).Ok);
        Assert.Equal(shares, (await Views.CreateAsync(actor, list, new("Ours", list.Path, true), _world.NewId(), default)).Ok);
        Assert.Equal((sees ? 1 : 0) + (shares ? 1 : 0), (await Views.ListAsync(actor, list, default)).Count);
    }

    [Fact]
    public void SavedView_InTheAddress_StaysWhileFiltersChange_AndRestrictsNothing()
    {
        var id = _world.NewId();
        var query = NotificationUrls.Read($"/notifications?view=drafts&saved={id}");
        Assert.Equal($"/notifications?view=drafts&channel=push&saved={id}", NotificationUrls.In(query with { Channel = Clubshop.Admin.Registry.Channel.Push }));
        var filter = AuditUrls.ReadFilter($"/audit?saved={id}");
        Assert.False(filter.Any);
        Assert.Equal($"/audit?days=7&saved={id}", AuditUrls.Of(filter.Within(7)));
        Assert.Null(AuditUrls.ReadFilter("/audit?saved=javascript:1").Saved);
    }
}

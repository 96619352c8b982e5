using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers;

namespace Clubshop.Admin.Tests.Notifications.Sending;

/// <summary>Notifications whose conditions no longer hold when their time comes: nothing is sent, and the reason is shown.</summary>
public sealed class BeginCheckTests : IAsyncLifetime
{
    private NotifyWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await NotifyWorld.OpenAsync();
        await _world.FollowersAsync(3);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Begin_NothingChanged_IsSent()
    {
        var sent = await PlannedAsync(_world.Draft(_world.Provider), _world.Provider);

        Assert.Equal(3, (await DueAsync(sent)).Counts["accepted"]);
    }

    [Fact]
    public async Task Begin_TheSenderIsDisabled_NothingIsSent()
    {
        var sent = await PlannedAsync(_world.Draft(_world.Provider), _world.Provider);
        _world.Staff.People.TryRemove(_world.Provider.Id, out _);

        await RefusedAsync(sent, "Rohan Deshpande, who sent it, may no longer send notifications.");
    }

    [Theory]
    [InlineData(Role.Support)]
    [InlineData(Role.ReadOnly)]
    public async Task Begin_TheSenderHasAnotherRole_NothingIsSent(Role role)
    {
        var sent = await PlannedAsync(_world.Draft(_world.Provider), _world.Provider);
        _world.Staff.People[_world.Provider.Id] = _world.Provider with { Role = role };

        await RefusedAsync(sent, "may no longer send notifications");
    }

    [Theory]
    [InlineData(AudienceKind.Club)]
    [InlineData(AudienceKind.Everyone)]
    public async Task Begin_TheClubIsNoLongerAssigned_NothingIsSent(AudienceKind kind)
    {
        var audience = new Audience { Kind = kind, Ids = kind == AudienceKind.Club ? [_world.Club.Id] : [] };
        var sent = await PlannedAsync(_world.Draft(_world.Provider) with { Audience = audience }, _world.Provider);
        _world.Staff.People[_world.Provider.Id] = CatalogWorld.Person(Role.ServiceProviders, "another-club") with { Id = _world.Provider.Id };

        await RefusedAsync(sent, "no longer assigned to them");
    }

    [Fact]
    public async Task Begin_AnAdministratorBecameAServiceProvider_NothingIsSent()
    {
        var sent = await PlannedAsync(_world.Draft(), NotifyWorld.Asha);
        _world.Staff.People[NotifyWorld.Asha.Id] = CatalogWorld.Person(Role.ServiceProviders, _world.Club.Id) with { Id = NotifyWorld.Asha.Id };

        await RefusedAsync(sent, "no longer assigned to them");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Begin_TheApproverLeft_NothingIsSent(bool left)
    {
        var sent = await PlannedAsync(_world.Draft(_world.Provider) with { IgnoreQuietHours = true }, _world.Provider);
        Assert.Equal(NotificationState.AwaitingApproval, sent.State);
        CatalogWorld.Value(await _world.Service.ApproveAsync(NotifyWorld.Vikram, sent.Id, sent.Frozen!.Hash, _world.Catalog.NewId(), CancellationToken.None));
        if (left)
        {
            _world.Staff.People.TryRemove(NotifyWorld.Vikram.Id, out _);
            await RefusedAsync(sent, "Vikram Singh, who approved it, may no longer approve notifications.");
        }
        else
        {
            Assert.Equal(3, (await DueAsync(sent)).Counts["accepted"]);
        }
    }

    [Fact]
    public async Task Begin_AnAdministratorSendsItAgain_IsSent()
    {
        var sent = await PlannedAsync(_world.Draft(_world.Provider), _world.Provider);
        _world.Staff.People.TryRemove(_world.Provider.Id, out _);
        var refused = await RefusedAsync(sent, "may no longer send");

        CatalogWorld.Value(await _world.Service.SaveAsync(NotifyWorld.Asha, refused with { When = null }, _world.Catalog.NewId(), CancellationToken.None));
        var saved = CatalogWorld.Value(await _world.Service.FindAsync(NotifyWorld.Asha, refused.Id, CancellationToken.None));
        CatalogWorld.Value(await _world.SendAsync(NotifyWorld.Asha, saved));

        Assert.Equal(3, (await _world.UntilAsync(sent.Id, NotificationState.Finished)).Counts["accepted"]);
    }

    [Fact]
    public async Task Begin_TheOfferWasPaused_NothingIsSent()
    {
        var offer = await OfferAsync(TimeSpan.FromDays(30));
        var sent = await PlannedAsync(_world.Draft() with { Link = "/offers/" + offer.Id }, NotifyWorld.Asha);
        CatalogWorld.Value(await _world.Catalog.Get<OfferService>().SaveAsync(
            NotifyWorld.Asha, offer with { Status = EditorialStatus.Paused }, _world.Catalog.Submit() with { Decided = true }, CancellationToken.None));

        await RefusedAsync(sent, "The offer it leads to is no longer published.");
    }

    [Fact]
    public async Task Send_TheOfferEndsBeforeItsTime_IsRefusedAtTheLink()
    {
        var offer = await OfferAsync(TimeSpan.FromHours(2));
        var draft = await _world.SavedAsync(_world.Draft() with { Link = "/offers/" + offer.Id, When = Tomorrow });

        var refused = await _world.Service.SendAsync(NotifyWorld.Asha, draft.Id, draft.Stamp.Version, new("", 0), _world.Catalog.NewId(), CancellationToken.None);

        Assert.Equal("Link", Assert.Single(refused.Problems).Field);
        Assert.Contains("will have ended by the time this goes out", refused.Problems[0].Message, StringComparison.Ordinal);
    }

    private DateTimeOffset Tomorrow => _world.Catalog.Clock.GetUtcNow().AddHours(20);

    private Task<Notification> PlannedAsync(Notification draft, Actor actor) => _world.SentAsync(draft with { When = Tomorrow }, actor);

    private async Task<Offer> OfferAsync(TimeSpan lasts)
    {
        var shop = await _world.Catalog.SaveAsync(_world.Catalog.NewShop());
        var now = _world.Catalog.Clock.GetUtcNow();
        return CatalogWorld.Value(await _world.Catalog.Get<OfferService>().SaveAsync(
            NotifyWorld.Asha,
            OfferSamples.Draft() with { Id = _world.Catalog.NewId(), ShopId = shop.Id, Status = EditorialStatus.Published, Starts = now.AddDays(-1), Ends = now + lasts },
            _world.Catalog.Submit() with { Decided = true },
            CancellationToken.None));
    }

    private async Task<Notification> DueAsync(Notification sent)
    {
        _world.Catalog.Clock.Advance(TimeSpan.FromHours(20));
        await _world.SenderAsync();
        return await _world.UntilAsync(sent.Id, NotificationState.Finished, NotificationState.Failed);
    }

    private async Task<Notification> RefusedAsync(Notification sent, string why)
    {
        var ended = await DueAsync(sent);

        Assert.Equal(NotificationState.Failed, ended.State);
        Assert.Contains(why, ended.StatusReason, StringComparison.Ordinal);
        Assert.Equal(0, _world.Gateway.Calls);
        var entry = (await _world.Catalog.HistoryAsync("notification", sent.Id))[0];
        Assert.Equal("fail", entry.Action);
        return ended;
    }
}

using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Notifications.Audiences;

/// <summary>What else goes to the same people around the time of a notification.</summary>
public sealed class OverlapTests : IAsyncLifetime
{
    private NotifyWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await NotifyWorld.OpenAsync();
        await _world.FollowersAsync(10);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task ComingUp_WithinThreeDaysToTheSamePeople_InOrderOfTime()
    {
        await PlannedAsync("In two days", days: 2);
        await PlannedAsync("Tomorrow", days: 1, OneCustomer(3));
        await PlannedAsync("In four days", days: 4);
        Assert.True((await _world.Registry.RegisterDeviceAsync(RegistrySource.Job, NotifyWorld.Sub(50), new("phone", NotifyWorld.Token(50), Platform.Android, "4.8.0"), CancellationToken.None)).Ok);
        await PlannedAsync("To somebody else", days: 1, OneCustomer(50));
        await _world.SavedAsync(_world.Draft() with { Title = "A draft", When = In(1) });

        var found = (await ComingUpAsync(_world.Draft())).Select(one => (one.Notification.Title, one.Common, one.Text));

        Assert.Equal(
            [("Tomorrow", 1, "about 1 of the 10 people in this audience"), ("In two days", 10, "about 10 of the 10 people in this audience")],
            found);
    }

    [Fact]
    public async Task ComingUp_AroundALaterTime_FindsWhatIsNearThat_AndNotItself()
    {
        var soon = await PlannedAsync("Tomorrow", days: 1);
        await PlannedAsync("Next week", days: 7);

        Assert.Equal(["Next week"], (await ComingUpAsync(_world.Draft() with { When = In(8) })).Select(one => one.Notification.Title));
        Assert.Empty(await ComingUpAsync(soon));
    }

    [Fact]
    public async Task ComingUp_OfWhatHasEnded_IsThere_AndTheReviewHasItToo()
    {
        await _world.SenderAsync();
        var ended = await _world.UntilAsync((await _world.SentAsync(_world.Draft() with { Title = "Just sent" })).Id, NotificationState.Finished);
        _world.Catalog.Clock.Advance(TimeSpan.FromDays(2));

        _world.Catalog.IndexesFollow();
        var review = CatalogWorld.Value(await _world.Service.ReviewAsync(NotifyWorld.Asha, _world.Draft(), CancellationToken.None));

        Assert.Equal([ended.Id], review.ComingUp.Select(one => one.Notification.Id));
        Assert.Equal(review.ComingUp[0].Text, Assert.Single(await ComingUpAsync(_world.Draft())).Text);
        _world.Catalog.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Empty(await ComingUpAsync(_world.Draft()));
    }

    [Fact]
    public async Task ComingUp_ForAServiceProvider_TellsNothingOfOthersNotifications()
    {
        await PlannedAsync("Of an Administrator", days: 1);

        Assert.Empty(CatalogWorld.Value(await _world.Service.ComingUpAsync(_world.Provider, _world.Draft(_world.Provider), CancellationToken.None)).Items);
    }

    [Theory]
    [InlineData(0, 100, true, null)]
    [InlineData(80, 118, true, "about 80 of the 118 people in this audience")]
    [InlineData(4, 1_000, false, "about 1 % of the same people")]
    [InlineData(812, 1_000, false, "about 81 % of the same people")]
    public void Text_OfAnOverlap_IsInWords(int common, int of, bool whole, string? words) =>
        Assert.Equal(words, new Neighbour(new() { Id = "n" }, default, common, of, whole).Text);

    private static Audience OneCustomer(int number) => new() { Kind = AudienceKind.Customer, Customer = NotifyWorld.Sub(number) };

    private DateTimeOffset In(int days) => _world.Catalog.Clock.GetUtcNow().AddDays(days);

    private async Task<Notification> PlannedAsync(string title, int days, Audience? audience = null)
    {
        var draft = _world.Draft() with { Title = title, When = In(days) };
        return await _world.SentAsync(audience is null ? draft : draft with { Audience = audience });
    }

    private async Task<IReadOnlyList<Neighbour>> ComingUpAsync(Notification it)
    {
        _world.Catalog.IndexesFollow();
        return CatalogWorld.Value(await _world.Service.ComingUpAsync(NotifyWorld.Asha, it, CancellationToken.None)).Items;
    }
}

using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Notifications;

/// <summary>Sending again to those whom a notification did not reach: to them alone, and never twice.</summary>
public sealed class AgainTests : IAsyncLifetime
{
    private NotifyWorld _world = null!;

    public async Task InitializeAsync() => _world = await NotifyWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Again_AfterFailures_ReachesExactlyThoseNotReached()
    {
        var first = await FailedAsync(people: 6, 1, 4);

        var again = await AgainOfAsync(first);
        var ended = await _world.UntilAsync((await _world.SentAsync(again)).Id, NotificationState.Finished);

        Assert.Equal(2, ended.Counts["accepted"]);
        Assert.Equal(6, _world.Gateway.Sent.Count);
        Assert.All(_world.Gateway.Sent.Values, count => Assert.Equal(1, count));
        Assert.Equal([first.Id], ended.Frozen!.Earlier);
    }

    [Fact]
    public async Task Again_WithUnknownOutcomes_LeavesThemOut_UnlessTheyAreWanted()
    {
        await _world.FollowersAsync(150);
        _world.Gateway.Whole = call => call == 1 ? new SendAnswer.NoAnswer("HTTP 500") : null;
        _world.Gateway.StatusOf = address => address == NotifyWorld.Token(149) || address == NotifyWorld.Token(0) ? "TEMPORARY_FAILURE" : "SUCCESSFUL";
        await _world.SenderAsync();
        var first = await _world.UntilAsync((await _world.SentAsync(_world.Draft())).Id, NotificationState.Finished);
        var (unknown, refused) = ((int)first.Counts["unknown"], (int)first.Counts["refused"]);

        var again = await AgainOfAsync(first);
        var without = CatalogWorld.Value(await _world.Service.ReviewAsync(NotifyWorld.Asha, again, CancellationToken.None));
        var with = CatalogWorld.Value(await _world.Service.ReviewAsync(
            NotifyWorld.Asha, again with { Audience = again.Audience with { WithUnknown = true } }, CancellationToken.None));

        Assert.Equal((refused, unknown), (without.Tally.People, without.Tally.LeftOut[LeftOut.MayHaveIt]));
        Assert.Equal(refused + unknown, with.Tally.People);
        Assert.DoesNotContain(LeftOut.MayHaveIt, with.Tally.LeftOut.Keys);
    }

    [Fact]
    public async Task Again_ToWhoOptedOutSince_LeavesThemOut()
    {
        var first = await FailedAsync(people: 4, 1, 2);
        await _world.Registry.SetOptOutAsync(RegistrySource.Job, NotifyWorld.Sub(1), Channel.Push, optedOut: true, CancellationToken.None);

        var review = CatalogWorld.Value(await _world.Service.ReviewAsync(NotifyWorld.Asha, await AgainOfAsync(first), CancellationToken.None));

        Assert.Equal((1, 1), (review.Tally.People, review.Tally.LeftOut[LeftOut.OptedOut]));
    }

    [Fact]
    public async Task Again_OfAPersonReachedOnAnotherPhone_IsNotSentToThem()
    {
        await _world.FollowersAsync(2);
        Assert.True((await _world.Registry.RegisterDeviceAsync(RegistrySource.Job, NotifyWorld.Sub(0), new("tablet", "tablet-0", Platform.Android, "4.8.0"), CancellationToken.None)).Ok);
        var first = await FailedAsync(people: 0, [NotifyWorld.Token(0), NotifyWorld.Token(1)]);
        Assert.Equal((1, 2), ((int)first.Counts["accepted"], (int)first.Counts["refused"]));

        var review = CatalogWorld.Value(await _world.Service.ReviewAsync(NotifyWorld.Asha, await AgainOfAsync(first), CancellationToken.None));

        Assert.Equal(1, review.Tally.People);
    }

    [Fact]
    public async Task Again_WrittenTwiceAndSentTwice_IsSentOnce()
    {
        var first = await FailedAsync(people: 4, 1, 2);
        var (one, other) = (await _world.SavedAsync(await AgainOfAsync(first)), await _world.SavedAsync(await AgainOfAsync(first)));
        var reviews = new[] { one, other }.Select(it => _world.Service.ReviewAsync(NotifyWorld.Asha, it, CancellationToken.None));
        var seals = (await Task.WhenAll(reviews)).Select(review => CatalogWorld.Value(review).Seal).ToList();

        var sent = await Task.WhenAll(new[] { one, other }.Select((it, i) =>
            _world.Service.SendAsync(NotifyWorld.Asha, it.Id, it.Stamp.Version, seals[i], _world.Catalog.NewId(), CancellationToken.None)));

        Assert.Equal("sent-again", Assert.Single(sent, result => !result.Ok).Problems[0].Code);
        await _world.UntilAsync(Assert.Single(sent, result => result.Ok).Value!.Id, NotificationState.Finished);
        Assert.Equal("sent-again", (await _world.Service.AgainAsync(NotifyWorld.Asha, first.Id, CancellationToken.None)).Problems[0].Code);
        Assert.All(_world.Gateway.Sent.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Again_OfAnAgain_CountsWhatBothReached()
    {
        var first = await FailedAsync(people: 6, 1, 2, 3);
        _world.Gateway.StatusOf = address => address == NotifyWorld.Token(3) ? "TEMPORARY_FAILURE" : "SUCCESSFUL";
        var second = await _world.UntilAsync((await _world.SentAsync(await AgainOfAsync(first))).Id, NotificationState.Finished);

        _world.Gateway.StatusOf = _ => "SUCCESSFUL";
        var third = await _world.UntilAsync((await _world.SentAsync(await AgainOfAsync(second))).Id, NotificationState.Finished);

        Assert.Equal((2, 1), ((int)second.Counts["accepted"], (int)third.Counts["accepted"]));
        Assert.Equal([first.Id, second.Id], third.Frozen!.Earlier);
        Assert.All(_world.Gateway.Sent.Values, count => Assert.Equal(1, count));
        var line = CatalogWorld.Value(await _world.Service.LineAsync(NotifyWorld.Asha, second.Id, CancellationToken.None));
        Assert.Equal((first.Id, third.Id), (line.Earlier!.Id, line.Later!.Id));
        Assert.Equal("all-reached", (await _world.Service.AgainAsync(NotifyWorld.Asha, third.Id, CancellationToken.None)).Problems[0].Code);
    }

    [Fact]
    public async Task Again_Withdrawn_LeavesTheFirstFreeToBeSentAgain()
    {
        var first = await FailedAsync(people: 3, 1);
        var when = _world.Catalog.Clock.GetUtcNow().AddHours(1);
        var again = await _world.SentAsync(await AgainOfAsync(first) with { When = when });
        Assert.False((await _world.Service.AgainAsync(NotifyWorld.Asha, first.Id, CancellationToken.None)).Ok);

        CatalogWorld.Value(await _world.Service.WithdrawAsync(NotifyWorld.Asha, again.Id, _world.Catalog.NewId(), CancellationToken.None));

        Assert.True((await _world.Service.AgainAsync(NotifyWorld.Asha, first.Id, CancellationToken.None)).Ok);
    }

    [Fact]
    public async Task Again_OfOneThatStillRuns_OrIsSomebodyElses_IsRefused()
    {
        await _world.FollowersAsync(1);
        var planned = await _world.SentAsync(_world.Draft() with { When = _world.Catalog.Clock.GetUtcNow().AddHours(1) });

        Assert.Equal("not-ended", (await _world.Service.AgainAsync(NotifyWorld.Asha, planned.Id, CancellationToken.None)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await _world.Service.AgainAsync(_world.Provider, planned.Id, CancellationToken.None)).Problems[0].Code);
        var forged = _world.Draft(_world.Provider) with { Audience = new() { Kind = AudienceKind.Unreached, Earlier = planned.Id } };
        Assert.Equal("no-earlier", (await _world.Service.ReviewAsync(_world.Provider, forged, CancellationToken.None)).Problems[0].Code);
        var own = _world.Draft() with { Audience = new() { Kind = AudienceKind.Unreached } };
        Assert.Equal("no-earlier", (await _world.Service.ReviewAsync(NotifyWorld.Asha, own with { Audience = own.Audience with { Earlier = own.Id } }, CancellationToken.None)).Problems[0].Code);
    }

    [Fact]
    public async Task Duplicate_OfAnAgain_IsForEverybodyAgain()
    {
        var first = await FailedAsync(people: 3, 1);
        var again = await _world.UntilAsync((await _world.SentAsync(await AgainOfAsync(first))).Id, NotificationState.Finished);

        var copy = CatalogWorld.Value(await _world.Service.CopyAsync(NotifyWorld.Asha, again.Id, CancellationToken.None));

        Assert.Equal((AudienceKind.Club, null), (copy.Audience.Kind, copy.Audience.Earlier));
    }

    private Task<Notification> FailedAsync(int people, params int[] failing) => FailedAsync(people, [.. failing.Select(NotifyWorld.Token)]);

    // A sent notification that some phones did not take.
    private async Task<Notification> FailedAsync(int people, IReadOnlyList<string> failing)
    {
        await _world.FollowersAsync(people);
        _world.Gateway.StatusOf = address => failing.Contains(address) ? "TEMPORARY_FAILURE" : "SUCCESSFUL";
        await _world.SenderAsync();
        var ended = await _world.UntilAsync((await _world.SentAsync(_world.Draft())).Id, NotificationState.Finished);
        _world.Gateway.StatusOf = _ => "SUCCESSFUL";
        return ended;
    }

    private async Task<Notification> AgainOfAsync(Notification first) =>
        CatalogWorld.Value(await _world.Service.AgainAsync(NotifyWorld.Asha, first.Id, CancellationToken.None));
}

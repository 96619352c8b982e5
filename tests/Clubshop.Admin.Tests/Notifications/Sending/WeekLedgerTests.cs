using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Notifications.Sending;

/// <summary>The weekly limit while several instances send.</summary>
public sealed class WeekLedgerTests
{
    [Fact]
    public async Task Count_ManyNotificationsAtOnce_LetsExactlyTheLimitThrough()
    {
        await using var world = await NotifyWorld.OpenAsync();
        var week = world.Catalog.Get<WeekLedger>();
        var people = Enumerable.Range(0, 40).Select(NotifyWorld.Sub).ToList();

        var full = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
            PatientlyAsync(() => week.CountAsync("n" + n, [], n % 2 == 0 ? people : people.AsEnumerable().Reverse(), 3, CancellationToken.None)))));

        Assert.All(people, person => Assert.Equal(5, full.Count(some => some.Contains(person))));
        Assert.Equal(people.Count, await week.CountFullAsync([], people, world.Catalog.Clock.GetUtcNow(), 3, CancellationToken.None));
        Assert.Equal(0, await week.CountFullAsync([], people, world.Catalog.Clock.GetUtcNow().AddDays(7), 3, CancellationToken.None));
    }

    [Fact]
    public async Task Send_FiveAtOnceFromTwoInstances_ReachNobodyMoreThanThreeTimes()
    {
        await using var world = await NotifyWorld.OpenAsync(maxPerWeek: 3);
        await world.FollowersAsync(120);
        await world.SenderAsync();
        await world.SenderAsync();

        var sent = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.SentAsync(world.Draft())));
        List<Notification> ended = [];
        foreach (var it in sent)
            ended.Add(await world.UntilAsync(it.Id, NotificationState.Finished));

        Assert.Equal(120, world.Gateway.Sent.Count);
        Assert.All(world.Gateway.Sent.Values, times => Assert.Equal(3, times));
        Assert.Equal((360L, 240L), (ended.Sum(it => it.Counts.GetValueOrDefault("accepted")), ended.Sum(it => it.Counts.GetValueOrDefault("overlimit"))));
        var spared = (await world.RowsAsync(ended.First(it => it.Counts.ContainsKey("overlimit")).Id)).Values.First(row => row.Outcome == Outcome.OverLimit);
        Assert.Equal("Had 3 notifications this week", NotificationLabels.Reason(spared.Reason));
        Assert.Equal(0, spared.Tries);
    }

    [Fact]
    public async Task Send_AfterAKill_CountsNobodyTwice_AndNobodyTooLittle()
    {
        await using var world = await NotifyWorld.OpenAsync(maxPerWeek: 2);
        await world.FollowersAsync(600);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Gateway.Before = call =>
        {
            if (call == 3)
                reached.TrySetResult();
            return Task.CompletedTask;
        };
        var killed = await world.SenderAsync();
        var first = await world.SentAsync(world.Draft());
        await reached.Task;
        killed.Abandon();
        await killed.StoppedAsync(); // so that it does not renew its lease when the clock moves
        world.Catalog.Clock.Advance(TimeSpan.FromMinutes(1)); // the lease ends
        await world.SenderAsync();
        var ended = await world.UntilAsync(first.Id, NotificationState.Finished);
        Assert.Equal(0, ended.Counts.GetValueOrDefault("overlimit"));

        var second = await world.UntilAsync((await world.SentAsync(world.Draft())).Id, NotificationState.Finished);
        var third = await world.UntilAsync((await world.SentAsync(world.Draft())).Id, NotificationState.Finished);

        Assert.Equal((600, 600), ((int)second.Counts["accepted"], (int)third.Counts["overlimit"]));
        Assert.All(world.Gateway.Sent.Values, times => Assert.InRange(times, 1, 2));
    }

    [Fact]
    public async Task Send_AWeekLater_GoesOutAgain_AndTheReviewSaysWhoIsSkipped()
    {
        await using var world = await NotifyWorld.OpenAsync(maxPerWeek: 1);
        await world.FollowersAsync(3);
        await world.SenderAsync();
        await world.UntilAsync((await world.SentAsync(world.Draft())).Id, NotificationState.Finished);
        await world.FollowersAsync(2, from: 3);

        var now = CatalogWorld.Value(await world.Service.ReviewAsync(NotifyWorld.Asha, world.Draft(), CancellationToken.None));
        var later = CatalogWorld.Value(await world.Service.ReviewAsync(
            NotifyWorld.Asha, world.Draft() with { When = world.Catalog.Clock.GetUtcNow().AddDays(8) }, CancellationToken.None));
        Assert.Equal((new(3, true, 1), new(0, true, 1)), (now.OverLimit, later.OverLimit));

        world.Catalog.Clock.Advance(TimeSpan.FromDays(7));
        var ended = await world.UntilAsync((await world.SentAsync(world.Draft())).Id, NotificationState.Finished);
        Assert.Equal(5, ended.Counts["accepted"]);
    }

    [Fact]
    public async Task SendAgain_ToThoseNotReached_IsNotChargedForTheFirstTime()
    {
        await using var world = await NotifyWorld.OpenAsync(maxPerWeek: 1);
        await world.FollowersAsync(2);
        world.Gateway.StatusOf = address => address == NotifyWorld.Token(1) ? "TEMPORARY_FAILURE" : "SUCCESSFUL";
        await world.SenderAsync();
        var first = await world.UntilAsync((await world.SentAsync(world.Draft())).Id, NotificationState.Finished);
        world.Gateway.StatusOf = _ => "SUCCESSFUL";

        var again = CatalogWorld.Value(await world.Service.AgainAsync(NotifyWorld.Asha, first.Id, CancellationToken.None));
        var ended = await world.UntilAsync((await world.SentAsync(again)).Id, NotificationState.Finished);

        Assert.Equal(1, ended.Counts["accepted"]);
        Assert.All(world.Gateway.Sent.Values, times => Assert.Equal(1, times));
    }

    // As the sender waits where others keep the rows busy.
    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> work)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Clubshop.Admin.Storage.CommitBusyException)
            {
                await Task.Yield();
            }
        }
    }
}

using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Tests.Notifications.Sending;

public sealed class SendingTests : IAsyncLifetime
{
    private NotifyWorld _world = null!;

    public async Task InitializeAsync() => _world = await NotifyWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Send_ToFollowers_ReachesEachOnce_AndTheLedgerAgrees()
    {
        await _world.FollowersAsync(250);
        await _world.SenderAsync();

        var sent = await _world.SentAsync(_world.Draft());
        var ended = await _world.UntilAsync(sent.Id, NotificationState.Finished);

        Assert.Equal(250, ended.Counts["accepted"]);
        Assert.Equal(250, _world.Gateway.Sent.Count);
        Assert.All(_world.Gateway.Sent.Values, count => Assert.Equal(1, count));
        var rows = await _world.RowsAsync(sent.Id);
        Assert.Equal(250, rows.Count);
        Assert.All(rows.Values, row => Assert.Equal((Outcome.Accepted, "SUCCESSFUL", "Android"), (row.Outcome, row.Reason, row.To)));
    }

    [Fact]
    public async Task Send_WithEveryStatus_RecordsEachOutcome()
    {
        string[] statuses = ["SUCCESSFUL", "PERMANENT_FAILURE", "OPT_OUT", "DUPLICATE", "UNKNOWN_FAILURE", "SOMETHING_NEW", "THROTTLED", "TEMPORARY_FAILURE"];
        await _world.FollowersAsync(statuses.Length);
        var tries = 0;
        _world.Gateway.StatusOf = address => statuses[int.Parse(address[12..], System.Globalization.CultureInfo.InvariantCulture)] switch
        {
            "THROTTLED" => ++tries < 3 ? "THROTTLED" : "SUCCESSFUL",
            var other => other,
        };
        await _world.SenderAsync();

        var sent = await _world.SentAsync(_world.Draft());
        var ended = await _world.UntilAsync(sent.Id, NotificationState.Finished);

        Assert.Equal(2, ended.Counts["accepted"]);
        Assert.Equal(6, ended.Counts["refused"]);
        var rows = (await _world.RowsAsync(sent.Id)).Values.ToDictionary(row => row.Sub!, row => row, StringComparer.Ordinal);
        Assert.Equal("SOMETHING_NEW", rows[NotifyWorld.Sub(5)].Reason);
        Assert.Equal(3, rows[NotifyWorld.Sub(6)].Tries);
        Assert.Equal((Outcome.Refused, _world.Options.Tries), (rows[NotifyWorld.Sub(7)].Outcome, rows[NotifyWorld.Sub(7)].Tries));
        var registry = _world.Catalog.Get<RegistryReader>();
        Assert.NotNull((await registry.FindAsync(NotifyWorld.Sub(1), CancellationToken.None))!.Devices.Single().Dead);
        Assert.Null((await registry.FindAsync(NotifyWorld.Sub(4), CancellationToken.None))!.Devices.Single().Dead);
    }

    [Fact]
    public async Task Send_WithALostAnswer_IsUnknownAndNeverSentAgain()
    {
        await _world.FollowersAsync(150);
        _world.Gateway.Whole = call => call == 1 ? new SendAnswer.NoAnswer("HTTP 500") : null;
        await _world.SenderAsync();

        var sent = await _world.SentAsync(_world.Draft());
        var ended = await _world.UntilAsync(sent.Id, NotificationState.Finished);

        Assert.Equal(150, ended.Counts["unknown"] + ended.Counts["accepted"]);
        Assert.True(ended.Counts["unknown"] is 50 or 100);
        Assert.All(_world.Gateway.Sent.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Send_AWholeCallThrottled_IsSentAgain()
    {
        await _world.FollowersAsync(150);
        _world.Gateway.Whole = call => call <= 3 ? new SendAnswer.NotSent("THROTTLED") : null;
        await _world.SenderAsync();

        var sent = await _world.SentAsync(_world.Draft());
        var ended = await _world.UntilAsync(sent.Id, NotificationState.Finished);

        Assert.Equal(150, ended.Counts["accepted"]);
        Assert.All(_world.Gateway.Sent.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Send_SomebodyOptsOutAfterTheFreeze_IsLeftOut()
    {
        await _world.FollowersAsync(3);
        var sent = await _world.SentAsync(_world.Draft());
        await _world.Registry.SetOptOutAsync(RegistrySource.Job, NotifyWorld.Sub(1), Channel.Push, optedOut: true, CancellationToken.None);
        await _world.FollowersAsync(1, from: 3);

        await _world.SenderAsync();
        var ended = await _world.UntilAsync(sent.Id, NotificationState.Finished);

        Assert.Equal((2, 1), (ended.Counts["accepted"], ended.Counts["leftout"]));
        Assert.DoesNotContain(NotifyWorld.Token(1), _world.Gateway.Sent.Keys);
        Assert.DoesNotContain(NotifyWorld.Token(3), _world.Gateway.Sent.Keys);
    }

    [Fact]
    public async Task Stop_HalfWay_FinishesBatchesInProgress_AndCountsTheRestAsNotSent()
    {
        await _world.FollowersAsync(2_000);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _world.Gateway.Before = call =>
        {
            if (call == 3)
                reached.SetResult();
            return call < 3 ? Task.CompletedTask : go.Task;
        };
        await _world.SenderAsync();
        var sent = await _world.SentAsync(_world.Draft());
        await reached.Task;

        var stopping = await _world.Service.StopAsync(NotifyWorld.Asha, sent.Id, _world.Catalog.NewId(), CancellationToken.None);
        go.SetResult();
        var ended = await _world.UntilAsync(sent.Id, NotificationState.Stopped);

        Assert.Equal(NotificationState.Stopping, stopping.Value!.State);
        Assert.Equal(2_000, ended.Counts.Values.Sum());
        Assert.InRange(ended.Counts["accepted"], 300, 1_100);
        Assert.Equal(_world.Gateway.Sent.Count, ended.Counts["accepted"]);
        Assert.Equal(2_000 - ended.Counts["accepted"], ended.Counts["notsent"]);
    }

    [Fact]
    public async Task Send_AfterAKill_ContinuesElsewhere_AndSendsNobodyTwice()
    {
        await _world.FollowersAsync(1_500);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _world.Gateway.Before = call =>
        {
            if (call == 5)
                reached.SetResult();
            return Task.CompletedTask;
        };
        var first = await _world.SenderAsync();
        var sent = await _world.SentAsync(_world.Draft());
        await reached.Task;
        first.Abandon();

        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(1)); // the lease ends
        await _world.SenderAsync();
        var ended = await _world.UntilAsync(sent.Id, NotificationState.Finished);

        Assert.Equal(1_500, ended.Counts.Values.Sum());
        Assert.All(_world.Gateway.Sent.Values, count => Assert.Equal(1, count));
        var rows = await _world.RowsAsync(sent.Id);
        Assert.Equal(1_500, rows.Count);
        Assert.Equal(ended.Counts.GetValueOrDefault("unknown"), rows.Values.Count(row => row is { Outcome: Outcome.Unknown, Reason: "CUT_OFF" }));
    }

    [Fact]
    public async Task Send_OutsideTheHours_Waits_CanBeChanged_AndGoesOutInTheMorning()
    {
        await _world.FollowersAsync(2);
        _world.Catalog.Clock.Advance(TimeSpan.FromHours(7)); // 11:12 pm
        using var sender = NotificationsSetup.SenderOf(_world.Catalog.Services, _world.Gateway);
        var sent = await _world.SentAsync(_world.Draft());
        var now = _world.Catalog.Clock.GetUtcNow();
        Assert.Equal("Waiting for 8:00 am", NotificationLabels.Of(sent, _world.Options, now).Text);
        Assert.Equal("21 Nov, 8:00 am IST", NotificationLabels.GoesOut(sent, _world.Options, now));

        await LookAsync();
        var kept = await _world.UntilAsync(sent.Id, NotificationState.Scheduled);
        Assert.Null(kept.StartedAt);
        var changed = await _world.SavedAsync(kept with { Title = "In the morning" });
        sent = (await _world.SendAsync(NotifyWorld.Asha, changed)).Value!;
        _world.Catalog.Clock.Advance(TimeSpan.FromHours(8.75)); // 7:57 am
        await LookAsync();
        Assert.Empty(_world.Gateway.Sent);

        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(5));
        await LookAsync();
        var ended = await _world.UntilAsync(sent.Id, NotificationState.Finished);
        Assert.Equal(("In the morning", 2), (ended.Title, ended.Counts["accepted"]));

        Task LookAsync()
        {
            _world.Catalog.IndexesFollow();
            return sender.PollOnceAsync();
        }
    }

    [Fact]
    public async Task Finish_InTheAuditLog_CountsInWords()
    {
        await _world.FollowersAsync(3);
        _world.Gateway.StatusOf = address => address == NotifyWorld.Token(1) ? "PERMANENT_FAILURE" : "SUCCESSFUL";
        await _world.SenderAsync();
        var sent = await _world.SentAsync(_world.Draft());
        await _world.UntilAsync(sent.Id, NotificationState.Finished);
        var entry = (await _world.Catalog.HistoryAsync("notification", sent.Id)).Single(entry => entry.Action == "finish");
        Assert.Equal("2 accepted, 1 refused", entry.Note);
    }

    [Fact]
    public async Task Send_WhenTheHoursEnd_ContinuesTheNextMorning()
    {
        await _world.FollowersAsync(300);
        _world.Catalog.Clock.Advance(TimeSpan.FromHours(4.78)); // 16:12 to 20:59 IST
        _world.Gateway.Before = call =>
        {
            if (call == 1)
                _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(5));
            return Task.CompletedTask;
        };
        await _world.SenderAsync();
        var sent = await _world.SentAsync(_world.Draft() with { PerMinute = 24_000 });
        var reader = _world.Catalog.Get<Clubshop.Admin.Storage.TableReader>();
        await NotifyWorld.UntilAsync(async token => (await SendLease.ReadAsync(sent.Id, reader, token))?.WaitsUntil is not null);

        Assert.InRange(_world.Gateway.Sent.Count, 1, 299);
        _world.Catalog.Clock.Advance(TimeSpan.FromHours(11));
        _world.Catalog.Get<SendSignals>().Wake();
        var ended = await _world.UntilAsync(sent.Id, NotificationState.Finished);

        Assert.Equal(300, ended.Counts["accepted"]);
        Assert.All(_world.Gateway.Sent.Values, count => Assert.Equal(1, count));
    }
}

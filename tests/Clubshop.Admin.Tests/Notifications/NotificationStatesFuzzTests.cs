using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Tests.Catalog;
using CsCheck;

namespace Clubshop.Admin.Tests.Notifications;

/// <summary>
/// People do anything in any order while time passes; the service is compared with a small model. Nothing is sent early, outside the hours, without
/// approval or unreviewed, and nobody gets it twice.
/// </summary>
public sealed class NotificationStatesFuzzTests : IAsyncLifetime
{
    private const int MaxCases = 400; // of some thirty writes each
    private NotifyWorld _world = null!;
    private Sender _sender = null!;
    private int _customers;

    public async Task InitializeAsync()
    {
        _world = await NotifyWorld.OpenAsync();
        _world.Options.UndoSeconds = 10;
        _sender = NotificationsSetup.SenderOf(_world.Catalog.Services, _world.Gateway);
    }

    public async Task DisposeAsync()
    {
        _sender.Dispose();
        await _world.DisposeAsync();
    }

    /// <summary>An action of a person.</summary>
    internal enum Deed
    {
        Edit,
        AtOnce,
        Later,
        Review,
        Send,
        SendBack,
        Approve,
        Withdraw,
        Stop,
        Seconds,
        Hours,
        Look,
    }

    [Fact]
    public Task Actions_InAnyOrder_SendOnlyWhatWasReviewed_OnceAndOnTime() =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Enum<Deed>(), Gen.Int[0, 900]).Array[1, 14]).SampleAsync(
            async (approval, deeds) => await RunAsync(approval, deeds), iter: Math.Min(Check.Iter, MaxCases), threads: 1);

    private async Task RunAsync(bool approval, (Deed Deed, int Number)[] deeds)
    {
        var number = _customers++;
        var service = _world.Service;
        Assert.True((await _world.Registry.RegisterDeviceAsync(RegistrySource.Job, NotifyWorld.Sub(number), new("phone", NotifyWorld.Token(number), Platform.Android, ""), default)).Ok);
        _world.Options.ApprovalAbove = approval ? 0 : 1_000;
        var it = await _world.SavedAsync(_world.Draft() with { Title = "First", Audience = new() { Kind = AudienceKind.Customer, Customer = NotifyWorld.Sub(number) } });
        var model = new Model(NotificationState.Draft, null, "First");
        ReviewSeal? seal = null;
        (string Title, DateTimeOffset? When)? reviewed = null;
        foreach (var (deed, n) in deeds)
        {
            var now = _world.Catalog.Clock.GetUtcNow();
            switch (deed)
            {
                case Deed.Edit or Deed.AtOnce or Deed.Later:
                    var (title, when) = deed switch
                    {
                        Deed.Edit => ("Title " + n, it.When),
                        Deed.AtOnce => (it.Title, null),
                        _ => (it.Title, (DateTimeOffset?)Minute(now.AddMinutes(n))),
                    };
                    var edited = await service.SaveAsync(NotifyWorld.Asha, it with { Title = title, When = when }, _world.Catalog.NewId(), default);
                    Assert.Equal(model.MayChange, edited.Ok);
                    if (edited.Ok)
                        model = model with { State = NotificationState.Draft, When = when, Title = title };
                    break;
                case Deed.Review:
                    var review = await service.ReviewAsync(NotifyWorld.Asha, it, default);
                    Assert.Equal(model.When is not { } past || past >= now.AddMinutes(-2), review.Ok);
                    (seal, reviewed) = (review.Value?.Seal ?? seal, review.Ok ? (it.Title, it.When) : reviewed);
                    break;
                case Deed.Send:
                    var sent = await service.SendAsync(NotifyWorld.Asha, it.Id, it.Stamp.Version, seal ?? new("", 1), _world.Catalog.NewId(), default);
                    var same = reviewed == (model.Title, model.When) && (model.When is not { } at || at >= now.AddMinutes(-2));
                    Assert.Equal(model.State == NotificationState.Draft && same, sent.Ok);
                    if (sent.Ok)
                        model = model with { State = approval ? NotificationState.AwaitingApproval : NotificationState.Scheduled, From = now };
                    break;
                case Deed.SendBack:
                    var back = await service.SendBackAsync(NotifyWorld.Vikram, it.Id, "No", _world.Catalog.NewId(), default);
                    Assert.Equal(model.State == NotificationState.AwaitingApproval, back.Ok);
                    model = back.Ok ? model with { State = NotificationState.Draft } : model;
                    break;
                case Deed.Approve:
                    var approved = await service.ApproveAsync(NotifyWorld.Vikram, it.Id, it.Frozen?.Hash ?? "", _world.Catalog.NewId(), default);
                    Assert.Equal(model.State == NotificationState.AwaitingApproval, approved.Ok);
                    model = approved.Ok ? model with { State = NotificationState.Scheduled, From = now } : model;
                    break;
                case Deed.Withdraw:
                    var withdrawn = await service.WithdrawAsync(NotifyWorld.Asha, it.Id, _world.Catalog.NewId(), default);
                    Assert.Equal(model.Waits, withdrawn.Ok);
                    model = withdrawn.Ok ? model with { State = NotificationState.Draft } : model;
                    break;
                case Deed.Stop when n < 100:
                    await service.StopAsync(NotifyWorld.Asha, it.Id, _world.Catalog.NewId(), default);
                    model = model.Waits ? model with { State = NotificationState.Stopped } : model;
                    break;
                case Deed.Seconds:
                    _world.Catalog.Clock.Advance(TimeSpan.FromSeconds(n / 30));
                    break;
                case Deed.Hours:
                    _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(n));
                    break;
                case Deed.Look:
                    _world.Catalog.IndexesFollow();
                    await _sender.PollOnceAsync();
                    if (model.State == NotificationState.Scheduled && model.DueAt <= now && SendWindow.IsOpen(_world.Options.PushHours, now))
                        model = model with { State = NotificationState.Finished };
                    break;
            }

            it = CatalogWorld.Value(await service.FindAsync(NotifyWorld.Asha, it.Id, default));
            Assert.Equal((model.State, model.When, model.Title), (it.State, it.When, it.Title));
            Assert.Equal(model.State == NotificationState.Finished ? 1 : 0, _world.Gateway.Sent.GetValueOrDefault(NotifyWorld.Token(number)));
        }

        // Otherwise it would be sent during the next case.
        await service.StopAsync(NotifyWorld.Asha, it.Id, _world.Catalog.NewId(), default);
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private sealed record Model(NotificationState State, DateTimeOffset? When, string Title)
    {
        /// <summary>When it was sent or approved.</summary>
        public DateTimeOffset From { get; init; }

        public bool Waits => State is NotificationState.AwaitingApproval or NotificationState.Scheduled;

        public bool MayChange => Waits || State == NotificationState.Draft;

        public DateTimeOffset DueAt => When ?? From.AddSeconds(10);
    }
}

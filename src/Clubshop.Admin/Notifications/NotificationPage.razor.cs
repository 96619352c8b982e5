using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Notifications.Reports;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Display;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Notifications;

/// <summary>The report of a notification. Refreshes every 1.5 seconds while the notification is active.</summary>
public sealed partial class NotificationPage : PortalComponent, IDisposable
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource _left = new();
    private NotificationReport? _report;
    private IReadOnlyList<MessageText> _samples = [];
    private string? _sampledHash;
    private string? _problem;
    private string? _loadedId;
    private bool _busy;

    /// <summary>The notification.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The outcome that the log is filtered by; null for all.</summary>
    [SupplyParameterFromQuery]
    public string? Only { get; set; }

    /// <summary>Token of a later page of the log.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    [Inject]
    private NotificationService Service { get; set; } = null!;

    [Inject]
    private NotificationReports Reports { get; set; } = null!;

    [Inject]
    private AudienceNames Names { get; set; } = null!;

    [Inject]
    private IOptions<NotificationOptions> Options { get; set; } = null!;

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<NotificationPage> Logger { get; set; } = null!;

    private Notification It => _report!.Notification;

    private MessageText Preview => It.Channel == Registry.Channel.Sms ? new(null, It.Message) : NotificationPreview.Of(It, null);

    private long Unknown => _report!.Count(Outcome.Unknown);

    private DateTimeOffset Now => Time.GetUtcNow();

    private (string Text, Tone Tone, string Icon) State => _report is { Progress.WaitsUntil: { } opens } && It.State == NotificationState.Sending
        ? NotificationLabels.Waiting(opens)
        : NotificationLabels.Of(It, Options.Value, Now);

    // What goes out now waits a moment first. Later it may still be withdrawn until an instance begins it.
    private DateTimeOffset? UndoableUntil =>
        It.State == NotificationState.Scheduled && NotificationRules.UndoableUntil(It, Options.Value) is var until && until > Now && Service.BeginsAt(It) == until ? until : null;

    private string Sentence => It.State switch
    {
        NotificationState.AwaitingApproval => L[$"Written by {It.AuthorName}. Another person has to approve it."],
        NotificationState.Scheduled when NotificationLabels.WaitsFor(It, Options.Value, Now) is { } opens =>
            L[$"Goes out {Format.Full(opens)}, when the permitted hours begin. Until then it can be changed or withdrawn."],
        NotificationState.Scheduled when UndoableUntil is not null => L["Sent; the first message has not left yet."],
        NotificationState.Scheduled => L[$"Goes out {Format.Full(Service.BeginsAt(It))}."],
        NotificationState.Draft => L[$"A draft by {It.AuthorName}. Nothing goes out until it is sent."],
        _ when It is { StartedAt: { } started, Approval: { } approval } =>
            L[$"Started {Format.Moment(started, Time.GetUtcNow())} by {It.AuthorName}, approved by {approval.ByName}."],
        _ when It.StartedAt is { } started => L[$"Started {Format.Moment(started, Time.GetUtcNow())} by {It.AuthorName}."],
        _ => L[$"By {It.AuthorName}."],
    };

    private string ProgressText => It.State == NotificationState.Stopped
        ? L[$"Stopped: {Format.Number(_report!.Count(Outcome.Accepted))} accepted, {Format.Number(_report.Count(Outcome.NotSent))} not sent"]
        : L[$"{Format.Number(_report!.Settled)} of {Format.Number(_report.Total)} have an outcome"];

    private string? ProgressNote => _report switch
    {
        { Progress.WaitsUntil: { } waits } when It.State == NotificationState.Sending => L[$"continues {Format.Moment(waits, Time.GetUtcNow())}, when the permitted hours begin"],
        { DoneAbout: { } about } => L[$"{Format.Number(It.PerMinute)} a minute, done at about {Format.Clock(about)}"],
        _ => It.State == NotificationState.Stopping ? L["finishing batches in progress"] : It.EndedAt is { } ended ? L[$"ended {Format.Moment(ended, Time.GetUtcNow())}"] : null,
    };

    private Tone ProgressTone => It.State switch
    {
        NotificationState.Finished => Tone.Good,
        NotificationState.Stopping or NotificationState.Stopped => Tone.Warn,
        _ => Tone.Plain,
    };

    private SendBuckets Buckets => SendBuckets.Of(_report!.Progress);

    private IReadOnlyList<TimeChart.Bar> Bars => NotificationLabels.Bars(Buckets.Counts, Buckets.Step, Now);

    private bool IsActive =>
        _report?.Notification.State is NotificationState.AwaitingApproval or NotificationState.Scheduled
        or NotificationState.Sending or NotificationState.Stopping;

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_loadedId == Id || Actor is null)
            return;

        _loadedId = Id;
        await LoadAsync();
        _ = RefreshWhileActiveAsync(Id);
    }

    private async Task RefreshWhileActiveAsync(string id)
    {
        try
        {
            while (IsActive && _loadedId == id)
            {
                await Task.Delay(RefreshInterval, Time, _left.Token);
                await LoadAsync();
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            var found = await Reports.FindAsync(Actor!, Id, _left.Token);
            (_report, _problem) = (found.Value ?? _report, found.Ok ? null : found.Problems[0].Message);
            await SampleAsync();
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            var reference = SupportReference.New();
            NotificationLog.NotDone(Logger, reference, cause);
            _problem = L[$"The report did not load. Trying again; if this stays, give support the reference {reference}."];
        }
    }

    // Loads the sample texts once per snapshot.
    private async Task SampleAsync()
    {
        if (_report?.Notification is not { StartedAt: null } it || it.Frozen?.Hash == _sampledHash)
            return;

        _sampledHash = it.Frozen?.Hash;
        _samples = it.Frozen is null ? [] : (await Service.SamplesAsync(Actor!, Id, _left.Token)).Value?.Items ?? [];
    }

    private async Task ApproveAsync()
    {
        if (It.Frozen is not { } frozen)
            return;

        var begins = Service.BeginsAt(It);
        var whom = NotificationLabels.ToWhomAndWhen(frozen.People, begins > Now + TimeSpan.FromMinutes(1) ? begins : null, Now);
        if (await Dialogs.ConfirmAsync(L[$"Approve sending it {whom}?"], L[$"“{It.ShownName}” goes {whom}, exactly as shown here."], L["Approve and send"]))
            await DoAsync(actor => Service.ApproveAsync(actor, Id, frozen.Hash, Ids.New(Time), _left.Token), L["Approved"]);
    }

    private Task SendBackAsync(string reason) => DoAsync(actor => Service.SendBackAsync(actor, Id, reason, Ids.New(Time), _left.Token), L["Sent back"]);

    // Needs no confirmation: nothing has been sent, and it becomes a draft again.
    private Task WithdrawAsync() => DoAsync(actor => Service.WithdrawAsync(actor, Id, Ids.New(Time), _left.Token), L["Withdrawn: it is a draft again"]);

    private async Task StopAsync()
    {
        IReadOnlyList<string> consequences = [L["Batches in progress are finished: up to a few hundred messages."], L["Nothing more is sent, and it cannot be resumed."]];
        if (await Dialogs.ConfirmAsync(L[$"Stop “{It.ShownName}”?"], L["Messages already sent cannot be recalled."], L["Stop it"], consequences, danger: true))
            await DoAsync(actor => Service.StopAsync(actor, Id, Ids.New(Time), _left.Token), L["Stopping"]);
    }

    private async Task DoAsync(Func<Actor, Task<Result<Notification>>> work, string done)
    {
        if (_busy || Actor is not { } actor)
            return;

        _busy = true;
        try
        {
            var result = await work(actor);
            await LoadAsync();
            _problem = result.Ok ? _problem : result.Problems[0].Message;
            if (result.Ok)
                Toasts.Confirm(done, It.ShownName);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            var reference = SupportReference.New();
            NotificationLog.NotDone(Logger, reference, cause);
            _problem = L[$"It is unknown whether that was done. Check the state above. If it happens again, give support the reference {reference}."];
        }
        finally
        {
            _busy = false;
        }
    }
}

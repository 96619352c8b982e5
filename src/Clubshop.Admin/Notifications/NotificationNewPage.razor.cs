using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Notifications;

/// <summary>The form of a notification. What was reviewed is what is sent: any edit after it asks for another review.</summary>
public sealed partial class NotificationNewPage : ComponentBase, IDisposable
{
    private static readonly IReadOnlyList<Channel> Channels = [Channel.Push, Channel.Sms];

    private readonly CancellationTokenSource _left = new();
    private Notification _it = new() { Id = "" };
    private IReadOnlyList<Problem> _problems = [];
    private IReadOnlyList<SmsTemplate> _texts = [];
    private IReadOnlyList<TestResult>? _tests;
    private PastedSummary? _list;
    private Review? _review;
    private string? _conflict;
    private string? _loadedId;
    private bool _busy;
    private bool _testing;
    private bool _dirty;
    private bool _done;
    private bool _loaded;

    /// <summary>Who writes.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    /// <summary>A notification that may still be changed; null for a new one.</summary>
    [SupplyParameterFromQuery]
    public string? Id { get; set; }

    [Inject]
    private NotificationService Service { get; set; } = null!;

    [Inject]
    private SmsTemplates Texts { get; set; } = null!;

    [Inject]
    private TestSends Tests { get; set; } = null!;

    [Inject]
    private PastedLists Lists { get; set; } = null!;

    [Inject]
    private IOptions<NotificationOptions> Options { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<NotificationNewPage> Logger { get; set; } = null!;

    private NotificationOptions Settings => Options.Value;

    private bool Sms => _it.Channel == Channel.Sms;

    private SmsTemplate? Template => _texts.FirstOrDefault(text => text.Id == _it.TemplateId);

    private IReadOnlyList<string> Variables => MessageVariables.Names(Sms ? _it.TemplateValues : [_it.Title, _it.Message]);

    private MessageText Preview => NotificationPreview.Of(_it, Template);

    private string PushHelp =>
        $"{Format.Number(PushPayload.Bytes(_it.Title, _it.Message, _it.Link, _it.Picture))} of {Format.Number(PushPayload.MaxBytes)} bytes. {{{{city}}}} becomes the customer's city.";

    private string ReadyNote => _review switch
    {
        { ApprovalReasons.Count: > 0 } => "Another person approves it before it goes.",
        { Plan: { Moved: true } plan } => $"It goes out {Format.Moment(plan.Parts[0].Starts, Time.GetUtcNow())}.",
        { Notification.When: { } when } => $"It goes out {Format.Moment(when, Time.GetUtcNow())}.",
        _ => "It goes out at once.",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Actor is not { } actor || (_loaded && _loadedId == Id))
            return;

        _texts = (await Texts.ListAsync(actor, _left.Token)).Value?.Items.Where(text => !text.Retired).ToList() ?? [];
        (_it, _loadedId) = (Service.New(actor), Id);
        if (Id is not null)
        {
            var found = await Service.FindAsync(actor, Id, _left.Token);
            if (!found.Ok || !found.Value.MayChange)
            {
                Navigation.NavigateTo(found.Ok ? NotificationUrls.Of(Id) : NotificationUrls.List, replace: true);
                return;
            }

            _it = found.Value;
            _list = _it.Audience.ListId.Length > 0 ? await Lists.FindAsync(actor, _it.Audience.ListId, _left.Token) : null;
        }

        _loaded = true;
    }

    private static string ChannelText(Channel channel) => channel == Channel.Push ? "Push" : "SMS";

    private void Edit(Notification after)
    {
        (_it, _dirty, _review, _tests) = (after, true, null, null);
    }

    private void SetDefault(string name, string? value)
    {
        var defaults = _it.Defaults.ToDictionary(StringComparer.Ordinal);
        defaults[name] = value ?? "";
        Edit(_it with { Defaults = defaults });
    }

    private async Task TakeListAsync(string id)
    {
        _list = Actor is { } actor ? await Lists.FindAsync(actor, id, _left.Token) : null;
        Edit(_it with { Audience = _it.Audience with { ListId = id } });
    }

    private Task ReviewAsync() => DoAsync(async actor =>
    {
        var reviewed = await Service.ReviewAsync(actor, Local(_it), _left.Token);
        (_review, _problems) = (reviewed.Value, reviewed.Problems);
    });

    private Task SaveDraftAsync() => DoAsync(async actor =>
    {
        if (await KeepAsync(actor))
        {
            Toasts.Confirm("Draft saved");
            StateHasChanged(); // the guard hears that nothing is unsaved
            Navigation.NavigateTo(NotificationUrls.Edit(_it.Id), replace: true);
        }
    });

    private Task SendAsync() => DoAsync(async actor =>
    {
        if (!await KeepAsync(actor))
            return;

        var sent = await Service.SendAsync(actor, _it.Id, _it.Stamp.Version, Ids.New(Time), _left.Token);
        if (!Take(sent))
            return;

        _done = true;
        StateHasChanged(); // the guard hears that nothing is unsaved
        Toasts.Confirm(sent.Value!.State == NotificationState.AwaitingApproval ? "Waiting for approval" : "Sent off", sent.Value.Name);
        Navigation.NavigateTo(NotificationUrls.Of(_it.Id), replace: true);
    });

    private async Task TestAsync()
    {
        _testing = true;
        try
        {
            await DoAsync(async actor =>
            {
                var tested = await Tests.SendAsync(actor, Local(_it), _left.Token);
                (_tests, _problems) = (tested.Value?.Items, tested.Problems);
            });
        }
        finally
        {
            _testing = false;
        }
    }

    private async Task<bool> KeepAsync(Actor actor)
    {
        var saved = await Service.SaveAsync(actor, Local(_it), Ids.New(Time), _left.Token);
        if (!Take(saved))
            return false;

        (_it, _dirty, _loadedId) = (saved.Value!, false, _it.Id);
        return true;
    }

    private bool Take(Result<Notification> result)
    {
        _conflict = result.Problems.FirstOrDefault(problem => problem.Code == Problem.Conflict)?.Message;
        _problems = _conflict is null ? result.Problems : [];
        return result.Ok;
    }

    // An address of this portal itself, as copied from the browser, is an address of ours.
    private Notification Local(Notification it) =>
        it.Link.StartsWith(Navigation.BaseUri, StringComparison.OrdinalIgnoreCase) ? it with { Link = "/" + it.Link[Navigation.BaseUri.Length..] } : it;

    private async Task DoAsync(Func<Actor, Task> work)
    {
        if (_busy || Actor is not { } actor)
            return;

        (_busy, _problems, _conflict) = (true, [], null);
        try
        {
            await work(actor);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            var reference = SupportReference.New();
            NotificationLog.NotDone(Logger, reference, cause);
            _problems = [new("broken", $"It was not done, and nothing was sent. What you typed is kept; if it happens again, give support the reference {reference}.")];
        }
        finally
        {
            _busy = false;
        }
    }
}

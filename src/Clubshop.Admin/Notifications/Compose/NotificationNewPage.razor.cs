using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Notifications.TestDevices;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Notifications.Compose;

/// <summary>
/// The form of a notification. Only what was reviewed is sent: any edit requires another review. While a field cannot be read, the notification
/// is not reviewed, tested, saved or sent, because an unreadable field is not an empty one.
/// </summary>
public sealed partial class NotificationNewPage : PortalComponent, IDisposable
{
    private static readonly IReadOnlyList<Channel> Channels = [Channel.Push, Channel.Sms];

    private const string Unreadable = "unreadable";

    private readonly CancellationTokenSource _left = new();
    private readonly FormState _form = new();
    private Notification _it = new() { Id = "" };
    private IReadOnlyList<Problem> _problems = [];
    private IReadOnlyList<SmsTemplate> _texts = [];
    private IReadOnlyList<TestResult>? _tests;
    private PastedSummary? _list;
    private AudienceEstimate? _estimate;
    private Notification? _earlier;
    private string? _conflict;
    private string? _unavailable;
    private string? _loadedId;
    private string? _loadedFrom;
    private bool _busy;
    private bool _reviewing;
    private bool _testing;
    private bool _dirty;
    private bool _done;
    private bool _loaded;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    /// <summary>Id of a notification whose content a new one begins with; null for an empty one.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>Id of an ended notification that a new one is sent again of, to those whom it did not reach; null for any other.</summary>
    [SupplyParameterFromQuery]
    public string? Again { get; set; }

    /// <summary>Id of a notification that may still be changed; null for a new one.</summary>
    [SupplyParameterFromQuery]
    public string? Id { get; set; }

    [Inject]
    private NotificationService Service { get; set; } = null!;

    [Inject]
    private SmsTemplateService Texts { get; set; } = null!;

    [Inject]
    private TestSender Tests { get; set; } = null!;

    [Inject]
    private PastedLists Lists { get; set; } = null!;

    [Inject]
    private IOptions<NotificationOptions> Options { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;

    [Inject]
    private NotificationLinks Links { get; set; } = null!;

    [Inject]
    private AudienceNames Names { get; set; } = null!;

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

    private int PushBytes => PushPayload.Bytes(_it.Title, _it.Message, _it.Link, _it.Picture);

    // What a phone accepts is counted in bytes; worth a word only once it may become too much.
    private string PushHelp => L["{{city}} becomes the customer’s city."]
        + (PushBytes > PushPayload.MaxBytes / 2 ? " " + L[$"{Format.Number(PushBytes)} of {Format.Number(PushPayload.MaxBytes)} bytes are used."] : "");

    private string TimingSentence => Sms || Settings.PushHours.WholeDay ? L["India Standard Time."]
        : L[$"India Standard Time. Push goes out from {Settings.PushHours.Text}; what is due outside these hours waits for them."];

    // What a new one begins with; it takes the place of what was being written in this tab.
    private string? Source => Again is null ? From : "again:" + Again;

    private bool Planned => _it.State is NotificationState.AwaitingApproval or NotificationState.Scheduled;

    private string PlannedTitle => _it.State == NotificationState.AwaitingApproval
        ? L["It is waiting for approval"]
        : L[$"It is scheduled: {NotificationLabels.GoesOut(_it, Settings, Time.GetUtcNow())}"];

    private string BarTitle => _busy ? L["Counting the audience…"] : _form.Blocked ?? AudienceCard.Say(_estimate) ?? L["Not sent yet"];

    private string BarNote => _form.Readable
        ? L["Review shows who gets it and when, before anything is sent."]
        : L["Correct it first; nothing is saved, tested or sent until then."];

    /// <inheritdoc/>
    public void Dispose()
    {
        _form.ReadableChanged -= OnReadable;
        _ending?.Dispose();
        _keeper?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _form.ReadableChanged += OnReadable;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Actor is not { } actor || (_loaded && (_loadedId, _loadedFrom) == (Id, Source)))
            return;

        _texts = (await Texts.ListAsync(actor, _left.Token)).Value?.Items.Where(text => !text.Retired).ToList() ?? [];
        (_it, _loadedId, _loadedFrom, _unavailable) = (Service.New(actor), Id, Source, null);
        if (Id is not null)
        {
            var found = await Service.FindAsync(actor, Id, _left.Token);
            if (!found.Ok || !found.Value.MayChange)
            {
                _unavailable = found.Ok ? L["It is already being sent, so it can no longer be changed."] : found.Problems[0].Message;
                return;
            }

            _it = found.Value;
        }
        else if (Source is not null)
        {
            var copied = Again is not null ? await Service.AgainAsync(actor, Again, _left.Token) : await Service.CopyAsync(actor, From!, _left.Token);
            if (!copied.Ok)
            {
                _unavailable = copied.Problems[0].Message;
                return;
            }

            (_it, _dirty) = (copied.Value, true);
        }

        _list = _it.Audience.ListId.Length > 0 ? await Lists.FindAsync(actor, _it.Audience.ListId, _left.Token) : null;

        await FindEarlierAsync(actor);
        _loaded = true;
        await OpenDraftAsync(actor);
    }

    private async Task FindEarlierAsync(Actor actor) =>
        _earlier = _it.Audience.Earlier is { } earlier ? (await Service.FindAsync(actor, earlier, _left.Token)).Value : null;

    private static string ChannelText(Channel channel) => channel == Channel.Push ? L["Push"] : L["SMS"];

    private void OnReadable(object? sender, EventArgs change)
    {
        _dirty |= !_form.Readable;
        _keeper?.Touch();
        if (_problems is [{ Code: Unreadable }, ..])
            _problems = [];
        _tests = null;
        _ = InvokeAsync(StateHasChanged);
    }

    private void Edit(Notification after)
    {
        (_it, _dirty, _tests) = (after, true, null);
        _keeper?.Touch();
    }

    // Shows the reason at the fields and above the form, which moves the focus to the first of them.
    private bool RefuseUnreadable()
    {
        if (_form.Readable)
            return false;

        _problems = [.. _form.Unread.Select(text => new Problem(Unreadable, L[$"{text.Label} cannot be read. Correct it first."], text.Id[FieldIds.For("").Length..]))];
        return true;
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

    // An address of this portal, copied from the browser, becomes a path.
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
            _problems = [new("broken", L[$"That did not work, and nothing was sent. What you typed is kept. If it happens again, give support the reference {reference}."])];
        }
        finally
        {
            _busy = false;
        }
    }
}

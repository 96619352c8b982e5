using System.Text.Json;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Notifications.Compose;

// What is typed and not saved: kept on the server while it is typed, put back when the form is opened again in this tab, offered in another
// (docs/decisions/0024-drafts-and-presence.md). Nothing of it stays in the browser.
public sealed partial class NotificationNewPage
{
    private DraftKeeper? _keeper;
    private IDisposable? _ending;
    private Draft? _elsewhere;
    private DateTimeOffset? _restored;
    private string? _tab;
    private bool _ready;
    private int _heard;

    [Inject]
    private Drafts Drafts { get; set; } = null!;

    [Inject]
    private BrowserTab Tab { get; set; } = null!;

    [Inject]
    private SessionEnding Ending { get; set; } = null!;

    private string DraftKey => $"notification/{Id ?? "new"}";

    private string KeepName => $"{Actor?.Id}/{DraftKey}";

    private async Task OpenDraftAsync(Actor actor)
    {
        try
        {
            _tab ??= await Tab.IdAsync();
            _ending ??= Ending.BeforeLeaving(WriteDraftAsync);
            if (_keeper is null)
            {
                _keeper = new(Drafts, Time, InvokeAsync, cause => NotificationLog.DraftNotKept(Logger, cause));
                _keeper.TakenOver += OnTaken;
            }

            (_elsewhere, _restored, _heard) = (null, null, 0);
            _keeper.Open(new(DraftKey, _tab, Permission.SendNotifications), () => Actor, ToKeep);
            var found = await Drafts.ListAsync(actor, Permission.SendNotifications, DraftKey, _left.Token);
            var own = found.FirstOrDefault(draft => draft.Tab == _tab);
            if (own is not null)
                _keeper.Found(own);

            // A copy of another one begins as that.
            if (own is not null && Source is null && !_dirty)
                await RestoreAsync(own);
            else
                _elsewhere = found is [var newest, ..] ? newest : null;
        }
        catch (Exception cause) when (!_left.IsCancellationRequested)
        {
            NotificationLog.DraftNotKept(Logger, cause); // the form stands without it
        }
        finally
        {
            _ready = true;
        }
    }

    private async Task RestoreAsync(Draft draft)
    {
        _elsewhere = null;
        if (Read(draft.Text) is not { It: { } it } typed)
        {
            await RemoveAsync(draft);
            return;
        }

        // Its stamp stays that of the version it was typed over: saving says if somebody saved it since.
        _it = it with { Id = _it.Id, State = _it.State, StatusReason = _it.StatusReason };
        (_dirty, _restored) = (true, draft.SavedAt);
        _list = it.Audience.ListId.Length > 0 && Actor is { } actor ? await Lists.FindAsync(actor, it.Audience.ListId, _left.Token) : null;
        if (Actor is { } writer)
            await FindEarlierAsync(writer);
        await _form.PutBackAsync(typed.Unread);
        if (draft.Tab != _tab && _keeper is { } keeper && await keeper.WriteAsync())
            await RemoveAsync(draft);
    }

    private Task TakeOverAsync() => DoAsync(async _ =>
    {
        if (_elsewhere is { } draft)
            await RestoreAsync(draft);
    });

    private Task DiscardRestoredAsync() => DoAsync(async _ =>
    {
        await DropDraftAsync();
        _form.Forget();
        (_dirty, _loaded, _ready) = (false, false, false);
        await OnParametersSetAsync();
    });

    private Task RemoveAsync(Draft draft) => draft.Tab == _tab && _keeper is { } keeper
        ? keeper.DropAsync()
        : Drafts.DeleteAsync(Actor!, DraftKey, draft.Tab, CancellationToken.None);

    private async Task DropDraftAsync()
    {
        _restored = null;
        if (_keeper is { } keeper)
            await keeper.DropAsync();
    }

    private async Task LeaveAsync()
    {
        _done = true;
        await DropDraftAsync();
    }

    private async Task WriteDraftAsync()
    {
        if (_keeper is { } keeper)
            await keeper.WriteAsync();
    }

    private async Task ResumeAsync()
    {
        if (_keeper is { } keeper)
            await keeper.ResumeAsync();
    }

    // The connection was lost: what was typed then is typed now.
    private async Task HearAsync(TypedTexts told)
    {
        if (told.Again)
        {
            foreach (var typed in told.Texts)
                await _form.TypeAsync(typed);
        }

        if (_keeper is { } keeper && await keeper.WriteAsync() && told.Number > _heard)
            _heard = told.Number;
    }

    private DraftContent? ToKeep() =>
        _loaded && _dirty && !_done ? new(JsonSerializer.Serialize(new Typed(_it, _form.Unread)), _it.Stamp.Version) : null;

    private void OnTaken(object? sender, EventArgs taken) => StateHasChanged();

    private static Typed? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Typed>(text);
        }
        catch (JsonException)
        {
            return null; // an older version's
        }
    }

    private sealed record Typed(Notification It, IReadOnlyList<UnreadText> Unread);
}

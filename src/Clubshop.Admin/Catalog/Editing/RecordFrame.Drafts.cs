using Clubshop.Admin.Catalog.Presence;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Catalog.Editing;

/// <content>
/// What is typed and not saved: kept while it is typed, put back when the record is opened again, told where another tab has it
/// (docs/decisions/0024-drafts-and-presence.md).
/// </content>
public sealed partial class RecordFrame<T>
{
    private DraftKeeper? _keeper;
    private Draft? _draft; // offered, not put back
    private Draft? _elsewhere;
    private DateTimeOffset? _restored;
    private string? _tab;
    private bool _ready;
    private int _heard;
    private IReadOnlyList<TypedText> _typing = [];
    private IReadOnlyList<TypedText> _clashes = [];

    [Inject]
    private Drafts Drafts { get; set; } = null!;

    [Inject]
    private Script Script { get; set; } = null!;

    [Inject]
    private BrowserTab Tab { get; set; } = null!;

    [Inject]
    private PresenceBoard Board { get; set; } = null!;

    private string DraftKey => $"{Kind.Name}/{Id ?? "new"}";

    // A new record is nobody else's: only the person's own tabs are counted.
    private string PresenceKey => Id is null ? $"{DraftKey}/{Actor?.Id}" : DraftKey;

    private string? KeepName => ReadOnly || Actor is null ? null : $"{Actor.Id}/{DraftKey}";

    private void ForgetDrafts() =>
        (_draft, _elsewhere, _restored, _ready, _heard, _typing, _clashes) = (null, null, null, false, 0, [], []);

    /// <summary>
    /// What was left unsaved here. The form stands by now and somebody may be typing: a draft that cannot be read must not take it away.
    /// </summary>
    private async Task OpenDraftAsync(Actor actor)
    {
        try
        {
            _tab ??= await Tab.IdAsync();
            if (_left.IsCancellationRequested)
                return;

            if (_keeper is null)
            {
                _keeper = new(Drafts, Time, InvokeAsync, cause => Logger.LogNotRead("draft", SupportReference.New(), cause));
                _keeper.TakenOver += Draw;
            }

            _keeper.Open(new(DraftKey, _tab, Needed), () => Actor, ToKeep);
            var (found, open) = (await Drafts.ListAsync(actor, Needed, DraftKey, _left.Token), await Board.TabsOfAsync(actor, PresenceKey, _left.Token));
            var own = found.FirstOrDefault(draft => draft.Tab == _tab);
            _elsewhere = found.FirstOrDefault(draft => draft.Tab != _tab && open.Contains(draft.Tab));
            if (own is not null)
                _keeper.Found(own);

            if ((own ?? found.FirstOrDefault(draft => !open.Contains(draft.Tab))) is { } left && !ReadOnly)
                await OfferAsync(left);
        }
        catch (Exception exception) when (!_left.IsCancellationRequested)
        {
            Logger.LogNotRead("draft", SupportReference.New(), exception);
        }
        finally
        {
            _ready = true;
        }
    }

    // Put back at once, unless the form is not as it was found: somebody types already, or a new record begins as a copy of another.
    private async Task OfferAsync(Draft draft)
    {
        if (Dirty || (Id is null && new Uri(Navigation.Uri).Query.Length > 0))
            _draft = draft;
        else
            await RestoreAsync(draft);
    }

    private async Task RestoreAsync(Draft draft)
    {
        _draft = null;
        if (!Model.RestoreDraft(draft.Text, out var unread))
        {
            await RemoveAsync(draft);
            return;
        }

        await _form.PutBackAsync(unread);
        _restored = Dirty || Model.Editor is { Conflict: not null } ? draft.SavedAt : null;

        // From now on it is this tab's: the other one goes when this one is written. One that is saved by now goes too.
        var written = _restored is not null && _keeper is { } keeper && await keeper.WriteAsync();
        if (_restored is null || (written && draft.Tab != _tab))
            await RemoveAsync(draft);
    }

    private Task RemoveAsync(Draft draft) => draft.Tab == _tab && _keeper is { } keeper
        ? keeper.DropAsync()
        : Drafts.DeleteAsync(Actor!, DraftKey, draft.Tab, CancellationToken.None);

    private Task TakeOverAsync() => GuardAsync(async actor =>
    {
        var newest = (await Drafts.ListAsync(actor, Needed, DraftKey, CancellationToken.None)).FirstOrDefault(draft => draft.Tab == _elsewhere?.Tab);
        _elsewhere = null;
        if (newest is not null)
            await RestoreAsync(newest);
    });

    private async Task ResumeAsync()
    {
        if (_keeper is { } keeper)
            await keeper.ResumeAsync();
    }

    private Task PutBackDraftAsync() => GuardAsync(async _ =>
    {
        if (_draft is { } draft)
            await RestoreAsync(draft);
    });

    private Task ThrowDraftAwayAsync() => GuardAsync(async _ =>
    {
        if (_draft is { } draft)
        {
            _draft = null;
            await RemoveAsync(draft);
        }
    });

    /// <summary>Gives up what was put back: the form is as the record is stored.</summary>
    private async Task DiscardRestoredAsync()
    {
        if (Model.Editor is not { } editor)
            return;

        if (editor.Conflict is not null)
            editor.TakeTheirs();
        else
            editor.Discard();
        _form.Forget();
        await DropDraftAsync();
    }

    // Nothing is left to keep: saved, or given up. What was typed while it was being saved is kept on.
    private async Task DropDraftAsync()
    {
        (_restored, _typing, _clashes) = (null, [], []);
        if (_keeper is not { } keeper)
            return;

        if (Dirty)
        {
            await keeper.WriteAsync();
            return;
        }

        await keeper.DropAsync();
        await Script.CallAsync("clubshop.kept.drop", KeepName);
    }

    // The person leaves although something is not saved, and was told that it is lost.
    private async Task LeaveAsync()
    {
        _leaving = true;
        _typing = [];
        if (_keeper is { } keeper)
            await keeper.DropAsync();
        await Script.CallAsync("clubshop.kept.drop", KeepName);
    }

    private DraftContent? ToKeep() =>
        !_leaving && !ReadOnly && Model.Editor is { } editor && Model.Draft(_form.Unread, _typing) is { } text ? new(text, editor.Base.Stamp.Version) : null;

    private async Task KeepAsync()
    {
        if (_keeper is { } keeper)
            await keeper.WriteAsync();
    }

    /// <summary>The browser tells what is being typed, or what it does not know to have arrived.</summary>
    private async Task HearAsync(TypedTexts told)
    {
        if (ReadOnly || _leaving)
            return;

        if (told.Again)
        {
            var open = new List<TypedText>();
            foreach (var typed in told.Texts)
            {
                if (!await _form.TypeAsync(typed, whatever: IsTypedHere(typed.Id)) && _form.LabelOf(typed.Id) is not null)
                    open.Add(typed);
            }

            _clashes = open;
            if (told.Texts.Count > open.Count && Dirty)
                _restored ??= Time.GetUtcNow();
        }

        _typing = told.Again ? [] : told.Texts;
        if (_keeper is { } keeper && await keeper.WriteAsync() && told.Number > _heard)
            _heard = told.Number;
    }

    // What stands in the field came from this person: what they typed later takes its place.
    private bool IsTypedHere(string input) =>
        _form.Unread.Any(one => one.Id == input) || Model.Editor?.Changed.Any(field => FieldIds.For(field.Name) == input) == true;

    // What the browser had, and what somebody saved meanwhile: the person sees both before anything is written over.
    private async Task UseTypedAsync()
    {
        foreach (var typed in _clashes)
            await _form.TypeAsync(typed, whatever: true);
        _clashes = [];
    }
}

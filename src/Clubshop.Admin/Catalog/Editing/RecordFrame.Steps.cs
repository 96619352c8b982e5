using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;

namespace Clubshop.Admin.Catalog.Editing;

/// <content>What can be asked of the record: saving, steps of its status, settling a conflict, giving up what was typed.</content>
public sealed partial class RecordFrame<T>
{
    private Task SaveAsync() => GuardAsync(async actor =>
    {
        if (Model.Editor is not { } editor)
            return;

        if (editor is { IsNew: false, IsDirty: false, Conflict: null })
        {
            Toasts.Confirm(L["Nothing to save"], L[$"This {L[Kind.Name]} is as it was saved."]);
            return;
        }

        _again = SaveAsync;
        if (editor.Base.Status != EditorialStatus.Published && editor.Mine.Status == EditorialStatus.Published && !await AskForEverybodyAsync(editor.Mine))
            return;

        // Another page takes this one's place in a moment: until then nothing is taken that would be lost with it.
        _creating = editor.IsNew;
        try
        {
            if (!await Model.SaveAsync(actor, DecideHidingAsync, CancellationToken.None))
                return;

            Undo.Withdraw(editor.Base.Id);
            Toasts.Confirm(L[$"{L[Kind.One]} saved"], Model.TakenAlong);
            await DropDraftAsync();
            if (Id is null && !Dirty)
            {
                // In place of the empty form: going back must not offer it again. What was typed while it was on its way keeps the page.
                _leaving = true;
                StateHasChanged(); // the guard must know before it is asked
                Navigation.NavigateTo(Kind.Edit(editor.Base.Id), replace: true);
            }
        }
        finally
        {
            _creating = _creating && _leaving;
        }
    });

    private Task MoveAsync(StatusMove move) => GuardAsync(async actor =>
    {
        _again = () => MoveAsync(move);
        if (Model.Editor is not { } editor || !await AskAsync(move, editor))
            return;

        // Asked now: a field may have turned unreadable, or have been typed in, while the press was on its way.
        if (!_form.Readable)
        {
            Model.Fail(L[$"{_form.Blocked} Correct it first: nothing was saved, and the status is as it was."]);
            return;
        }

        var saves = move.Saves && editor.IsDirty;
        var taken = SeenNow(editor.Base) && StatusMoves.Hides(editor.Base.Status, move.To);
        var done = saves
            ? await Model.SaveAndMoveAsync(actor, move.To, CancellationToken.None)
            : await Model.MoveAsync(actor, move.To, decided: true, CancellationToken.None);
        if (!done)
            return;

        if (move.To == EditorialStatus.Deleted)
            editor.Discard();

        var said = saves ? StatusTexts.SavedAndDone(move.To, editor.Base.Name) : StatusTexts.Done(move.To, editor.Base.Name);
        var detail = Model.TakenAlong ?? (move.To == EditorialStatus.Deleted ? L["It can be restored for 90 days."] : taken ? L["Customers no longer see it."] : null);
        if (move.Undoes && Model.StepTo(Kind, move) is { } step)
            Undo.Confirm(said, detail, step, result => TookBack(step.Wanted.Id, result));
        else
        {
            Undo.Withdraw(editor.Base.Id);
            Toasts.Confirm(said, detail);
        }

        await DropDraftAsync();
    });

    // Whether it could be shown here: the page may be another record's by now, or left.
    private bool TookBack(string id, Result<T> result)
    {
        if (_left.IsCancellationRequested || Model.Editor is not { Conflict: null } editor || editor.Base.Id != id)
            return false;

        Model.TookBack(result);
        StateHasChanged();
        _ = FollowAsync(); // what others saved while it was being taken back
        return true;
    }

    // The way out of a refusal, and then once more what was refused.
    private Task RemedyAsync(Remedy remedy) => GuardAsync(async actor =>
    {
        if (await remedy.RunAsync(actor, CancellationToken.None) is { } problem)
        {
            Model.Refuse(problem);
            return;
        }

        Toasts.Confirm(remedy.Done);
        if (_again is { } again)
            await again();
    });

    private Remedy? RemedyOf(RecordEditor<T> editor, Problem? problem) => problem is null ? null : RemedyFor?.Invoke(editor.Mine, problem);

    // What no club limits is for everybody: rarely what was meant, so it is asked for once.
    private async Task<bool> AskForEverybodyAsync(T record)
    {
        if (Service.Check(Service.WithStatus(record, EditorialStatus.Published)).Count > 0)
            return true;
        if (ForEverybody?.Invoke(record) is { } why && !await Dialogs.ConfirmAsync(L[$"Publish {record.Name} for everybody?"], why, L["Publish for everybody"]))
            return false;

        return WarnAtPublishing is not { } warn || Actor is not { } actor || await warn(actor, record, _left.Token) is not { } warning
            || await Dialogs.ConfirmAsync(L[$"Publish {record.Name}?"], L[$"{warning.Text}."], L["Publish all the same"], warning.Reasons);
    }

    /// <summary>Takes a step of the status as its button does, for a fix that stands elsewhere on the page. Nothing where there is no such step now.</summary>
    public Task MoveToAsync(EditorialStatus status) =>
        MayEdit && !Model.Saving && Model.Editor is { Conflict: null } editor && StatusMoves.From(editor.Base.Status).FirstOrDefault(move => move.To == status) is { } step
            ? MoveAsync(step)
            : Task.CompletedTask;

    // What can be taken back is done at once. Asked for is what loses something typed, what has consequences for other records, and what is for
    // everybody; what is refused anyway is not.
    private async Task<bool> AskAsync(StatusMove move, RecordEditor<T> editor)
    {
        var groups = Model.LookAgain();
        var (name, kind) = (editor.Base.Name, L[Kind.Name]);
        var saves = editor.IsDirty;
        var hides = Consequences.OfHiding(groups) is not null;
        switch (move.To)
        {
            case EditorialStatus.Deleted:
                // It comes back whole by "Undo", or for 90 days by restoring it.
                return Consequences.AgainstDeleting(groups) is not null || (groups.Count == 0 && !saves) || await Dialogs.ConfirmAsync(
                    L[$"Delete {name}?"],
                    SeenNow(editor.Base)
                        ? L["It disappears from the lists, and customers no longer see it. You can restore it for 90 days; until then no other record can take its slug and code."]
                        : L["It disappears from the lists. You can restore it for 90 days; until then no other record can take its slug and code."],
                    StatusTexts.Do(move.To, kind),
                    [.. Lost(), .. groups.Select(group => group.Consequence)],
                    danger: true);
            case EditorialStatus.Published:
                return await AskForEverybodyAsync(editor.Mine);
            case EditorialStatus.Archived when hides:
                return await Dialogs.ConfirmAsync(
                    L[$"Archive {name}?"],
                    L["Customers no longer see it. It stays in the list of archived records and can be published again."],
                    saves ? StatusTexts.SaveAnd(move.To, kind) : StatusTexts.Do(move.To, kind),
                    [.. Saved(), .. groups.Where(group => group.Live > 0).Select(group => group.Consequence)]);
            case EditorialStatus.Paused when hides:
                return await Dialogs.ConfirmAsync(
                    L[$"Pause {name}?"],
                    L["Customers do not see it until it is published again."],
                    saves ? StatusTexts.SaveAnd(move.To, kind) : StatusTexts.Do(move.To, kind),
                    [.. Saved(), .. groups.Where(group => group.Live > 0).Select(group => group.Consequence)]);
            default:
                return true;
        }
    }

    private IEnumerable<string> Saved() =>
        Model.Editor is { IsDirty: true } editor ? [L[$"What you typed is saved with it: {string.Join(", ", editor.Changed.Select(field => L[field.Label]))}."]] : [];

    private IEnumerable<string> Lost() =>
        Model.Editor is { IsDirty: true } editor ? [L[$"What you typed and did not save is lost: {string.Join(", ", editor.Changed.Select(field => L[field.Label]))}."]] : [];

    private Task<bool> DecideHidingAsync(string consequence) => Dialogs.ConfirmAsync(
        L[$"Take {Model.Editor!.Base.Name} from customers?"], L["With this status customers no longer see it."], L["Save"], [consequence]);

    private Task DecideAsync(ConflictDecision decision) => GuardAsync(async _ =>
    {
        if (Model.Editor is not { Conflict: { } conflict } editor)
            return;

        foreach (var field in conflict.Open)
            conflict.Choose(field.Name, decision.Choices.TryGetValue(field.Name, out var side) && side == Ui.Feedback.Side.Theirs);

        editor.Resolve();
        if (!_form.Readable)
            return; // what could not be read comes back into its field first

        if (editor.IsDirty)
        {
            await SaveAsync();
            return;
        }

        await DropDraftAsync();
        Toasts.Confirm(L["Nothing left to save"], editor.Base.Stamp.IsBy(Actor?.Id) ? L["What you saved in the other tab stays."] : L[$"What {editor.Base.Stamp.UpdatedBy} saved stays."]);
    });

    private async Task TakeTheirsAsync()
    {
        Model.Editor?.TakeTheirs();
        await DropDraftAsync();
    }

    private async Task DiscardAsync()
    {
        if (Model.Editor is { } editor
            && (!Dirty || await Dialogs.ConfirmAsync(L["Discard what you typed?"], L[$"{Counted(editor)} would be lost."], L["Discard"], danger: true, cancel: L["Keep editing"])))
        {
            editor.Discard();
            _form.Forget();
            await DropDraftAsync();
        }
    }

    private async Task GuardAsync(Func<Actor, Task> action)
    {
        if (Actor is not { } actor)
            return;

        try
        {
            await action(actor);
        }
        catch (Exception exception)
        {
            // What was typed is in the form still; the page stands, says so, and the log has it under the same reference.
            var reference = SupportReference.New();
            Logger.LogNotSaved(Kind.Name, reference, exception);
            Model.Fail(exception is Storage.CommitUncertainException
                ? L[$"The database did not confirm it. Save again: it is saved once, whether or not it was. Reference {reference}."]
                : L[$"The database did not take it. What you typed is kept; save again in a moment. If it happens again, give support the reference {reference}."]);
        }

        await FollowAsync(); // what others saved meanwhile
    }
}

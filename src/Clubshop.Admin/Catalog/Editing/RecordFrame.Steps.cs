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
        // Another page takes this one's place in a moment: until then nothing is taken that would be lost with it.
        _creating = Model.Editor!.IsNew;
        try
        {
            if (!await Model.SaveAsync(actor, DecideHidingAsync, CancellationToken.None))
                return;

            Toasts.Confirm($"{Kind.One} saved", Model.TakenAlong);
            await DropDraftAsync();
            if (Id is null && !Dirty)
            {
                // In place of the empty form: going back must not offer it again. What was typed while it was on its way keeps the page.
                _leaving = true;
                StateHasChanged(); // the guard must know before it is asked
                Navigation.NavigateTo(Kind.Edit(Model.Editor.Base.Id), replace: true);
            }
        }
        finally
        {
            _creating = _creating && _leaving;
        }
    });

    private Task MoveAsync(StatusMove move) => GuardAsync(async actor =>
    {
        if (Model.Editor is not { } editor || !await AskAsync(move, editor.Base))
            return;

        // Asked now: a field may have turned unreadable, or have been typed in, while the press was on its way.
        if (!_form.Readable)
        {
            Model.Fail($"{_form.Blocked} Correct it first: nothing was saved, and the status is as it was.");
            return;
        }

        var saves = move.Saves && editor.IsDirty;
        var done = saves
            ? await Model.SaveAndMoveAsync(actor, move.To, CancellationToken.None)
            : await Model.MoveAsync(actor, move.To, decided: true, CancellationToken.None);
        if (!done)
            return;

        if (move.To == EditorialStatus.Deleted)
            editor.Discard();

        Toasts.Confirm(saves ? $"{editor.Base.Name} is saved and {move.Done}" : $"{editor.Base.Name} is {move.Done}", Model.TakenAlong);
        await DropDraftAsync();
    });

    // A step that takes something from customers is asked for, with what follows; one that is refused anyway is not.
    private async Task<bool> AskAsync(StatusMove move, T record)
    {
        var groups = Model.LookAgain();
        var (name, kind) = (record.Name, Kind.Name);
        var saves = Model.Editor is { IsDirty: true };
        switch (move.To)
        {
            case EditorialStatus.Deleted:
                return Consequences.AgainstDeleting(groups) is not null || await Dialogs.ConfirmAsync(
                    $"Delete {name}?",
                    $"It disappears from the lists, and customers no longer see it. You can restore it for 90 days; until then no other record can take its slug and code.",
                    $"Delete {kind}",
                    [.. Lost(), .. groups.Select(group => group.Consequence)],
                    danger: true);
            case EditorialStatus.Archived:
                return await Dialogs.ConfirmAsync(
                    $"Archive {name}?",
                    "Customers no longer see it. It stays in the list of archived records and can be published again.",
                    saves ? $"Save and archive {kind}" : $"Archive {kind}",
                    [.. Saved(), .. groups.Where(group => group.Live > 0).Select(group => group.Consequence)]);
            case EditorialStatus.Paused when Consequences.OfHiding(groups) is not null:
                return await Dialogs.ConfirmAsync(
                    $"Pause {name}?",
                    "Customers do not see it until it is published again.",
                    saves ? $"Save and pause {kind}" : $"Pause {kind}",
                    [.. Saved(), .. groups.Where(group => group.Live > 0).Select(group => group.Consequence)]);
            default:
                return true;
        }
    }

    private IEnumerable<string> Saved() =>
        Model.Editor is { IsDirty: true } editor ? [$"What you typed is saved with it: {string.Join(", ", editor.Changed.Select(field => field.Label))}."] : [];

    private IEnumerable<string> Lost() =>
        Model.Editor is { IsDirty: true } editor ? [$"What you typed and did not save is lost: {string.Join(", ", editor.Changed.Select(field => field.Label))}."] : [];

    private Task<bool> DecideHidingAsync(string consequence) => Dialogs.ConfirmAsync(
        $"Take {Model.Editor!.Base.Name} from customers?", "With this status customers no longer see it.", "Save", [consequence]);

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
            await SaveAsync();
        else
            Toasts.Confirm($"Nothing left to save", editor.Base.Stamp.IsBy(Actor?.Id) ? "What you saved in the other tab stays." : $"What {editor.Base.Stamp.UpdatedBy} saved stays.");
    });

    private void TakeTheirs() => Model.Editor?.TakeTheirs();

    private async Task DiscardAsync()
    {
        if (Model.Editor is { } editor
            && (!Dirty || await Dialogs.ConfirmAsync("Discard what you typed?", $"{Counted(editor)} would be lost.", "Discard", danger: true, cancel: "Keep editing")))
        {
            editor.Discard();
            _form.Forget();
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
                ? $"The database did not confirm it. Save again: it is saved once, whether or not it was. Reference {reference}."
                : $"The database did not take it. What you typed is kept; save again in a moment. If it happens again, give support the reference {reference}.");
        }
    }
}

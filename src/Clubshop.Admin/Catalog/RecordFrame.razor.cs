using Clubshop.Admin.Common;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Catalog;

/// <summary>The page of one record, whatever its kind; the kind's own page says which fields and facts.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed partial class RecordFrame<T> : ComponentBase, IDisposable
    where T : class, ICatalogRecord
{
    private readonly CancellationTokenSource _left = new();
    private EditModel<T>? _model;
    private IDisposable? _ending;
    private string? _opened;
    private string? _problem;
    private Draft? _draft;
    private bool _leaving;
    private FormState _form = new();

    /// <summary>The kind's service.</summary>
    [Parameter, EditorRequired]
    public RecordService<T> Service { get; set; } = null!;

    /// <summary>The properties that people edit.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Field<T>> All { get; set; } = [];

    /// <summary>How the page speaks of the kind.</summary>
    [Parameter, EditorRequired]
    public RecordWords Words { get; set; } = null!;

    /// <summary>The record's id; null for a new one.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>Makes the empty new record, its id minted.</summary>
    [Parameter, EditorRequired]
    public Func<T> Fresh { get; set; } = null!;

    /// <summary>What saving needs, at whatever reach: for the draft of a session that ended.</summary>
    [Parameter, EditorRequired]
    public Permission Needed { get; set; }

    /// <summary>One sentence under the head of a new record.</summary>
    [Parameter]
    public string? Sentence { get; set; }

    /// <summary>The form's sections.</summary>
    [Parameter, EditorRequired]
    public RenderFragment<FormContext<T>> Fields { get; set; } = null!;

    /// <summary>Cards above the facts.</summary>
    [Parameter]
    public RenderFragment<T>? Side { get; set; }

    /// <summary>A card that follows what is typed: what customers will see.</summary>
    [Parameter]
    public RenderFragment<T>? Preview { get; set; }

    /// <summary>Above the form where the facts stand below it, on a phone.</summary>
    [Parameter]
    public RenderFragment<RecordEditor<T>>? Strip { get; set; }

    /// <summary>A mark beside the status: the phase.</summary>
    [Parameter]
    public RenderFragment<T>? Mark { get; set; }

    /// <summary>More items of the action menu.</summary>
    [Parameter]
    public RenderFragment<T>? More { get; set; }

    /// <summary>How a field's value reads where it is no plain text: names for ids; null for the usual.</summary>
    [Parameter]
    public Func<Field<T>, T, string?>? Read { get; set; }

    /// <summary>Who looks.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private SessionEnding Ending { get; set; } = null!;

    [Inject]
    private Drafts Drafts { get; set; } = null!;

    [Inject]
    private ILogger<RecordFrame<T>> Logger { get; set; } = null!;

    private EditModel<T> Model => _model ??= new(Service, All, Time);

    private bool MayEdit => Actor is { } actor && Model.Editor is { } editor && Service.MayEdit(actor, editor.Base);

    private bool ReadOnly => !MayEdit || Model.Editor?.Base.Status == EditorialStatus.Deleted;

    private bool Dirty => Model.Editor is { IsDirty: true } || !_form.Readable;

    private string MayNot => Actor is { } actor && Model.Editor is { } editor ? Service.WhyNot(actor, editor.Base) ?? "" : "";

    private string DraftKey => $"{Words.Kind}/{Id ?? "new"}";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _ending ??= Ending.BeforeLeaving(KeepAsync);
        if (Actor is not null && _opened != (Id ?? "new"))
        {
            _opened = Id ?? "new";
            _leaving = false;
            Renew();
            await LoadAsync();
        }
    }

    // Another record: nothing that stood in the fields of the one before is left.
    private void Renew()
    {
        _form.ReadableChanged -= Draw;
        _form = new();
        _form.ReadableChanged += Draw;
    }

    private void Draw(object? sender, EventArgs e) => StateHasChanged();

    private async Task LoadAsync()
    {
        (_problem, _draft) = (null, null);
        try
        {
            if (Id is null)
                Model.Start(Fresh());
            else
                await Model.LoadAsync(Actor!, Id, _left.Token);

            _draft = MayEdit ? await ReadDraftAsync() : null;
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            // Whatever it is, the page stands and says so, and the log has it under the same reference.
            _problem = SupportReference.New();
            Logger.LogNotRead(Words.Kind, _problem, exception);
        }
    }

    /// <summary>
    /// What was left unsaved here. The form stands by now and somebody may be typing: a draft that cannot be read must not take it away.
    /// </summary>
    private async Task<Draft?> ReadDraftAsync()
    {
        try
        {
            return await Drafts.ReadAsync(Actor!, Needed, DraftKey, _left.Token);
        }
        catch (Exception exception) when (!_left.IsCancellationRequested)
        {
            Logger.LogNotRead("draft", SupportReference.New(), exception);
            return null;
        }
    }

    private void Edit(string field, T record)
    {
        Model.Edit(field, record);
        StateHasChanged();
    }

    private Task SaveAsync() => GuardAsync(async actor =>
    {
        var fresh = Model.Editor!.IsNew;
        if (!await Model.SaveAsync(actor, DecideHidingAsync, CancellationToken.None))
            return;

        var saved = Model.Editor.Base;
        Toasts.Confirm($"{Words.One} saved", Model.TakenAlong);
        await DropDraftAsync();
        if ((fresh || Id is null) && !Dirty)
        {
            // In place of the empty form: going back must not offer it again. What was typed while it was on its way keeps the page.
            _leaving = true;
            StateHasChanged(); // the guard must know before it is asked
            Navigation.NavigateTo(Words.Edit(saved.Id), replace: true);
        }
    });

    private Task MoveAsync(StatusMove move) => GuardAsync(async actor =>
    {
        if (Model.Editor is not { } editor || !await AskAsync(move, editor.Base))
            return;

        // Asked now: a field may have turned unreadable, or have been typed in, while the press was on its way.
        if (!_form.Readable)
        {
            Model.Fail($"{_form.Blocked} Mend that first: nothing was saved, and the status is as it was.");
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
        var (name, kind) = (record.Name, Words.Kind);
        var saves = Model.Editor is { IsDirty: true };
        switch (move.To)
        {
            case EditorialStatus.Deleted:
                return Consequences.AgainstDeleting(groups) is not null || await Dialogs.ConfirmAsync(
                    $"Delete {name}?",
                    $"It goes from the lists and from what customers see. It can be restored for 90 days; its slug and code stay its own until then.",
                    $"Delete {kind}",
                    [.. Lost(), .. groups.Select(group => group.Consequence)],
                    danger: true);
            case EditorialStatus.Archived:
                return await Dialogs.ConfirmAsync(
                    $"Archive {name}?",
                    "It is put away: customers no longer see it, and it stays in the list of archived ones. It can be published again.",
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
            Logger.LogNotSaved(Words.Kind, reference, exception);
            Model.Fail(exception is Storage.CommitUncertainException
                ? $"The database did not confirm it. Save again: it is saved once, whether or not it was. Reference {reference}."
                : $"The database did not take it. What you typed is kept; save again in a moment. If it happens again, give support the reference {reference}.");
        }
    }

    private async Task KeepAsync()
    {
        if (Actor is { } actor && Model.Editor is { } editor && Model.Draft(_form.Unread) is { } text)
            await Drafts.SaveAsync(actor, Needed, DraftKey, text, editor.Base.Stamp.Version, CancellationToken.None);
    }

    private async Task TakeUpAsync()
    {
        if (_draft is not { } draft)
            return;

        if (Model.TakeUp(draft.Text, out var unread))
            await _form.PutBackAsync(unread);
        else
            await DropDraftAsync();

        _draft = null;
    }

    private async Task DropDraftAsync()
    {
        if (_draft is not null || Model.Editor is { IsDirty: false })
        {
            _draft = null;
            await Drafts.DeleteAsync(Actor!, DraftKey, CancellationToken.None);
        }
    }

    private IReadOnlyList<ConflictField> Texts(Conflict<T> conflict) =>
    [
        .. conflict.Open.Select(field => new ConflictField(field.Name, field.Label, Show(field, conflict.Start), Show(field, conflict.Theirs), Show(field, conflict.Mine))),
        .. conflict.Joined.Select(joined => joined.From == JoinedFrom.Both
            ? new ConflictField(joined.Field.Name, joined.Field.Label, Show(joined.Field, conflict.Start), Show(joined.Field, conflict.Result), Show(joined.Field, conflict.Result))
            : new ConflictField(joined.Field.Name, joined.Field.Label, Show(joined.Field, conflict.Start), Show(joined.Field, conflict.Theirs), Show(joined.Field, conflict.Mine))),
    ];

    private string Show(Field<T> field, T record) => Read?.Invoke(field, record) ?? field.ValueOf(record) switch
    {
        null => "",
        DateTimeOffset moment => Format.DateTime(moment) + " IST",
        IReadOnlyCollection<string> many => Format.Count(many.Count, "chosen", "chosen"),
        var value => value.ToString() ?? "",
    };

    private string Counted(RecordEditor<T> editor) =>
        editor.IsNew ? "What you typed" : Format.Count(editor.Changed.Select(field => field.Label).Union(_form.Unreadable).Count(), "change", "changes");

    private string? Fix(RecordEditor<T> editor) => editor.Problems
        .Select(problem => editor.Fields.FirstOrDefault(field => field.Name == problem.Field)?.Label).OfType<string>().Union(_form.Unreadable).Count() switch
        {
            0 => null,
            1 => "One needs fixing.",
            var count => $"{Format.Number(count)} need fixing.",
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending?.Dispose();
        _form.ReadableChanged -= Draw;
        _left.Cancel();
        _left.Dispose();
    }
}

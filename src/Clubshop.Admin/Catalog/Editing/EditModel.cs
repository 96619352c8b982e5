using System.Text.Json;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Catalog.Editing;

/// <summary>How far the page of a record is.</summary>
public enum EditState
{
    /// <summary>Being read.</summary>
    Loading,

    /// <summary>There.</summary>
    Ready,

    /// <summary>There is no such record (any more).</summary>
    Missing,
}

/// <summary>
/// What the page of one record does: opens it, saves it, changes its status, and settles with others who save it at the same time. No
/// Blazor types.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class EditModel<T>(RecordService<T> service, IReadOnlyList<Field<T>> fields, TimeProvider time)
    where T : class, ICatalogRecord
{
    private const int Rounds = 5;
    private readonly HashSet<string> _followed = new(StringComparer.Ordinal);
    private string? _asked;
    private string? _origin;

    /// <summary>How far it is.</summary>
    public EditState State { get; private set; }

    /// <summary>The record being edited; null unless <see cref="EditState.Ready"/>.</summary>
    public RecordEditor<T>? Editor { get; private set; }

    /// <summary>Whether something is on its way to the store; then nothing else is begun.</summary>
    public bool Saving { get; private set; }

    /// <summary>What the last try to save refused: a new list each time, empty once something was edited.</summary>
    public IReadOnlyList<Problem> Refused { get; private set; } = [];

    /// <summary>Why it was not even sent: the last action's own problem, without a field.</summary>
    public Problem? ActionError { get; private set; }

    /// <summary>What others changed and the last save took along: their name and the labels; null when nothing.</summary>
    public string? TakenAlong { get; private set; }

    /// <summary>The record as it was stored before the last save or step; null before the first.</summary>
    public T? Replaced { get; private set; }

    /// <summary>Opens a new record.</summary>
    /// <param name="fresh">As the form begins.</param>
    /// <param name="origin">Where that comes from, for the audit entry of its creation; null for nowhere.</param>
    public void Start(T fresh, string? origin = null)
    {
        (_asked, _origin) = (null, origin);
        Show(fresh);
    }

    /// <summary>Opens a stored record.</summary>
    public async Task LoadAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        (State, Editor, _asked) = (EditState.Loading, null, id);
        var found = await service.FindAsync(actor, id, cancellationToken);
        if (_asked != id)
            return; // another one was asked for meanwhile

        if (found.Ok)
            Show(found.Value);
        else
            State = EditState.Missing;
    }

    /// <summary>The person edited a field.</summary>
    public void Edit(string field, T record)
    {
        if (Editor is null)
            return;

        Editor.Mine = record;
        Editor.Leave(field);
        _followed.Clear();
        (Refused, ActionError) = ([], null);
    }

    /// <summary>Saves what is in the form.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="decide">Asks the person whether a step is wanted although others depend on the record; told what follows.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it is saved.</returns>
    public async Task<bool> SaveAsync(Actor actor, Func<string, Task<bool>> decide, CancellationToken cancellationToken)
    {
        if (Saving || Editor is not { Conflict: null } editor)
            return false;

        (ActionError, TakenAlong) = (null, null);
        if (!editor.TrySave())
        {
            Refused = editor.Problems;
            return false;
        }

        Saving = true;
        try
        {
            return await SaveAsync(actor, editor, decide, cancellationToken);
        }
        finally
        {
            Saving = false;
        }
    }

    /// <summary>What the last try to save refused that stands at no field.</summary>
    public IReadOnlyList<Problem> General => [.. Refused.Where(problem => problem.Field is null || fields.All(one => one.Name != problem.Field))];

    /// <summary>
    /// Saves what is typed and gives the record another status, in one change: what goes live is what is on the page. Where the save is
    /// refused, the status stays as it was.
    /// </summary>
    /// <returns>Whether it is done.</returns>
    public async Task<bool> SaveAndMoveAsync(Actor actor, EditorialStatus status, CancellationToken cancellationToken)
    {
        if (Saving || Editor is not { Conflict: null, IsNew: false } editor)
            return false;

        var before = editor.Mine.Status;
        editor.Mine = service.WithStatus(editor.Mine, status);
        var done = false;
        try
        {
            return done = await SaveAsync(actor, static _ => Task.FromResult(true), cancellationToken);
        }
        finally
        {
            // In a conflict the person decides on the whole of it, the status included.
            if (!done && editor.Conflict is null)
                editor.Mine = service.WithStatus(editor.Mine, before);
        }
    }

    /// <summary>Changes the stored record's status; what is typed stays typed.</summary>
    /// <returns>Whether it is done.</returns>
    public async Task<bool> MoveAsync(Actor actor, EditorialStatus status, bool decided, CancellationToken cancellationToken)
    {
        if (Saving || Editor is not { Conflict: null, IsNew: false } editor)
            return false;

        (ActionError, TakenAlong, Saving) = (null, null, true);
        try
        {
            var submit = new Submit(Ids.New(time)) { Decided = decided };
            var before = editor.Base;
            var result = await service.ChangeStatusAsync(actor, editor.Base, status, submit, cancellationToken);
            if (result.Ok)
            {
                Replaced = before;
                editor.Rebase(result.Value);
                LookAgain();
                return true;
            }

            // Somebody else was faster: what they saved is taken up first, so that the person decides on what is there now.
            if (result.Current is { } current)
                editor.Merge(current);

            ActionError = result.Current is null
                ? result.Problems[0]
                : new(Problem.Conflict, L[$"{result.Current.Stamp.UpdatedByFor(actor.Id)} saved this meanwhile. Have a look, then do it again."]);
            return false;
        }
        finally
        {
            Saving = false;
        }
    }

    /// <summary>The step that led to the stored record, to be taken back; null where there was none.</summary>
    public DoneStep<T>? StepTo(CatalogKind kind, StatusMove move) => Editor is { } editor && Replaced is { } before
        ? new(kind, service, move, editor.Fields.Aggregate(editor.Base, (result, field) => field.Take(result, before)))
        : null;

    /// <summary>What became of taking the last step back.</summary>
    public void TookBack(Result<T> result)
    {
        if (Editor is not { Conflict: null } editor)
            return;

        if (result.Ok)
        {
            (Refused, ActionError, TakenAlong) = ([], null, null);
            editor.TakeBack(result.Value);
            LookAgain();
            return;
        }

        // As it is there now, so that the person decides on that.
        if (result.Current is { } current)
            editor.Merge(current);

        ActionError = result.Problems[0];
    }

    /// <summary>The last action was refused for this reason, or the way out of its refusal was.</summary>
    public void Refuse(Problem problem) => ActionError = problem;

    /// <summary>The last action broke down: says so; what was typed stays.</summary>
    public void Fail(string message) => ActionError = new("failed", message);

    /// <summary>What depends on the record, as of the last <see cref="LookAgain"/>, opening or saving.</summary>
    public IReadOnlyList<DependantGroup> Dependants { get; private set; } = [];

    /// <summary>Finds out anew what depends on the record: before something is decided by it.</summary>
    public IReadOnlyList<DependantGroup> LookAgain() => Dependants = Editor is { IsNew: false } editor ? service.DependantsOf(editor.Base.Id) : [];

    /// <summary>What is typed and not saved, to be kept for another session; null when there is nothing.</summary>
    /// <param name="unread">What stands in fields that cannot be read.</param>
    /// <param name="typing">What stands in inputs that have not been left yet.</param>
    public string? Draft(IReadOnlyList<UnreadText> unread, IReadOnlyList<TypedText>? typing = null)
    {
        if (Editor is not { } editor)
            return null;

        var (mine, more) = (editor.Mine, unread.ToList());
        foreach (var typed in typing ?? [])
        {
            if (fields.FirstOrDefault(field => FieldIds.For(field.Name) == typed.Id) is not { } field)
                continue;

            if (field is Field<T, string> text)
                mine = TypedText.Same(text.Get(mine), typed.Text) ? mine : text.With(mine, typed.Text);
            else if (!TypedText.Same(typed.Was, typed.Text) && more.All(one => one.Id != typed.Id))
                more.Add(new(typed.Id, L[field.Label], typed.Text));
        }

        return more.Count > 0 || fields.Any(field => !field.Same(editor.Base, mine)) ? JsonSerializer.Serialize(new Typed(editor.Base, mine, more)) : null;
    }

    /// <summary>Takes up a <see cref="Draft"/>; one that cannot be read any more is left.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="unread">What stood in fields that could not be read.</param>
    public bool RestoreDraft(string draft, out IReadOnlyList<UnreadText> unread)
    {
        unread = [];
        try
        {
            if (Editor is null || JsonSerializer.Deserialize<Typed>(draft) is not { Base: { } start, Mine: { } mine } typed || (!Editor.IsNew && start.Id != Editor.Base.Id))
                return false;

            // A new record has nothing to agree with: the form is as it was left, under the id that this page minted.
            if (Editor.IsNew)
                Editor.Mine = fields.Aggregate(Editor.Base, (result, field) => field.Take(result, mine));
            else
                Editor.RestoreDraft(start, mine);
            unread = typed.Unread ?? [];
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What others saved since the record was opened or the person last looked; null when nothing.</summary>
    public Followed? Others { get; private set; }

    /// <summary>The newest version that the form knows of.</summary>
    public long KnownVersion => Math.Max(Editor?.Base.Stamp.Version ?? 0, Others?.Stamp.Version ?? 0);

    /// <summary>Whether somebody else has just changed the field, and the form followed.</summary>
    public bool HasFollowed(string field) => _followed.Contains(field);

    /// <summary>
    /// Somebody else saved while the record is open: what the person has not touched follows at once. What both changed stays as typed and is chosen
    /// when the person saves.
    /// </summary>
    /// <param name="stored">As it is stored now.</param>
    /// <param name="show">How a field's value reads.</param>
    /// <returns>Whether anything is to be drawn.</returns>
    public bool Follow(T stored, Func<Field<T>, T, string> show)
    {
        if (Saving || Editor is not { Conflict: null, IsNew: false } editor || stored.Id != editor.Base.Id || stored.Stamp.Version <= KnownVersion)
            return false;

        var before = editor.Mine;
        var (followed, both) = editor.Follow(stored);
        _followed.Clear();
        _followed.UnionWith(followed.Select(field => field.Name));
        Others = new(
            stored.Stamp,
            [.. Others?.Fields.Where(one => followed.All(field => field.Label != one.Label)) ?? [], .. followed.Select(field => new FieldChange(field.Label, show(field, before), show(field, stored)))],
            [.. both.Select(field => new FieldChange(field.Label, show(field, editor.Mine), show(field, stored)))]);
        LookAgain();
        return true;
    }

    /// <summary>The person has seen what others saved.</summary>
    public void Seen()
    {
        Others = Others is { } seen ? seen with { Fields = [], Both = [], IsSeen = true } : null;
        _followed.Clear();
    }

    private async Task<bool> SaveAsync(Actor actor, RecordEditor<T> editor, Func<string, Task<bool>> decide, CancellationToken cancellationToken)
    {
        var decided = false;
        for (var round = 0; round < Rounds; round++)
        {
            var sent = editor.Mine;
            var result = await service.SaveAsync(actor, sent, new(editor.Token(time)) { Decided = decided, Note = editor.IsNew ? _origin : null }, cancellationToken);
            if (result.Ok)
            {
                Replaced = editor.Base;
                editor.Accept(sent, result.Value);
                Others = null;
                LookAgain();
                Refused = [];
                return true;
            }

            if (result.Current is { } current)
            {
                var others = editor.Fields.Where(field => !field.Same(editor.Base, current) && !field.Same(sent, current)).Select(field => L[field.Label]).ToList();
                if (!editor.Merge(current))
                    return false;

                TakenAlong = others.Count > 0 ? L[$"{current.Stamp.UpdatedByFor(actor.Id)} had changed {string.Join(", ", others)}; that is kept."] : TakenAlong;
                continue;
            }

            if (!decided && result.Problems is [{ Code: Consequences.NeedsDecision } question])
            {
                if (!await decide(question.Message))
                    return false;

                decided = true;
                continue;
            }

            editor.Refuse(result.Problems, sent);
            Refused = editor.Problems;
            return false;
        }

        ActionError = new("busy", L["Others keep saving this at the same time. Save again in a moment; what you typed is kept."]);
        return false;
    }

    private void Show(T record)
    {
        Editor = new(record, fields, service.Check);
        (State, Refused, ActionError, TakenAlong, Replaced, Others) = (EditState.Ready, [], null, null, null, null);
        _followed.Clear();
        LookAgain();
    }

    private sealed record Typed(T Base, T Mine, IReadOnlyList<UnreadText>? Unread = null);
}

/// <summary>What others saved while a form was open.</summary>
/// <param name="Stamp">Who saved last, and when.</param>
/// <param name="Fields">What the form followed: before and after.</param>
/// <param name="Both">What both changed: as typed here, and as it is stored.</param>
public sealed record Followed(Stamp Stamp, IReadOnlyList<FieldChange> Fields, IReadOnlyList<FieldChange> Both)
{
    /// <summary>Whether the person has put it away.</summary>
    public bool IsSeen { get; init; }
}

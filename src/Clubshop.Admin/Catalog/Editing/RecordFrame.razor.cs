using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Catalog.Editing;

/// <summary>The page of one record, whatever its kind; the kind's own page says which fields and facts.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed partial class RecordFrame<T> : PortalComponent, IDisposable
    where T : class, ICatalogRecord
{
    private readonly CancellationTokenSource _left = new();
    private EditModel<T>? _model;
    private IDisposable? _ending;
    private string? _opened;
    private string? _problem;
    private bool _leaving;
    private bool _creating;
    private FormState _form = new();
    private FormContext<T>? _context;
    private Func<Task>? _again;
    private bool _everSeen;

    /// <summary>The kind's service.</summary>
    [Parameter, EditorRequired]
    public RecordService<T> Service { get; set; } = null!;

    /// <summary>The properties that people edit.</summary>
    [Parameter, EditorRequired]
    public FieldSet<T> All { get; set; } = null!;

    /// <summary>How the page speaks of the kind.</summary>
    [Parameter, EditorRequired]
    public CatalogKind Kind { get; set; } = null!;

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

    /// <summary>The name of a record that the kind links to, by its own kind and id.</summary>
    [Parameter]
    public Func<string, string, string> NameOf { get; set; } = static (_, id) => id;

    /// <summary>Whether customers see the record as it is stored; by default those that are published.</summary>
    [Parameter]
    public Func<T, bool> SeenNow { get; set; } = static record => record.Status == EditorialStatus.Published;

    /// <summary>Why every customer would see the record once published, as no club limits it; null where clubs do, or where nothing is limited by them.</summary>
    [Parameter]
    public Func<T, string?>? ForEverybody { get; set; }

    /// <summary>What the person should know before it is published, though nothing refuses it; null where there is nothing.</summary>
    [Parameter]
    public Func<Actor, T, CancellationToken, Task<PublishWarning?>>? WarnAtPublishing { get; set; }

    /// <summary>The way out of a refusal, which the page offers beside it; null where there is none.</summary>
    [Parameter]
    public Func<T, Problem, Remedy?>? RemedyFor { get; set; }

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
    private StatusUndo Undo { get; set; } = null!;

    [Inject]
    private SessionEnding Ending { get; set; } = null!;

    [Inject]
    private ILogger<RecordFrame<T>> Logger { get; set; } = null!;

    private EditModel<T> Model => _model ??= new(Service, All, Time);

    private bool MayEdit => Actor is { } actor && Model.Editor is { } editor && Service.MayEdit(actor, editor.Base);

    private bool ReadOnly => !MayEdit || Model.Editor?.Base.Status == EditorialStatus.Deleted;

    private bool Dirty => Model.Editor is { IsDirty: true } || !_form.Readable;

    private string MayNot => Actor is { } actor && Model.Editor is { } editor ? Service.WhyNot(actor, editor.Base) ?? "" : "";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _ending ??= Ending.BeforeLeaving(KeepAsync);
        if (Actor is not null && IsOtherForm)
        {
            _opened = Opened;
            (_leaving, _creating, _again, _everSeen) = (false, false, null, false);
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
        _context = new(() => Model.Editor!, () => ReadOnly, Show, Edit, Model.HasFollowed);
    }

    private void Draw(object? sender, EventArgs e)
    {
        _keeper?.Touch(); // what cannot be read is kept too
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        _problem = null;
        ForgetDrafts();
        try
        {
            if (Id is null)
                await StartAsync(Actor!);
            else
                await Model.LoadAsync(Actor!, Id, _left.Token);

            Watch();
            if (MayEdit)
                await OpenDraftAsync(Actor!);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            // Whatever it is, the page stands and says so, and the log has it under the same reference.
            _problem = SupportReference.New();
            Logger.LogNotRead(Kind.Name, _problem, exception);
        }
    }

    private void Edit(string field, T record)
    {
        Model.Edit(field, record);
        _keeper?.Touch();
        StateHasChanged();
    }

    private IReadOnlyList<ConflictField> Texts(Conflict<T> conflict) =>
    [
        .. conflict.Open.Select(field => new ConflictField(field.Name, L[field.Label], Show(field, conflict.Start), Show(field, conflict.Theirs), Show(field, conflict.Mine))),
        .. conflict.Joined.Select(joined => joined.From == JoinedFrom.Both
            ? new ConflictField(joined.Field.Name, joined.Field.Label, Show(joined.Field, conflict.Start), Show(joined.Field, conflict.Result), Show(joined.Field, conflict.Result))
            : new ConflictField(joined.Field.Name, joined.Field.Label, Show(joined.Field, conflict.Start), Show(joined.Field, conflict.Theirs), Show(joined.Field, conflict.Mine))),
    ];

    // A draft that was published before, in an earlier visit, counts as never seen: its copies were put right then.
    private bool EverSeen(T record) => _everSeen |= record.Status != EditorialStatus.Draft;

    private string Show(Field<T> field, T record) => field.Show(record, NameOf);

    private string Counted(RecordEditor<T> editor) =>
        editor.IsNew ? L["What you typed"] : Format.Count(editor.Changed.Select(field => L[field.Label]).Union(_form.Unreadable).Count(), "change", "changes");

    private string? Fix(RecordEditor<T> editor) => editor.Problems
        .Select(problem => editor.Fields.FirstOrDefault(field => field.Name == problem.Field)?.Label).OfType<string>().Select(label => L[label]).Union(_form.Unreadable).Count() switch
    {
        0 => null,
        var count when count == _form.Unreadable.Count => null, // the bar names them
        1 => L["One needs fixing."],
        var count => L[$"{Format.Number(count)} need fixing."],
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending?.Dispose();
        _form.ReadableChanged -= Draw;
        if (_index is not null)
            _index.Changed -= OnChanged;
        _keeper?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}

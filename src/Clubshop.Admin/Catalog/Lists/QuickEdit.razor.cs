using Clubshop.Admin.Catalog.Editing;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Catalog.Lists;

/// <summary>The editor of one cell: reads the record as it is stored, saves one field of it by the kind's service, and confirms that with "Undo".</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed partial class QuickEdit<T> : PortalComponent, IDisposable
    where T : class, ICatalogRecord
{
    // Letters of a name and of a value in a confirmation.
    private const int NameLength = 60;

    private readonly CancellationTokenSource _left = new();
    private readonly FormState _form = new();
    private EditModel<T>? _model;
    private FormContext<T>? _context;
    private string? _problem;
    private bool _begun;

    /// <summary>The kind's service.</summary>
    [Parameter, EditorRequired]
    public RecordService<T> Service { get; set; } = null!;

    /// <summary>The kind's fields.</summary>
    [Parameter, EditorRequired]
    public FieldSet<T> All { get; set; } = null!;

    /// <summary>The kind.</summary>
    [Parameter, EditorRequired]
    public CatalogKind Kind { get; set; } = null!;

    /// <summary>The cell. Another one needs another editor (<c>@key</c>).</summary>
    [Parameter, EditorRequired]
    public CellAsked Cell { get; set; } = null!;

    /// <summary>What stands before and after a number.</summary>
    [Parameter]
    public Func<T, (string? Prefix, string? Suffix)>? UnitOf { get; set; }

    /// <summary>Who edits.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    [Inject]
    private StatusUndo Undo { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<QuickEdit<T>> Logger { get; set; } = null!;

    private EditModel<T> Model => _model ??= new(Service, All, Time);

    private Field<T>? Field => All.Find(Cell.Field);

    // As it is stored now, whatever the row said.
    private string? WhyNot => Model.Editor is not { } editor || Actor is not { } actor ? null
        : editor.Base.Status == EditorialStatus.Deleted ? L[$"This {L[Kind.Name]} is deleted. Restore it before you change it."]
        : Service.WhyNot(actor, editor.Base);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_begun || Actor is not { } actor)
            return;

        _begun = true;
        _context = new(() => Model.Editor!, () => false, Show, Edit);
        try
        {
            await Model.LoadAsync(actor, Cell.Id, _left.Token);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // It was closed.
        }
        catch (Exception cause)
        {
            var reference = SupportReference.New();
            Logger.LogNotRead(Kind.Name, reference, cause);
            _problem = L[$"The database did not answer. Try again in a moment. Reference {reference}."];
        }
    }

    private void Edit(string field, T record)
    {
        Model.Edit(field, record);
        StateHasChanged();
    }

    private async Task SaveAsync()
    {
        if (Actor is not { } actor || Field is not { } field || Model is not { Saving: false, Editor: { } editor })
            return;

        if (!editor.IsDirty)
        {
            await Cell.CloseAsync();
            return;
        }

        try
        {
            // No field that is edited in a cell hides a record from customers: there is nothing to ask.
            if (!await Model.SaveAsync(actor, static _ => Task.FromResult(false), CancellationToken.None))
                return;
        }
        catch (Exception cause)
        {
            var reference = SupportReference.New();
            Logger.LogNotSaved(Kind.Name, reference, cause);
            Model.Fail(cause is Storage.CommitUncertainException
                ? L[$"The database did not confirm it. Save again: it is saved once, whether or not it was. Reference {reference}."]
                : L[$"The database did not take it. What you typed is kept; save again in a moment. Reference {reference}."]);
            return;
        }

        Confirm(field, editor.Base);
        await Cell.CloseAsync();
    }

    private void Confirm(Field<T> field, T saved)
    {
        var name = TextCut.Shown(saved.Name, NameLength);
        var detail = field.Name == All[0].Name ? null : $"{L[field.Label]}: {TextCut.Shown(Shown(field, saved), NameLength)}";
        if (Model.StepTo(Kind, new(saved.Status, $"Change {field.Label}", "")) is { } step)
            Undo.Confirm(L[$"{name} saved"], Model.TakenAlong ?? detail, step with { Said = L[$"Change {L[field.Label]}"], Undone = L[$"{name} is as it was before"] }, static _ => false);
        else
            Toasts.Confirm(L[$"{name} saved"], detail);
    }

    private Task KeepMineAsync()
    {
        if (!_form.Readable || Model.Editor is not { Conflict: { } conflict } editor)
            return Task.CompletedTask;

        conflict.ChooseAll(theirs: false);
        editor.Resolve();
        return SaveAsync();
    }

    private static string Show(Field<T> field, T record) => field.Show(record, static (_, id) => id);

    private static string Shown(Field<T> field, T record) => Show(field, record) is { Length: > 0 } text ? text : L["empty"];

    /// <summary>Gives up what is being read.</summary>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}

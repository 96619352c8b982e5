using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog.Editing;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Catalog.History;

/// <summary>The versions of one record, whatever its kind. Which version the person is about to go back to stands in the address.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed partial class HistoryFrame<T> : PortalComponent, IDisposable
    where T : class, ICatalogRecord
{
    private const int MaxShown = 60;

    private readonly CancellationTokenSource _left = new();
    private readonly SemaphoreSlim _one = new(1); // the time line is read by one at a time
    private readonly string _card = UniqueId.Next("revert");
    private RecordTimeline<T>? _timeline;
    private RecordVersion<T>? _version;
    private Problem? _refused;
    private Problem? _trouble;
    private string? _problem;
    private string? _opened;
    private (long? To, string? Field) _asked;
    private (string Of, string Token)? _submit;
    private bool _searching;
    private bool _busy;
    private bool _focus;

    /// <summary>The kind's service.</summary>
    [Parameter, EditorRequired]
    public RecordService<T> Service { get; set; } = null!;

    /// <summary>The properties that people edit.</summary>
    [Parameter, EditorRequired]
    public FieldSet<T> All { get; set; } = null!;

    /// <summary>How the page speaks of the kind.</summary>
    [Parameter, EditorRequired]
    public CatalogKind Kind { get; set; } = null!;

    /// <summary>The record's id.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>The version to go back to; null where none is chosen.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    public long? To { get; set; }

    /// <summary>The field that alone is brought back, by its C# name.</summary>
    [SupplyParameterFromQuery(Name = "field")]
    public string? Field { get; set; }

    /// <summary>Who looks.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    [Inject]
    private CatalogIndexes Indexes { get; set; } = null!;

    [Inject]
    private AuditLabels Labels { get; set; } = null!;

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
    private Script Script { get; set; } = null!;

    [Inject]
    private ILogger<HistoryFrame<T>> Logger { get; set; } = null!;

    private bool MayEdit => Actor is { } actor && _timeline is { } timeline && Service.MayEdit(actor, timeline.Current);

    private bool MayRevert => MayEdit && _timeline!.Current.Status != EditorialStatus.Deleted;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Actor is null)
            return;

        if (_opened != Id)
        {
            _opened = Id;
            (_timeline, _asked) = (null, default);
            await LoadAsync();
        }

        await ShowVersionAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus && _version is not null)
        {
            _focus = false;
            await Script.CallAsync("clubshop.focus", _card);
        }
    }

    private Task LoadAsync() => GuardAsync(ReadAsync);

    private async Task ReadAsync(Actor actor)
    {
        var id = Id;
        (_problem, _refused, _trouble, _version) = (null, null, null, null);
        var found = await Service.TimelineAsync(actor, id, _left.Token);
        if (id == Id)
            (_timeline, _refused) = (found.Value, found.Ok ? null : found.Problems[0]);
    }

    // The version in the address; read as far back as it takes.
    private Task ShowVersionAsync()
    {
        if (_asked == (To, Field) || _timeline is null)
            return Task.CompletedTask;

        _asked = (To, Field);
        (_version, _trouble, _searching, _focus) = (null, null, To is not null, To is not null);
        return To is null ? Task.CompletedTask : GuardAsync(_ => FindAsync());
    }

    private async Task FindAsync()
    {
        var asked = _asked;
        if (asked.To is not { } to || _timeline is not { } timeline)
            return;

        var found = await timeline.FindAsync(to, _left.Token);
        if (asked == _asked)
            (_version, _searching) = (found, false);
    }

    private Task OlderAsync() => GuardAsync(_ => _timeline!.ReadOlderAsync(_left.Token));

    private async Task GuardAsync(Func<Actor, Task> action)
    {
        if (Actor is not { } actor)
            return;

        try
        {
            await _one.WaitAsync(_left.Token);
        }
        catch (OperationCanceledException)
        {
            return; // the page was left
        }

        _busy = true;
        try
        {
            await action(actor);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            // Whatever it is, the page stands and says so, and the log has it under the same reference.
            var reference = SupportReference.New();
            Logger.LogNotRead(Kind.Name, reference, exception);
            if (_timeline is null)
                _problem = reference;
            else
                _trouble = new("failed", L[$"The database did not answer. Try again: it is done once, whether or not it was. Reference {reference}."]);
        }
        finally
        {
            _busy = false;
            if (!_left.IsCancellationRequested)
                _one.Release();
        }
    }

    private string Show(Field<T> field, T record) => field.Show(record, NameOf);

    private string NameOf(string kind, string id) => RowOf(kind, id) switch
    {
        null => L[$"A {L[kind]} that no longer exists"],
        { Status: EditorialStatus.Deleted } row => L[$"{row.Name} (deleted)"],
        var row => row.Name,
    };

    private ICatalogRow? RowOf(string kind, string id) => Indexes.Of(kind)?.Find(id);

    /// <summary>Why a field cannot be brought back: what it linked to then is not there any more. Null where it can, as far as is known before it is tried.</summary>
    private string? Missing(Field<T> field)
    {
        if (_timeline is not { } timeline || _version is not { } version || field.LinksTo is not { } kind)
            return null;

        var (now, then) = (IdsIn(field, timeline.Current), IdsIn(field, version.Record));
        var gone = then.Except(now, StringComparer.Ordinal).Where(id => RowOf(kind, id) is null or { Status: EditorialStatus.Deleted }).ToList();
        return gone.Count == 0 ? null : RowOf(kind, gone[0]) is { } row
            ? L[$"The {L[kind]} “{row.Name}” was deleted since. Restore it first, or leave {L[field.Label]} as it is."]
            : L[$"A {L[kind]} of then no longer exists. Leave {L[field.Label]} as it is."];
    }

    private static IReadOnlyList<string> IdsIn(Field<T> field, T record) => field.ValueOf(record) switch
    {
        string { Length: > 0 } id => [id],
        IReadOnlyList<string> ids => ids,
        _ => [],
    };

    private IEnumerable<(AuditChange Change, FieldChange Told)> Told(AuditEntry entry) =>
        from change in entry.Changes.OrderBy(PlaceOf)
        from told in Labels.Changes(entry with { Changes = [change] })
        select (change, told);

    // In the form's order; what is no field of it comes last.
    private int PlaceOf(AuditChange change) => FieldOf(change) is { } field ? All.Index().First(one => one.Item == field).Index : int.MaxValue;

    private Field<T>? FieldOf(AuditChange change) => All.FirstOrDefault(field => field.Attribute == change.Attribute);

    private string Address(long version, Field<T>? field = null) => $"{Kind.History(Id)}?to={version}{(field is null ? "" : "&field=" + field.Name)}";

    /// <summary>Gives up what is being read.</summary>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _one.Dispose();
    }
}

using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Import.Pages;

/// <summary>Follows the address: <c>?file=</c> names the file shown.</summary>
public sealed partial class ImportFrame : JobPage
{
    private static readonly string[] Steps = [L.Later("File"), L.Later("Check"), L.Later("Import")];

    private ImportModel _model = null!;
    private IImportKind _import = null!;
    private (string? File, string? Person) _of;
    private bool _begun;

    /// <summary>The kind (<see cref="Catalog.CatalogKind.Name"/>).</summary>
    [Parameter, EditorRequired]
    public string Kind { get; set; } = "";

    /// <summary>Who imports.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    /// <summary>The file shown.</summary>
    [SupplyParameterFromQuery(Name = "file")]
    public string? File { get; set; }

    private int Step => _model switch
    {
        { Job.State: JobState.Open } => 2,
        { Job: not null } => 3,
        { Entry: not null, Problem: null } => 1,
        _ => 0,
    };

    private string? Sentence => _model.Entry is { } entry
        ? L[$"{entry.File.Name}, {Format.Size(entry.File.Bytes)}, chosen {Format.Moment(entry.File.At, Time.GetUtcNow())}"]
        : L[$"Bring many {L[_import.Kind.Many]} at once from a sheet. You see what the file would do before anything is written."];

    private string RefusedHref => $"{_import.Kind.Import}/{File}/refused";

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _import = Imports.Find(Kind) ?? throw new InvalidOperationException("There is no such kind: " + Kind);
        _model = new(Imports, Jobs, Time, Kind);
        _model.Changed += Draw;
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Actor is not { } actor || (_begun && _of == (File, actor.Id)))
            return;

        (_begun, _of) = (true, (File, actor.Id));
        await ShowAsync();
    }

    private Task ShowAsync() => TryAsync(left => _model.ShowAsync(Actor!, string.IsNullOrEmpty(File) ? null : File, left), afresh: true);

    private Task ChooseAsync(bool asDrafts) => TryAsync(left => _model.ChooseAsync(Actor!, asDrafts, left), afresh: true);

    private Task NameAsync(IReadOnlyDictionary<string, string> headings) => TryAsync(left => _model.NameAsync(Actor!, headings, left), afresh: true);

    private Task StartAsync() => TryAsync(left => _model.StartAsync(Actor!, left));

    private Task StopAsync() => TryAsync(left => _model.StopAsync(Actor!, left));

    private string At(string id) => $"{_import.Kind.Import}?file={id}";

    /// <inheritdoc/>
    protected override void LogBroken(Exception cause, string reference) => LogBroken(Logger, cause, reference);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _model.Changed -= Draw;
        base.Dispose();
    }

    [LoggerMessage(EventId = 2501, Level = LogLevel.Error, Message = "An import page failed; the person has the reference {Reference}.")]
    private static partial void LogBroken(ILogger logger, Exception cause, string reference);
}

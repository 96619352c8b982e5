using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Catalog.Bulk.Pages;

/// <summary>Follows the address: it names the change.</summary>
public sealed partial class BulkPage : JobPage
{
    private BulkModel _model = null!;
    private (string Id, string? Person)? _of;

    /// <summary>The change's id.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Who looks.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    private long Count => _model.Entry is not { } entry ? 0 : entry.Job?.Total ?? _model.Rehearsal?.CountOf(BulkVerdict.Changes) ?? entry.Draft.Count;

    private string? Sentence => _model.Entry switch
    {
        { Job: { } job } => L[$"Started by {job.ActorName}, {Format.Full(job.CreatedAt)}."],
        { Draft: var draft } => L[$"{Format.Number(draft.Count)} selected. See what would change for each before anything is written."],
        _ => null,
    };

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _model = new(Bulk, Jobs);
        _model.Changed += Draw;
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Actor is null || _of == (Id, Actor.Id))
            return;

        _of = (Id, Actor.Id);
        await ShowAsync();
    }

    private Task ShowAsync() => TryAsync(left => _model.ShowAsync(Actor!, Id, left), afresh: true);

    private Task StartAsync()
    {
        // They are being changed: the list begins afresh.
        if (_model.Entry is { } entry)
            Selections.Clear(entry.Draft.Kind);

        return TryAsync(left => _model.StartAsync(Actor!, left));
    }

    private Task StopAsync() => TryAsync(left => _model.StopAsync(Actor!, left));

    /// <inheritdoc/>
    protected override void LogBroken(Exception cause, string reference) => LogBroken(Logger, cause, reference);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _model.Changed -= Draw;
        base.Dispose();
    }

    [LoggerMessage(EventId = 2411, Level = LogLevel.Error, Message = "The page of a bulk change failed; the person has the reference {Reference}.")]
    private static partial void LogBroken(ILogger logger, Exception cause, string reference);
}

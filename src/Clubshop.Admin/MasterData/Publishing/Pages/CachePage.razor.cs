using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;
using Clubshop.Admin.Ui.Fields.Choices;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.MasterData.Publishing.Pages;

/// <summary>The cache that end users' servers read: nodes, kinds, pending changes, invalidation. Refreshes itself.</summary>
public sealed partial class CachePage : PortalComponent, IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);
    private const int Choices = 20;

    private readonly CancellationTokenSource _left = new();
    private CacheOverview? _overview;
    private IReadOnlyList<Problem> _problems = [];
    private CacheRecord? _record;
    private JobInfo? _job;
    private ITimer? _timer;
    private string? _error;
    private (string Title, string? Text, Tone Tone)? _done;
    private bool _busy;

    /// <summary>Who looks.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    [Inject]
    private CacheService Cache { get; set; } = null!;

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<CachePage> Logger { get; set; } = null!;

    private string Sentence => _overview is { } overview ? CacheLabels.Sentence(overview) : L["The copy of the catalog that end users’ servers read."];

    private bool MayAll => Actor?.Reaches(Permission.InvalidateCache, []) == true;

    private bool MaySome => Actor?.Has(Permission.InvalidateCache) == true;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        LoadOverview();
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(Refresh), null, Tick, Tick);
        if (Actor is { } actor && await Cache.WarmUpUnderWayAsync(actor, _left.Token) is { } job)
            Follow(job);
    }

    private void LoadOverview()
    {
        if (Actor is not { } actor)
            return;

        var overview = Cache.GetOverview(actor);
        (_overview, _problems) = (overview.Value, overview.Problems);
    }

    private void Refresh()
    {
        if (_left.IsCancellationRequested)
            return;

        LoadOverview();
        StateHasChanged();
    }

    private Task WarmUpAsync() => DoAsync(async actor =>
    {
        var started = await Cache.WarmUpAsync(actor, null, Ids.New(Time), CancellationToken.None);
        if (Succeeded(started.Problems))
            Follow(started.Value!);
    });

    private async Task InvalidateKindAsync(CacheKind kind)
    {
        if (await Dialogs.ConfirmAsync(
            L[$"Invalidate all {L[kind.Many]}?"],
            L[$"Servers stop using the {Format.Number(kind.Records)} copies. Filling the cache again starts at once; until it is done, servers read the database."],
            L[$"Invalidate all {L[kind.Many]}"],
            danger: true))
            await DoAsync(async actor => ShowInvalidated(await Cache.InvalidateKindAsync(actor, kind.Kind, Ids.New(Time), CancellationToken.None), L[$"All {L[kind.Many]} are invalidated"]));
    }

    private async Task InvalidateEverythingAsync()
    {
        if (await Dialogs.ConfirmAsync(
            L["Invalidate everything?"],
            L["Servers stop using every copy. Filling the cache again starts at once; until it is done, every page that customers open reads the database."],
            L["Invalidate everything"],
            [.. (_overview?.Kinds ?? []).Select(kind => $"{Format.Number(kind.Records)} {L[kind.Many]}")],
            danger: true,
            typed: CacheService.Everything))
            await DoAsync(async actor => ShowInvalidated(
                await Cache.InvalidateEverythingAsync(actor, CacheService.Everything, Ids.New(Time), CancellationToken.None), L["Everything is invalidated"]));
    }

    private Task RepublishAsync() => DoAsync(async actor =>
    {
        if (_record is not { } record)
            return;

        var asked = await Cache.RepublishAsync(actor, record.Kind, record.Id, Ids.New(Time), CancellationToken.None);
        if (Succeeded(asked.Problems))
            _done = (record.Name, CacheLabels.PublishResult(asked.Value!), asked.Value!.Done ? Tone.Good : Tone.Warn);
    });

    private void ShowInvalidated(Result<Invalidated> result, string title)
    {
        if (!Succeeded(result.Problems))
            return;

        _done = CacheLabels.Invalidation(title, result.Value!);
        Follow(result.Value!.WarmUp);
    }

    private bool Succeeded(IReadOnlyList<Problem> problems)
    {
        _error = problems.Count > 0 ? string.Join(' ', problems.Select(problem => problem.Message)) : null;
        return _error is null;
    }

    private async Task DoAsync(Func<Actor, Task> action)
    {
        if (Actor is not { } actor || _busy)
            return;

        (_busy, _error, _done) = (true, null, null);
        try
        {
            await action(actor);
        }
#pragma warning disable CA1031 // The page says so, and the log has it under the same reference.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var reference = SupportReference.New();
            LogNotDone(Logger, reference, exception);
            _error = L[$"The database did not answer. Try again in a moment; if it happens again, give support the reference {reference}."];
        }

        _busy = false;
        LoadOverview();
    }

    private void Follow(JobInfo job)
    {
        _job = job;
        _ = FollowAsync(job.Id, _left.Token);
    }

    private async Task FollowAsync(string id, CancellationToken left)
    {
        try
        {
            await foreach (var job in Cache.WatchAsync(Actor!, id, left))
                _job = job; // rendered with the next tick
            await InvokeAsync(Refresh);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
#pragma warning disable CA1031 // The job goes on; only this page stops showing its progress.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotDone(Logger, SupportReference.New(), exception);
            _job = null;
        }
    }

    private Task<OptionPage<CacheRecord>> FindAsync(string text, CancellationToken cancellationToken)
    {
        var (records, total) = Cache.Find(null, text, Choices);
        return Task.FromResult(new OptionPage<CacheRecord>(records, total));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }

    [LoggerMessage(EventId = 2131, Level = LogLevel.Error, Message = "An action on the cache page failed; reference {Reference}.")]
    private static partial void LogNotDone(ILogger logger, string reference, Exception exception);
}

using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Catalog.Bulk.Pages;

/// <summary>The page of one bulk change, without its markup: what it would do, how far it is, what came of it.</summary>
public sealed class BulkModel(BulkService bulk, JobService jobs)
{
    /// <summary>The change and its jobs; null until it is found.</summary>
    public BulkEntry? Entry { get; private set; }

    /// <summary>What it would do; null while that is found out, and once it is started.</summary>
    public BulkRehearsal? Rehearsal { get; private set; }

    /// <summary>Why it is not here, or was not started.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Records looked at so far.</summary>
    public int Looked { get; private set; }

    /// <summary>Whether it was asked for and has not begun.</summary>
    public bool Starting { get; private set; }

    /// <summary>What became of every record, once it is over: first those that were refused.</summary>
    public IReadOnlyList<JobItem> Items { get; private set; } = [];

    /// <summary>Raised when something is to be shown, from any thread.</summary>
    public event EventHandler? Changed;

    /// <summary>Shows a change: what it would do, or how its job goes, until that is over.</summary>
    public async Task ShowAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        (Entry, Rehearsal, Problem, Looked, Starting, Items) = (null, null, null, 0, false, []);
        Tell();
        var found = await bulk.FindAsync(actor, id, cancellationToken);
        (Entry, Problem) = (found.Value, found.Problems is [var first, ..] ? first : null);
        Tell();
        if (Entry is { Job: null })
            await RehearseAsync(actor, cancellationToken);
        else if (Entry is not null)
            await FollowAsync(actor, cancellationToken);
    }

    /// <summary>Starts it, and follows it to its end.</summary>
    public async Task StartAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Entry is not { Job: null } entry || Rehearsal is not { } rehearsal || Starting)
            return;

        Starting = true;
        Tell();
        try
        {
            var started = await bulk.StartAsync(actor, rehearsal, cancellationToken);
            Problem = started.Problems is [var first, ..] ? first : null;
            if (!started.Ok)
                return;

            (Entry, Rehearsal) = (entry with { Job = started.Value }, null);
        }
        finally
        {
            Starting = false;
        }

        await FollowAsync(actor, cancellationToken);
    }

    /// <summary>Stops it; what is done stays done.</summary>
    public Task StopAsync(Actor actor, CancellationToken cancellationToken) =>
        Entry?.Job is { } job ? jobs.CancelAsync(actor, job.Id, cancellationToken) : Task.CompletedTask;

    private async Task RehearseAsync(Actor actor, CancellationToken cancellationToken)
    {
        var rehearsed = await bulk.RehearseAsync(actor, Entry!.Draft, new Told(this), cancellationToken);
        (Rehearsal, Problem) = (rehearsed.Value, rehearsed.Problems is [var first, ..] ? first : null);
        Tell();
    }

    private async Task FollowAsync(Actor actor, CancellationToken cancellationToken)
    {
        await foreach (var job in jobs.WatchAsync(actor, Entry!.Job!.Id, cancellationToken))
        {
            Entry = Entry with { Job = job };
            Tell();
        }

        var items = new List<JobItem>();
        await foreach (var item in jobs.ItemsAsync(actor, Entry.Job!.Id, cancellationToken))
            items.Add(item);

        Items = [.. items.OrderBy(item => item.Outcome != RowOutcomes.Refused)];
        Tell();
    }

    private void Tell() => Changed?.Invoke(this, EventArgs.Empty);

    private sealed class Told(BulkModel model) : IProgress<int>
    {
        public void Report(int value)
        {
            model.Looked = value;
            model.Tell();
        }
    }
}

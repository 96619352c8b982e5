using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Import.Pages;

/// <summary>The import page of one kind, without its markup: what is chosen, what it would do, how far it is, what came of it.</summary>
public sealed class ImportModel(ImportService imports, JobService jobs, TimeProvider time, string kind)
{
    private long _watchedSince;
    private long _doneThen;

    /// <summary>The file and the state of its import; null until one is chosen.</summary>
    public ImportEntry? Entry { get; private set; }

    /// <summary>The columns of the file; null until they are known, and once it is imported.</summary>
    public FileHeadings? Headings { get; private set; }

    /// <summary>Why its columns could not be named so.</summary>
    public IReadOnlyList<Problem> NotNamed { get; private set; } = [];

    /// <summary>What it would do; null while that is found out, and once it is imported.</summary>
    public ImportPreview? Preview { get; private set; }

    /// <summary>Why it cannot be imported.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>The import; null before.</summary>
    public JobInfo? Job => Entry?.Job;

    /// <summary>Whether new records become drafts where their row says nothing of the status.</summary>
    public bool AsDrafts { get; private set; }

    /// <summary>Whether <see cref="Preview"/> is of the other choice, and is being found out again.</summary>
    public bool Checking { get; private set; }

    /// <summary>Rows looked at so far.</summary>
    public long Looked { get; private set; }

    /// <summary>Whether the import was asked for and has not begun.</summary>
    public bool Starting { get; private set; }

    /// <summary>The rows that were refused, once it is over.</summary>
    public IReadOnlyList<RefusedRow> Refused { get; private set; } = [];

    /// <summary>The last files, newest first.</summary>
    public IReadOnlyList<ImportEntry> Recent { get; private set; } = [];

    /// <summary>Seconds that the import will still take, as far as can be told.</summary>
    public double? SecondsLeft =>
        Job is { State: JobState.Open } job && job.Done - _doneThen is > 0 and var done && time.GetElapsedTime(_watchedSince).TotalSeconds is >= 2 and var seconds
            ? (job.Total - job.Done) * seconds / done : null;

    /// <summary>Raised when something is to be shown, from any thread.</summary>
    public event EventHandler? Changed;

    /// <summary>Shows a file: what it would do, or how its import goes, until that is over. Without an id, only the last files.</summary>
    public async Task ShowAsync(Actor actor, string? id, CancellationToken cancellationToken)
    {
        (Entry, Preview, Problem, AsDrafts, Checking, Looked, Starting, Refused) = (null, null, null, false, false, 0, false, []);
        (Headings, NotNamed) = (null, []);
        Tell();
        if (id is null)
        {
            Recent = await imports.RecentAsync(actor, kind, cancellationToken);
            return;
        }

        var found = await imports.FindAsync(actor, kind, id, cancellationToken);
        (Entry, Problem) = (found.Value, found.Problems is [var first, ..] ? first : null);
        Tell();
        if (Entry is null)
            return;

        if (Entry.Job is not null)
            await FollowAsync(actor, cancellationToken);
        else
            await LookAsync(actor, Entry.File, cancellationToken);
    }

    /// <summary>Chooses whether new records become drafts, and finds out again what the file would do.</summary>
    public async Task ChooseAsync(Actor actor, bool asDrafts, CancellationToken cancellationToken)
    {
        if (Entry is not { Job: null } entry || asDrafts == AsDrafts || Starting)
            return;

        (AsDrafts, Checking, Problem, Looked) = (asDrafts, true, null, 0); // what was found stays in sight until then
        Tell();
        await LookAsync(actor, entry.File, cancellationToken);
    }

    /// <summary>Says which columns the headings of the file are, and finds out again what it would do.</summary>
    public async Task NameAsync(Actor actor, IReadOnlyDictionary<string, string> headings, CancellationToken cancellationToken)
    {
        if (Entry is not { Job: null } entry || Starting || Checking)
            return;

        var named = await imports.NameAsync(actor, entry.File, headings, cancellationToken);
        NotNamed = named.Problems;
        if (!named.Ok)
            return;

        (Entry, Preview, Problem, Looked) = (entry with { File = named.Value }, null, null, 0);
        Tell();
        await LookAsync(actor, named.Value, cancellationToken);
    }

    /// <summary>Imports the file, and follows it to its end.</summary>
    public async Task StartAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Entry is not { Job: null } entry || Preview is not { } preview || Starting || Checking)
            return;

        Starting = true;
        Tell();
        try
        {
            var started = await imports.StartAsync(actor, entry.File, preview, cancellationToken);
            Problem = started.Problems is [var first, ..] ? first : null;
            if (!started.Ok)
                return;

            Entry = entry with { Job = started.Value };
        }
        finally
        {
            Starting = false;
        }

        await FollowAsync(actor, cancellationToken);
    }

    /// <summary>Stops the import; what is written stays.</summary>
    public Task StopAsync(Actor actor, CancellationToken cancellationToken) =>
        Job is { } job ? jobs.CancelAsync(actor, job.Id, cancellationToken) : Task.CompletedTask;

    private async Task LookAsync(Actor actor, ImportFile file, CancellationToken cancellationToken)
    {
        var asDrafts = AsDrafts;
        Headings = (await imports.HeadingsAsync(actor, file, cancellationToken)).Value;
        var result = await imports.PreviewAsync(actor, file, asDrafts, new Told(this), cancellationToken);
        if (asDrafts == AsDrafts) // otherwise the other choice is being looked at
            (Preview, Problem, Checking) = (result.Value, result.Problems is [var first, ..] ? first : null, false);
    }

    private async Task FollowAsync(Actor actor, CancellationToken cancellationToken)
    {
        (_watchedSince, _doneThen) = (time.GetTimestamp(), Job!.Done);
        await foreach (var job in jobs.WatchAsync(actor, Job!.Id, cancellationToken))
        {
            Entry = Entry! with { Job = job };
            Tell();
        }

        if (Job?.Counts.GetValueOrDefault(RowOutcomes.Refused) > 0)
            Refused = await imports.RefusedAsync(actor, Entry!.File, cancellationToken);

        Recent = await imports.RecentAsync(actor, kind, cancellationToken);
    }

    private void Tell() => Changed?.Invoke(this, EventArgs.Empty);

    private sealed class Told(ImportModel model) : IProgress<long>
    {
        public void Report(long value)
        {
            model.Looked = value;
            model.Tell();
        }
    }
}

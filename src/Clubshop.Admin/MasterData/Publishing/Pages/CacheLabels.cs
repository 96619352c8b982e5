using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Admin.Ui;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Pages;

/// <summary>Texts of the cache's pages.</summary>
internal static class CacheLabels
{
    /// <summary>A duration: "40 s", "12 min", "3 h", "12 d".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "less than 1 s",
        { TotalSeconds: < 100 } => $"{(int)span.TotalSeconds} s",
        { TotalMinutes: < 100 } => $"{(int)Math.Ceiling(span.TotalMinutes)} min",
        { TotalHours: < 48 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} d",
    };

    /// <summary>How long ago a moment was; a moment in the future comes from a clock that is ahead.</summary>
    public static string Age(DateTimeOffset? at, DateTimeOffset now) =>
        at is not { } moment ? "–" : moment > now.AddSeconds(5) ? "its clock is ahead" : Span(now > moment ? now - moment : TimeSpan.Zero);

    /// <summary>The sentence under the page's title.</summary>
    public static string Sentence(CacheOverview overview)
    {
        if (overview.Down.Count > 0)
            return $"{overview.Nodes.Count - overview.Down.Count} of {Format.Count(overview.Nodes.Count, "node is", "nodes are")} up to date.";
        if (overview.Pending is [var first, ..])
            return $"{Format.Count(overview.Pending.Count, "change waits", "changes wait")} to be published, the oldest for {Span(overview.At - first.Since)}.";

        return overview.Nodes.Count == 1 ? "The node is up to date: end users see what is saved at once." : $"All {Format.Number(overview.Nodes.Count)} nodes are up to date: end users see what is saved at once.";
    }

    /// <summary>Label of a node's state.</summary>
    public static (string Text, string Class, string? Icon) State(NodeView node, bool behind) => node.State.Condition switch
    {
        NodeCondition.Up when behind => ("Behind", "soon", Icons.Warn),
        NodeCondition.Up => ("Up to date", "live", null),
        NodeCondition.Down => ("Does not answer", "soon", Icons.Warn),
        _ => ("Not checked yet", "ended", Icons.Clock),
    };

    /// <summary>Label of a copy's state.</summary>
    public static (string Text, Tone Tone) Copy(NodeCopy copy) => copy.State switch
    {
        CopyState.Same => ("Up to date", Tone.Good),
        CopyState.Older => ("Old", Tone.Warn),
        CopyState.Newer => ("Newer than saved", Tone.Bad),
        CopyState.Missing => ("Not cached", Tone.Plain),
        CopyState.Foreign => ("Not ours", Tone.Bad),
        CopyState.UnknownSchema => ("Other version", Tone.Warn),
        _ => ("Does not answer", Tone.Warn),
    };

    /// <summary>How old a copy must be before it is worth a word on the record's page: until then the change is on its way.</summary>
    public static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether customers may see another version than the one that is saved. What is missing in the cache, or foreign there, their apps read from the
    /// database; of a record that they never saw there is no older version.
    /// </summary>
    /// <param name="look">The record's copies.</param>
    /// <param name="seen">Whether customers ever saw the record.</param>
    /// <param name="now">The present instant.</param>
    public static bool IsOld(RecordCopies look, bool seen, DateTimeOffset now) => look.Copies[0].State switch
    {
        CopyState.Newer => true,
        CopyState.Older => (look.Shown || look.Copies[0].Shown) && now - look.SavedAt > OnItsWay,
        CopyState.NoAnswer => (look.Shown || seen) && now - look.SavedAt > OnItsWay,
        _ => false,
    };

    /// <summary>Explains what a record's copies mean for end users.</summary>
    public static string Explanation(RecordCopies look)
    {
        var owner = look.Copies[0];
        return owner.State switch
        {
            CopyState.Same when look.Shown => $"End users see version {look.Version}, as it is saved.",
            CopyState.Same => "End users do not see it.",
            CopyState.Older => $"End users may see the old version {owner.Version} for up to {Span(look.StaleFor ?? CacheWriter.LongestLifetime)}. The new one is published automatically as soon as possible.",
            CopyState.Newer => $"End users see version {owner.Version}, which is not saved any more (as after a restore from a backup). Refresh the copy to replace it.",
            CopyState.Missing or CopyState.Foreign or CopyState.UnknownSchema when look.Shown => $"End users see version {look.Version}, as it is saved, a little more slowly: there is no copy for them to read.",
            CopyState.Missing or CopyState.Foreign or CopyState.UnknownSchema => "End users do not see it.",
            _ => $"End users may see the old version for up to {Span(look.StaleFor ?? CacheWriter.LongestLifetime)}: the cache does not answer.",
        };
    }

    /// <summary>Title of a warm-up, by its state.</summary>
    public static string WarmUpTitle(JobInfo job) => job.State switch
    {
        JobState.Open => "Filling the cache",
        JobState.Finished when Unreached(job) > 0 => "The cache is not filled",
        JobState.Finished => "The cache is filled",
        _ => "Filling stopped",
    };

    /// <summary>Whether a warm-up left nothing to do.</summary>
    public static bool IsFilled(JobInfo job) => job.State == JobState.Finished && Unreached(job) == 0;

    /// <summary>A warm-up that has ended, in one line: what it did, and what is left.</summary>
    public static string EndedText(JobInfo job) =>
        string.Join(" ", new[] { Outcomes(job) is { Length: > 0 } outcomes ? outcomes + "." : null, StillToDo(job), job.Problem }.Where(part => part is not null));

    /// <summary>Number of records per outcome: "60 written, 2 not reached".</summary>
    public static string Outcomes(JobInfo job) => string.Join(", ", job.Counts.Select(count => $"{Format.Number(count.Value)} {count.Key}"));

    /// <summary>What is left to do after a warm-up; null when nothing is.</summary>
    public static string? StillToDo(JobInfo job) => job.State == JobState.Finished && Unreached(job) is > 0 and var left
        ? $"{Format.Count(left, "record or list is", "records and lists are")} pending, and will be published once their node answers. Until then servers read them from the database."
        : null;

    /// <summary>Result of an invalidation: done, or where it is pending.</summary>
    /// <param name="what">"Everything is", "All offers are".</param>
    /// <param name="done">The result.</param>
    public static (string Title, string? Text, Tone Tone) Invalidation(string what, Invalidated done) => done.NotReached.Count == 0
        ? ($"{what} invalidated", null, Tone.Good)
        : ("Not done everywhere",
            $"{string.Join(" and ", done.NotReached)} {(done.NotReached.Count == 1 ? "was" : "were")} not reached. The invalidation is pending there, and follows as soon as {(done.NotReached.Count == 1 ? "it answers" : "they answer")}.",
            Tone.Warn);

    private static long Unreached(JobInfo job) => job.Counts.GetValueOrDefault(WarmUpJob.NotReached) + job.Counts.GetValueOrDefault(WarmUpJob.ListNotReached);

    /// <summary>Result of publishing a record again.</summary>
    public static string PublishResult(Republished done) => done.Done
        ? $"Read back {Math.Max(1, (int)done.Took.TotalMilliseconds)} ms later from {done.ReadBack.Seen} of {Format.Count(done.ReadBack.Nodes, "node", "nodes")}"
            + (done.ReadBack.Lists > 0 ? $": the record, its slug and {Format.Count(done.ReadBack.Lists, "list", "lists")}." : ".")
        : $"Pending, and published as soon as possible: {done.ReadBack.Problem ?? "not everything is in the cache yet"}. Read back from {done.ReadBack.Seen} of {Format.Count(done.ReadBack.Nodes, "node", "nodes")}.";

    /// <summary>The same for those whom nodes do not concern.</summary>
    public static string RefreshResult(Republished done) => done.Done ? "Refreshed: end users see what is saved." : "Not yet: it follows by itself as soon as possible.";

    /// <summary>Says how long end users may see an old copy.</summary>
    public static string StaleWarning(TimeSpan? staleFor) => staleFor is { } span && span > TimeSpan.Zero
        ? $"End users may see old versions for up to {Span(span)}."
        : "The old copies have expired: servers read the database.";
}

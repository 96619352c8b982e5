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
        { TotalSeconds: < 1 } => L["less than 1 s"],
        { TotalSeconds: < 100 } => L[$"{(int)span.TotalSeconds} s"],
        { TotalMinutes: < 100 } => L[$"{(int)Math.Ceiling(span.TotalMinutes)} min"],
        { TotalHours: < 48 } => L[$"{(int)span.TotalHours} h"],
        _ => L[$"{(int)span.TotalDays} d"],
    };

    /// <summary>How long ago a moment was; a moment in the future comes from a clock that is ahead.</summary>
    public static string Age(DateTimeOffset? at, DateTimeOffset now) =>
        at is not { } moment ? "–" : moment > now.AddSeconds(5) ? L["its clock is ahead"] : Span(now > moment ? now - moment : TimeSpan.Zero);

    /// <summary>The sentence under the page's title.</summary>
    public static string Sentence(CacheOverview overview)
    {
        if (overview.Down.Count > 0)
            return L[$"{overview.Nodes.Count - overview.Down.Count} of {Format.Count(overview.Nodes.Count, "node is", "nodes are")} up to date."];
        if (overview.Pending is [var first, ..])
            return L[$"{Format.Count(overview.Pending.Count, "change waits", "changes wait")} to be published, the oldest for {Span(overview.At - first.Since)}."];

        return overview.Nodes.Count == 1 ? L["The node is up to date: end users see what is saved at once."] : L[$"All {Format.Number(overview.Nodes.Count)} nodes are up to date: end users see what is saved at once."];
    }

    /// <summary>Label of a node's state.</summary>
    public static (string Text, string Class, string? Icon) State(NodeView node, bool behind) => node.State.Condition switch
    {
        NodeCondition.Up when behind => (L["Behind"], "soon", Icons.Warn),
        NodeCondition.Up => (L["Up to date"], "live", null),
        NodeCondition.Down => (L["Does not answer"], "soon", Icons.Warn),
        _ => (L["Not checked yet"], "ended", Icons.Clock),
    };

    /// <summary>Label of a copy's state.</summary>
    public static (string Text, Tone Tone) Copy(NodeCopy copy) => copy.State switch
    {
        CopyState.Same => (L["Up to date"], Tone.Good),
        CopyState.Older => (L["Old"], Tone.Warn),
        CopyState.Newer => (L["Newer than saved"], Tone.Bad),
        CopyState.Missing => (L["Not cached"], Tone.Plain),
        CopyState.Foreign => (L["Not ours"], Tone.Bad),
        CopyState.UnknownSchema => (L["Other version"], Tone.Warn),
        _ => (L["Does not answer"], Tone.Warn),
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
            CopyState.Same when look.Shown => L[$"End users see version {look.Version}, as it is saved."],
            CopyState.Same => L["End users do not see it."],
            CopyState.Older => L[$"End users may see the old version {owner.Version} for up to {Span(look.StaleFor ?? CacheWriter.LongestLifetime)}. The new one is published automatically as soon as possible."],
            CopyState.Newer => L[$"End users see version {owner.Version}, which is not saved any more (as after a restore from a backup). Refresh the copy to replace it."],
            CopyState.Missing or CopyState.Foreign or CopyState.UnknownSchema when look.Shown => L[$"End users see version {look.Version}, as it is saved, a little more slowly: there is no copy for them to read."],
            CopyState.Missing or CopyState.Foreign or CopyState.UnknownSchema => L["End users do not see it."],
            _ => L[$"End users may see the old version for up to {Span(look.StaleFor ?? CacheWriter.LongestLifetime)}: the cache does not answer."],
        };
    }

    /// <summary>Title of a warm-up, by its state.</summary>
    public static string WarmUpTitle(JobInfo job) => job.State switch
    {
        JobState.Open => L["Filling the cache"],
        JobState.Finished when Unreached(job) > 0 => L["The cache is not filled"],
        JobState.Finished => L["The cache is filled"],
        _ => L["Filling stopped"],
    };

    /// <summary>Whether a warm-up left nothing to do.</summary>
    public static bool IsFilled(JobInfo job) => job.State == JobState.Finished && Unreached(job) == 0;

    /// <summary>A warm-up that has ended, in one line: what it did, and what is left.</summary>
    public static string EndedText(JobInfo job) =>
        string.Join(" ", new[] { Outcomes(job) is { Length: > 0 } outcomes ? L[$"{outcomes}."] : null, StillToDo(job), job.Problem }.Where(part => part is not null));

    /// <summary>Number of records per outcome: "60 written, 2 not reached".</summary>
    public static string Outcomes(JobInfo job) => string.Join(", ", job.Counts.Select(count => Outcome(Format.Number(count.Value), count.Key)));

    private static string Outcome(string number, string outcome) => outcome switch
    {
        WarmUpJob.Written => L[$"{number} written"],
        WarmUpJob.Current => L[$"{number} already up to date"],
        WarmUpJob.NotReached => L[$"{number} not reached"],
        WarmUpJob.ListNotReached => L[$"{number} lists not reached"],
        _ => $"{number} {outcome}",
    };

    /// <summary>What is left to do after a warm-up; null when nothing is.</summary>
    public static string? StillToDo(JobInfo job) => job.State == JobState.Finished && Unreached(job) is > 0 and var left
        ? L[$"{Format.Count(left, "record or list is", "records and lists are")} pending, and will be published once their node answers. Until then servers read them from the database."]
        : null;

    /// <summary>Result of an invalidation: done, or where it is pending.</summary>
    /// <param name="title">What it says when it is done: "Everything is invalidated".</param>
    /// <param name="done">The result.</param>
    public static (string Title, string? Text, Tone Tone) Invalidation(string title, Invalidated done) => done.NotReached switch
    {
        [] => (title, null, Tone.Good),
        [var one] => (L["Not done everywhere"], L[$"{L[one]} was not reached. The invalidation is pending there, and follows as soon as it answers."], Tone.Warn),
        _ => (
            L["Not done everywhere"],
            L[$"{done.NotReached.Select(node => L[node]).Aggregate((before, node) => L[$"{before} and {node}"])} were not reached. The invalidation is pending there, and follows as soon as they answer."],
            Tone.Warn),
    };

    private static long Unreached(JobInfo job) => job.Counts.GetValueOrDefault(WarmUpJob.NotReached) + job.Counts.GetValueOrDefault(WarmUpJob.ListNotReached);

    /// <summary>Result of publishing a record again.</summary>
    public static string PublishResult(Republished done)
    {
        var (read, nodes) = (done.ReadBack, Format.Count(done.ReadBack.Nodes, "node", "nodes"));
        if (!done.Done)
            return L[$"Pending, and published as soon as possible: {read.Problem ?? L["not everything is in the cache yet"]}. Read back from {read.Seen} of {nodes}."];

        var milliseconds = Math.Max(1, (int)done.Took.TotalMilliseconds);
        return read.Lists > 0
            ? L[$"Read back {milliseconds} ms later from {read.Seen} of {nodes}: the record, its slug and {Format.Count(read.Lists, "list", "lists")}."]
            : L[$"Read back {milliseconds} ms later from {read.Seen} of {nodes}."];
    }

    /// <summary>The same for those whom nodes do not concern.</summary>
    public static string RefreshResult(Republished done) => done.Done ? L["Refreshed: end users see what is saved."] : L["Not yet: it follows by itself as soon as possible."];

    /// <summary>Says how long end users may see an old copy.</summary>
    public static string StaleWarning(TimeSpan? staleFor) => staleFor is { } span && span > TimeSpan.Zero
        ? L[$"End users may see old versions for up to {Span(span)}."]
        : L["The old copies have expired: servers read the database."];
}

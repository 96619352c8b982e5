using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Admin.Ui;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Pages;

/// <summary>How the cache is spoken of.</summary>
internal static class CacheLabels
{
    /// <summary>A span as people say it: "40 s", "12 min", "3 h", "12 d".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "less than 1 s",
        { TotalSeconds: < 100 } => $"{(int)span.TotalSeconds} s",
        { TotalMinutes: < 100 } => $"{(int)Math.Ceiling(span.TotalMinutes)} min",
        { TotalHours: < 48 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} d",
    };

    /// <summary>How long ago; a moment ahead is another clock's.</summary>
    public static string Age(DateTimeOffset? at, DateTimeOffset now) =>
        at is not { } moment ? "–" : moment > now.AddSeconds(5) ? "its clock is ahead" : Span(now > moment ? now - moment : TimeSpan.Zero);

    /// <summary>The page's first sentence.</summary>
    public static string Sentence(CacheOverview overview)
    {
        if (overview.Down.Count > 0)
            return $"{overview.Nodes.Count - overview.Down.Count} of {Format.Count(overview.Nodes.Count, "node is", "nodes are")} in step.";
        if (overview.Pending is [var first, ..])
            return $"{Format.Count(overview.Pending.Count, "change waits", "changes wait")} to go out, the oldest for {Span(overview.At - first.Since)}.";

        return overview.Nodes.Count == 1 ? "Its node is in step: what is saved is read at once." : $"All {Format.Number(overview.Nodes.Count)} nodes are in step: what is saved is read at once.";
    }

    /// <summary>What a node's state is called.</summary>
    public static (string Text, string Class, string? Icon) State(NodeView node, bool behind) => node.State.Condition switch
    {
        NodeCondition.Up when behind => ("Behind", "soon", Icons.Warn),
        NodeCondition.Up => ("In step", "live", null),
        NodeCondition.Down => ("Does not answer", "soon", Icons.Warn),
        _ => ("Not asked yet", "ended", Icons.Clock),
    };

    /// <summary>What a copy is called.</summary>
    public static (string Text, Tone Tone) Copy(NodeCopy copy) => copy.State switch
    {
        CopyState.Same => ("As saved", Tone.Good),
        CopyState.Older => ("Old", Tone.Warn),
        CopyState.Newer => ("Ahead of the database", Tone.Bad),
        CopyState.Missing => ("Not there", Tone.Plain),
        CopyState.Foreign => ("Not Clubshop’s", Tone.Bad),
        CopyState.UnknownSchema => ("Of another schema", Tone.Warn),
        _ => ("Does not answer", Tone.Warn),
    };

    /// <summary>What a record's copies mean for end users.</summary>
    public static string Meaning(RecordLook look)
    {
        var keeper = look.Copies[0];
        return keeper.State switch
        {
            CopyState.Same when look.Shown => $"End users read version {look.Version}, as it is saved.",
            CopyState.Same => "End users do not see it; the cache has the mark that says so.",
            CopyState.Older => $"End users may see the old one, version {keeper.Version}, for up to {Span(look.OldFor ?? CacheWriter.LongestLifetime)}. It goes out by itself as soon as it can.",
            CopyState.Newer => $"The cache has version {keeper.Version}, which the database does not know, as after a restore. “Publish now” replaces it.",
            CopyState.Missing => "It is not in the cache: who asks for it reads the database.",
            CopyState.Foreign => "Something else lies in its place. Readers pass over it and read the database.",
            CopyState.UnknownSchema => "Another version of the portal wrote it. Readers that do not know it read the database.",
            _ => $"Who reaches the node all the same may see the old one for up to {Span(look.OldFor ?? CacheWriter.LongestLifetime)}; the others read the database.",
        };
    }

    /// <summary>How filling the cache went; what was not reached is not filled.</summary>
    public static string Filling(JobInfo job) => job.State switch
    {
        JobState.Open => "Filling the cache",
        JobState.Finished when Unreached(job) > 0 => "The cache is not filled",
        JobState.Finished => "The cache is filled",
        _ => "Filling stopped",
    };

    /// <summary>What became of each: "60 written, 2 not reached".</summary>
    public static string Outcomes(JobInfo job) => string.Join(", ", job.Counts.Select(count => $"{Format.Number(count.Value)} {count.Key}"));

    /// <summary>What is still to be done after filling; null when nothing is.</summary>
    public static string? StillToDo(JobInfo job) => job.State == JobState.Finished && Unreached(job) is > 0 and var left
        ? $"{Format.Count(left, "record or list is", "records and lists are")} not done, and pending: they follow by themselves once their node answers. Until then readers that miss them read the database."
        : null;

    /// <summary>What invalidating came to: done, or where it is pending.</summary>
    /// <param name="what">"Everything is", "All offers are".</param>
    /// <param name="done">What came of it.</param>
    public static (string Title, string? Text, Tone Tone) Invalidation(string what, Invalidated done) => done.NotReached.Count == 0
        ? ($"{what} invalidated", null, Tone.Good)
        : ("Not done everywhere",
            $"{string.Join(" and ", done.NotReached)} {(done.NotReached.Count == 1 ? "was" : "were")} not reached: there the invalidation is pending, and is done as soon as {(done.NotReached.Count == 1 ? "it answers" : "they answer")}.",
            Tone.Warn);

    private static long Unreached(JobInfo job) => job.Counts.GetValueOrDefault(WarmUpJob.NotReached) + job.Counts.GetValueOrDefault(WarmUpJob.ListNotReached);

    /// <summary>What publishing again came to.</summary>
    public static string Proof(Republished done) => done.Done
        ? $"Seen by a reader {Math.Max(1, (int)done.Took.TotalMilliseconds)} ms later on {done.Proof.Seen} of {Format.Count(done.Proof.Nodes, "node that keeps it", "nodes that keep it")}"
            + (done.Proof.Lists > 0 ? $": the record, its slug and {Format.Count(done.Proof.Lists, "list", "lists")}." : ".")
        : $"Kept, and done as soon as it can be: {done.Proof.Problem ?? "it is not all there yet"}. Seen on {done.Proof.Seen} of {Format.Count(done.Proof.Nodes, "node", "nodes")}.";

    /// <summary>How long end users may see an old copy.</summary>
    public static string Old(TimeSpan? oldFor) => oldFor is { } span && span > TimeSpan.Zero
        ? $"End users may see the old copy of what is there for up to {Span(span)}."
        : "What it had has lapsed: end users’ servers read the database.";
}

using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Import;

/// <summary>How the pages of imports speak.</summary>
internal static class ImportLabels
{
    /// <summary>"399 created, 0 changed, 0 unchanged, 0 refused".</summary>
    public static string Counts(JobInfo job) =>
        string.Join(", ", RowOutcomes.All.Select(outcome => Count(Format.Number(job.Counts.GetValueOrDefault(outcome)), outcome)));

    private static string Count(string number, string outcome) => outcome switch
    {
        RowOutcomes.Created => L[$"{number} created"],
        RowOutcomes.Changed => L[$"{number} changed"],
        RowOutcomes.Unchanged => L[$"{number} unchanged"],
        RowOutcomes.Refused => L[$"{number} refused"],
        _ => $"{number} {outcome}",
    };

    /// <summary>How an import ended, or that it goes on.</summary>
    public static string State(JobInfo? job) => job?.State switch
    {
        null => L["Not imported"],
        JobState.Open => L["Being imported"],
        JobState.Finished => L["Import finished"],
        JobState.Cancelled => L["Import stopped"],
        _ => L["Import given up"],
    };

    /// <summary>One line of a list: the counts, and how it ended where it did not end well.</summary>
    public static string Short(JobInfo? job) => job switch
    {
        null => State(job),
        { State: JobState.Finished } => Counts(job),
        _ => $"{State(job)}: {Counts(job)}",
    };

    /// <summary>How to take it.</summary>
    public static Tone ToneOf(JobInfo job) => job.State switch
    {
        JobState.Finished => job.Counts.GetValueOrDefault(RowOutcomes.Refused) == 0 ? Tone.Good : Tone.Warn,
        JobState.Cancelled => Tone.Warn,
        _ => Tone.Bad,
    };

    /// <summary>"1 row", "3 rows".</summary>
    public static string Rows(long count) => Format.Count(count, "row", "rows");

    /// <summary>"about 20 s left"; null while it cannot be told.</summary>
    public static string? Left(double? seconds) => seconds switch
    {
        null => null,
        < 90 => L[$"about {Format.Number((long)Math.Ceiling(seconds.Value))} s left"],
        _ => L[$"about {Format.Number((long)Math.Ceiling(seconds.Value / 60))} min left"],
    };
}

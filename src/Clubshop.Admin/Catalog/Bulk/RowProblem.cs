using Clubshop.Admin.Jobs;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>One of the reasons why a row is not taken.</summary>
/// <param name="Column">The column or field that is in the way; null for the row as a whole.</param>
/// <param name="Cell">What stands in it; empty where that is not kept.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record RowProblem(string? Column, string Cell, string Reason)
{
    private const char Joint = '|'; // stands in no column's name
    private const char NextLine = '\n';

    /// <summary>All reasons in one text, each after its column: what the file of refused rows has.</summary>
    public static string Tell(IEnumerable<RowProblem> problems) =>
        string.Join(' ', problems.Select(problem => problem.Column is null ? problem.Reason : $"{problem.Column}: {problem.Reason}"));

    /// <summary>The outcome of a row that is not taken, as a job keeps it: one reason a line.</summary>
    internal static JobItem Pack(long line, string name, IReadOnlyList<RowProblem> problems) => new(
        line, RowOutcomes.Refused, null, name,
        string.Join(NextLine, problems.Select(problem => problem.Reason.ReplaceLineEndings(" "))),
        problems.All(problem => problem.Column is null) ? null : string.Join(Joint, problems.Select(problem => problem.Column)));

    /// <summary>The reasons of an outcome that a job kept.</summary>
    internal static IReadOnlyList<RowProblem> Unpack(JobItem item)
    {
        var (reasons, columns) = ((item.Text ?? "").Split(NextLine), item.Field?.Split(Joint) ?? []);
        return [.. reasons.Select((reason, i) => new RowProblem(columns.ElementAtOrDefault(i) is { Length: > 0 } column ? column : null, "", reason))];
    }
}

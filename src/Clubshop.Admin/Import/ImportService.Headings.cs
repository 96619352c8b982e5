using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Import;

/// <content>What the columns of a file are called, and which columns they are.</content>
public sealed partial class ImportService
{
    /// <summary>The columns of a file. The problem is that it cannot be read at all.</summary>
    public async Task<Result<FileHeadings>> HeadingsAsync(Actor actor, ImportFile file, CancellationToken cancellationToken)
    {
        var kind = _kinds[file.Kind];
        if (actor.Refuse(kind.Kind.ImportPermission) is { } refusal)
            return refusal;

        try
        {
            await using var stream = _files.Open(file.Id);
            var (all, missing) = await CsvTable.ReadHeadingsAsync(stream, kind.ColumnInfos, file.Headings, cancellationToken);
            return new FileHeadings([.. all.Select(one => new FileHeading(one.Heading, one.Column, one.IsOwn))], missing);
        }
        catch (CsvProblemException problem)
        {
            return new Problem("file", problem.Message);
        }
    }

    /// <summary>Says which columns the headings of a file are, for this file and for the next ones of the person that have the same headings.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="file">The file; one that is imported already stays as it was read.</param>
    /// <param name="headings">Per heading the name of a column of the kind, or empty where it is not to be read.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<ImportFile>> NameAsync(Actor actor, ImportFile file, IReadOnlyDictionary<string, string> headings, CancellationToken cancellationToken)
    {
        var kind = _kinds[file.Kind];
        if (actor.Refuse(kind.Kind.ImportPermission) is { } refusal)
            return refusal;
        if (await _files.FindAsync(actor.Id, file.Id, cancellationToken) is not { } kept || await _jobs.FindAsync(actor, file.Id, cancellationToken) is not null)
            return new Problem(Problem.NotFound, L["This file is imported already, or not here any more. Choose it again."]);
        if (headings.Count > ImportHeadings.Most || headings.Any(pair => pair.Key.Length is 0 or > ImportHeadings.Longest || (pair.Value.Length > 0 && kind.ColumnInfos.All(column => column.Name != pair.Value))))
            return new Problem("columns", L["One of these is no column of such a file."]);
        if (headings.Values.Where(column => column.Length > 0).GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return new Problem("twice", L[$"Two columns of the file cannot both be “{twice.Key}”. Choose another for one of them."]);

        var named = kept with { Headings = headings };
        await _files.NameAsync(named, cancellationToken);
        await _headings.RememberAsync(actor.Id, file.Kind, headings, cancellationToken);
        return named;
    }
}

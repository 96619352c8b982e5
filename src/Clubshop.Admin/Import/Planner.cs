using System.Runtime.CompilerServices;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Import;

/// <summary>
/// Reads a file row by row and says what each would do, without writing: the same for the preview and for the job. What it keeps grows
/// only with the codes of the file, not with its text.
/// </summary>
internal sealed class Planner<T>(
    RecordService<T> service, ImportSource source, Actor actor, IReadOnlyList<CsvColumn<T>> columns, IReadOnlyList<Field<T>> fields,
    CodeLookups books, CodeLookup own, Func<string, T> makeNew, RowOrder order, RowFaults faults)
    where T : class, ICatalogRecord
{
    private const int Window = 400;

    private readonly IReadOnlyList<CsvColumnInfo> _infos = [.. columns.Select(column => column.Info)];
    private readonly CsvColumn<T> _name = columns.First(column => column.Info.Required && column.Name != "code");
    private readonly Dictionary<string, long> _codes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _slugs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _derived = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, SubmitMark> _made = new Dictionary<string, SubmitMark>();

    /// <summary>The codes in force.</summary>
    public CodeLookups Books => books;

    /// <summary>The kind's own codes; what is created is added to them.</summary>
    public CodeLookup Own => own;

    /// <summary>Tells of rows that the portal fails at.</summary>
    public RowFaults Faults => faults;

    /// <summary>Columns that are not read; known once planning began.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; private set; } = [];

    /// <summary>When a person was shown what the file would do; a record that was saved since is not overwritten. Null for the preview itself.</summary>
    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>The token of a row's change: the same in every run of the job.</summary>
    public string TokenOf(RowPlan<T> plan) => TokenOf(plan.Number);

    private string TokenOf(int number) => JobPack.Token(source.Id, number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Plans the rows, some hundred at a time, in the order in which they are to be taken.</summary>
    /// <param name="skip">Rows at the beginning of that order that are done: only their codes are taken note of.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<IReadOnlyList<RowPlan<T>>> PlanAsync(long skip, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var passed = 0L;
        for (var wave = 0; wave < order.Count; wave++)
        {
            await using var stream = source.Open();
            var table = await CsvTable.OpenAsync(stream, _infos, source.Headings, cancellationToken);
            (IgnoredColumns, books.DecimalComma) = (table.Ignored, table.Separator == ';');
            var window = new List<Candidate>(Window);
            for (var row = 0; await table.ReadAsync(cancellationToken) is { } read; row++)
            {
                if (order.Of(row) != wave)
                    continue;

                var candidate = NoteOrRefuse(table, read, row);
                if (passed++ < skip)
                    continue;

                window.Add(candidate);
                if (window.Count == Window)
                {
                    yield return await PlanAsync(table, window, cancellationToken);
                    window.Clear();
                }
            }

            if (window.Count > 0)
                yield return await PlanAsync(table, window, cancellationToken);
        }
    }

    /// <summary>Counts planned records as made, so that later rows may refer to them.</summary>
    public void RegisterPlanned(IEnumerable<RowPlan<T>> plans)
    {
        foreach (var create in plans.OfType<RowPlan<T>.Create>())
            own.Add(create.After.Code, new(create.After.Id, create.After.Name, IsDeleted: false));
    }

    private Candidate NoteOrRefuse(CsvTable table, CsvRow row, int index)
    {
        try
        {
            return Note(table, row, index);
        }
        catch (Exception cause) when (RowFaults.IsOfRow(cause))
        {
            return new(index + 1, row, "", "") { Problems = [new(null, "", faults.Tell(cause, source.Id, row.Line))], Broken = true };
        }
    }

    // What must be known of every row, those that are done included: a code may be there once.
    private Candidate Note(CsvTable table, CsvRow row, int index)
    {
        var code = PlainText.Line(table.Cell(row, "code"));
        var name = PlainText.Line(table.Cell(row, _name.Name));
        var candidate = new Candidate(index + 1, row, code, name);
        if (table.Wrong(row) is var (column, reason))
            return candidate with { Problems = [In(column, reason)], Broken = true };

        var problems = new List<RowProblem>();
        if (code.Length == 0)
            problems.Add(In("code", L["Write a code: it is how the next import knows this row again."]));
        else if (!_codes.TryAdd(code, row.Line))
            problems.Add(In("code", L[$"Line {Money.Grouped(_codes[code])} has the same code. A code stands once in a file."]));

        var slug = PlainText.Line(table.Cell(row, "slug"));
        var derived = slug.Length == 0 && problems.Count == 0;
        if (slug.Length > 0 && problems.Count == 0 && !_slugs.TryAdd(slug, row.Line))
            problems.Add(In("slug", L[$"Line {Money.Grouped(_slugs[slug])} has the same slug. Write another, or leave it empty."]));
        if (order.Wrong.TryGetValue(index, out var wrong))
            problems.Add(In(wrong.Column, wrong.Reason));

        return candidate with { Problems = problems, WaitsForOthers = derived && !_derived.Add(Slug.Derive(name)) };

        RowProblem In(string? column, string reason) => new(column, column is null ? "" : table.Cell(row, column), reason);
    }

    private async Task<IReadOnlyList<RowPlan<T>>> PlanAsync(CsvTable table, List<Candidate> window, CancellationToken cancellationToken)
    {
        await own.LearnAsync(window.Where(candidate => candidate.HasCode).Select(candidate => candidate.Code), cancellationToken);
        foreach (var links in columns.Where(column => column.LinksTo is not null && table.Has(column.Name)))
            await links.LinksTo!(books).LearnAsync(window.SelectMany(candidate => LinksField<T>.CodesIn(table.Cell(candidate.Row, links.Name))), cancellationToken);

        var present = await FindAsync(window, cancellationToken);
        _made = CheckedAt is null ? _made : await service.MarksAsync(window.Select(candidate => TokenOf(candidate.Number)), cancellationToken);
        var plans = window.ConvertAll(candidate => PlanOrRefuse(table, candidate, present));
        return await WithoutTakenSlugsAsync(plans, cancellationToken);
    }

    private async Task<Dictionary<string, Stored<T>>> FindAsync(List<Candidate> window, CancellationToken cancellationToken)
    {
        var ids = window.Where(candidate => candidate.HasCode).Select(candidate => own.Find(candidate.Code)?.Id).OfType<string>();
        var found = await Task.WhenAll(ids.Chunk(100).Select(some => service.FindManyAsync(actor, some, cancellationToken)));
        return found.SelectMany(some => some).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    private RowPlan<T> PlanOrRefuse(CsvTable table, Candidate candidate, Dictionary<string, Stored<T>> present)
    {
        try
        {
            return Plan(table, candidate, present);
        }
        catch (Exception cause) when (RowFaults.IsOfRow(cause))
        {
            return Refuse(candidate, [new(null, "", faults.Tell(cause, source.Id, candidate.Row.Line))]);
        }
    }

    private RowPlan<T> Plan(CsvTable table, Candidate candidate, Dictionary<string, Stored<T>> present)
    {
        if (candidate.Broken)
            return Refuse(candidate, candidate.Problems);

        Stored<T>? stored = null;
        if (candidate.HasCode && own.Find(candidate.Code) is { } entry && !present.TryGetValue(entry.Id, out stored) && candidate.Problems.Count == 0)
            return Refuse(candidate, [In("code", L[$"The {L[own.One]} with this code was removed a moment ago. Choose the file again."])]);

        // What an earlier run of the job wrote is done, whatever became of the record since.
        var before = stored?.Record;
        if (before is not null && _made.TryGetValue(TokenOf(candidate.Number), out var made))
            return new RowPlan<T>.Unchanged(candidate.Number, candidate.Row, before, made.Version == 1 ? RowOutcomes.Created : RowOutcomes.Changed);

        if (before?.Status == EditorialStatus.Deleted)
            return Refuse(candidate, [In("code", L[$"The {L[own.One]} with this code ({before.Name}) is deleted. Restore it on its page, or give this row another code."])]);

        var (after, problems) = Read(table, candidate, before);
        if (problems.Count == 0 && before is not null && fields.All(field => field.Same(service.Clean(before), after)))
            return new RowPlan<T>.Unchanged(candidate.Number, candidate.Row, before, RowOutcomes.Unchanged);

        // A column that could not be read has its reason already; what the rules say of the value in its place would mislead.
        problems.AddRange(
            from problem in service.Validate(actor, before, after)
            let column = ColumnOf(problem)
            where problems.Count == 0 || (column is not null && problems.All(known => known.Column != column))
            select new RowProblem(column, column is null ? "" : table.Cell(candidate.Row, column), problem.Message));
        if (problems.Count > 0)
            return Refuse(candidate, [.. problems.OrderBy(problem => columns.TakeWhile(column => column.Name != problem.Column).Count())]);

        if (before is null)
        {
            return new RowPlan<T>.Create(candidate.Number, candidate.Row, after, candidate.WaitsForOthers)
            {
                Understood = Understood(table, candidate),
                StatusChosen = table.Cell(candidate.Row, "status").Trim().Length == 0,
            };
        }

        return CheckedAt is { } seen && before.Stamp.UpdatedAt > seen
            ? Refuse(candidate, [new(null, "", L[$"{before.Stamp.UpdatedBy} saved this {L[own.One]} after the file was checked. Choose the file again to see what it would change now."])])
            : new RowPlan<T>.Change(candidate.Number, candidate.Row, before, after) { Understood = Understood(table, candidate) };

        RowProblem In(string column, string reason) => new(column, table.Cell(candidate.Row, column), reason);
    }

    // The record as the row says, as far as it can be read, and every column that cannot.
    private (T After, List<RowProblem> Problems) Read(CsvTable table, Candidate candidate, T? before)
    {
        var problems = candidate.Problems.ToList();
        var after = before ?? makeNew(IdOf(candidate.Number));
        foreach (var each in columns)
        {
            // The code says which record it is; one that is written in another case does not change it.
            if (!table.Has(each.Name) || (before is not null && each.Name == "code"))
                continue;

            var cell = table.Cell(candidate.Row, each.Name);
            var read = each.Read(after, cell, books);
            if (read.Ok)
                after = read.Value;
            else if (problems.All(known => known.Column != each.Name))
                problems.Add(new(each.Name, cell, read.Problems[0].Message));
        }

        return (service.Clean(after), problems);
    }

    // Only for the preview: what was converted is seen before anything is written.
    private List<(string Column, string Cell, string As)> Understood(CsvTable table, Candidate candidate) => CheckedAt is not null ? [] :
    [
        .. from column in columns
           where column.ReadAs is not null && table.Has(column.Name)
           let cell = table.Cell(candidate.Row, column.Name).Trim()
           let understood = column.ReadAs!(cell)
           where understood is not null
           select (column.Name, cell, understood),
    ];

    /// <summary>The column that a problem of the service is about; null for none.</summary>
    public string? ColumnOf(Problem problem) => columns.FirstOrDefault(column => column.Property == problem.Field)?.Name;

    private async Task<IReadOnlyList<RowPlan<T>>> WithoutTakenSlugsAsync(List<RowPlan<T>> plans, CancellationToken cancellationToken)
    {
        var asked = plans.ToDictionary(plan => plan.Number, plan => plan switch
        {
            RowPlan<T>.Create { After.Slug: { Length: > 0 } slug } => slug,
            RowPlan<T>.Change change when change.Before.Slug != change.After.Slug => change.After.Slug,
            _ => null,
        });
        var slugs = asked.Values.OfType<string>().ToList();
        if (slugs.Count == 0)
            return plans;

        var owners = await service.OwnersOfSlugsAsync(slugs, cancellationToken);
        return plans.ConvertAll(plan => asked[plan.Number] is { } slug && owners.TryGetValue(slug, out var owner) && owner != IdOf(plan)
            ? new RowPlan<T>.Refused(plan.Number, plan.Row, plan.Name, [new("slug", slug, L[$"The slug “{slug}” is taken by another {L[own.One]}. Write another, or leave it empty."])])
            : plan);
    }

    private static string? IdOf(RowPlan<T> plan) => plan switch
    {
        RowPlan<T>.Create create => create.After.Id,
        RowPlan<T>.Change change => change.Before.Id,
        _ => null,
    };

    // Follows from the file and the row, so that a run that is taken up again makes no second record. In the form of a version 7 UUID.
    private string IdOf(int number)
    {
        var mixed = JobPack.Token(source.Id, "id#" + number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return $"{source.Id[..12]}7{mixed[..3]}8{mixed[3..18]}";
    }

    private static RowPlan<T>.Refused Refuse(Candidate candidate, IReadOnlyList<RowProblem> problems) =>
        new(candidate.Number, candidate.Row, candidate.Name.Length > 0 ? candidate.Name : candidate.Code, problems);

    private sealed record Candidate(int Number, CsvRow Row, string Code, string Name)
    {
        // What is wrong with the row's place in its file: no record by itself has it.
        public List<RowProblem> Problems { get; init; } = [];

        // Nothing in it can be told apart.
        public bool Broken { get; init; }

        public bool WaitsForOthers { get; init; }

        public bool HasCode => !Broken && Code.Length > 0;
    }
}

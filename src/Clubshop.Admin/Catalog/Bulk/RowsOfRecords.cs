using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>Rows that each concern one record of a kind: what is read of them, and what they have in common.</summary>
/// <typeparam name="T">The record.</typeparam>
internal abstract class RowsOfRecords<T>(JobRun run, RecordService<T> service) : RowWork
    where T : class, ICatalogRecord
{
    // A BatchGetItem takes at most 100 keys.
    private const int Batch = 100;
    private const int NameLength = 120;

    private Dictionary<string, Stored<T>> _present = [];
    private IReadOnlyDictionary<string, SubmitMark> _made = new Dictionary<string, SubmitMark>();

    protected JobRun Run => run;

    protected RecordService<T> Service => service;

    /// <summary>The id of a row's record.</summary>
    protected abstract string IdOf(int number);

    public override async Task ReadAsync(Actor? actor, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        var made = service.MarksAsync(numbers.Select(number => run.TokenFor(number)), cancellationToken);
        var found = actor is null ? [] : await Task.WhenAll(numbers.Select(IdOf).Chunk(Batch).Select(ids => service.FindManyAsync(actor, ids, cancellationToken)));
        _present = found.SelectMany(some => some).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        _made = await made;
    }

    /// <summary>Whether an earlier run of the job made the row's change, whatever became of the record since.</summary>
    protected bool WasMade(int number) => _made.ContainsKey(run.TokenFor(number));

    /// <summary>The record of a row as it was read; null when it is not there.</summary>
    protected Stored<T>? Found(int number) => _present.GetValueOrDefault(IdOf(number));

    /// <summary>The record of a row as it is stored now; null when it is not there.</summary>
    protected async Task<Stored<T>?> AgainAsync(Actor actor, int number, CancellationToken cancellationToken) =>
        (await service.FindManyAsync(actor, [IdOf(number)], cancellationToken)).GetValueOrDefault(IdOf(number));

    protected JobItem Ended(int number, string outcome, string name, string? text = null) =>
        new(number, outcome, IdOf(number), TextCut.Shown(name, NameLength), text);

    protected JobItem Refused(int number, string name, params IEnumerable<Problem> problems)
    {
        var refused = RowProblem.Pack(number, TextCut.Shown(name, NameLength), [.. problems.Select(problem => new RowProblem(problem.Field, "", problem.Message))]);
        return refused with { EntityId = IdOf(number) };
    }

    protected JobItem NoLonger(int number) => Refused(number, NameOf(number), new Problem(Problem.Forbidden, L["Who asked for this may no longer do it."]));

    protected JobItem Gone(int number) => Refused(number, NameOf(number), new Problem(Problem.NotFound, L["There is no record with this id."]));
}

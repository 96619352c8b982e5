using System.Collections.Concurrent;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Jobs;

namespace Clubshop.Admin.Import;

/// <summary>Writes planned rows through the kind's service, several at once, in the name of who asked.</summary>
internal sealed class RowWriter<T>(RecordService<T> service, JobRun run, Planner<T> planner, string fileName)
    where T : class, ICatalogRecord
{
    private const int AtOnce = 16;

    /// <summary>Writes a window of rows to its end, so that what is written has an outcome; returns one for each, in its order.</summary>
    public async Task<IReadOnlyList<JobItem>> WriteAsync(IReadOnlyList<RowPlan<T>> plans)
    {
        var outcomes = new ConcurrentDictionary<int, JobItem>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(plans.Where(plan => !Waits(plan)), options, async (plan, stop) => outcomes[plan.Number] = await WriteAsync(plan, stop));
        foreach (var plan in plans.Where(Waits))
            outcomes[plan.Number] = await WriteAsync(plan, CancellationToken.None);

        return [.. plans.Select(plan => outcomes[plan.Number])];
    }

    private static bool Waits(RowPlan<T> plan) => plan is RowPlan<T>.Create { WaitsForOthers: true };

    private Task<JobItem> WriteAsync(RowPlan<T> plan, CancellationToken cancellationToken) => plan switch
    {
        RowPlan<T>.Create create => SaveAsync(plan, create.After, RowOutcomes.Created, cancellationToken),
        RowPlan<T>.Change change => SaveAsync(plan, change.After, RowOutcomes.Changed, cancellationToken),
        RowPlan<T>.Unchanged same => Task.FromResult(new JobItem(plan.Row.Line, same.Was, same.Record.Id, same.Record.Name) { Row = plan.Number }),
        RowPlan<T>.Refused refused => Task.FromResult(Refused(plan, refused.Problems)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private async Task<JobItem> SaveAsync(RowPlan<T> plan, T record, string outcome, CancellationToken cancellationToken)
    {
        var submit = new Submit(planner.TokenOf(plan)) { Note = "Import of " + fileName, Run = run.Id, Undoable = true };
        Result<T> result;
        try
        {
            result = await service.SaveAsync(run.Actor, record, submit, cancellationToken);
        }
        catch (Exception cause) when (RowFaults.IsOfRow(cause))
        {
            return Refused(plan, [new(null, "", planner.Faults.Tell(cause, run.Id, plan.Row.Line))]);
        }

        if (!result.Ok)
        {
            return result.Problems[0].Code == Problem.Conflict
                ? Refused(plan, [new(null, "", L[$"{result.Current?.Stamp.UpdatedBy ?? L["Somebody"]} saved this {L[planner.Own.One]} at the same time. Choose the file again to see what it would change now."])])
                : Refused(plan, [.. result.Problems.Select(problem => new RowProblem(planner.ColumnOf(problem), "", problem.Message))]);
        }

        if (outcome == RowOutcomes.Created)
        {
            lock (planner.Own)
                planner.Own.Add(result.Value.Code, new(result.Value.Id, result.Value.Name, IsDeleted: false));
        }

        return new(plan.Row.Line, outcome, result.Value.Id, TextCut.Shown(result.Value.Name, 120)) { Row = plan.Number };
    }

    private static JobItem Refused(RowPlan<T> plan, IReadOnlyList<RowProblem> problems) => RowProblem.Pack(plan.Row.Line, TextCut.Shown(plan.Name, 120), problems);
}

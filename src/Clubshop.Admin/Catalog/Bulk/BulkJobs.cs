using Clubshop.Admin.Jobs;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>Makes one change of many records: of a person in a list, or of a program by the API.</summary>
internal sealed class BulkJob(IEnumerable<BulkKind> kinds, RowRunner runner) : IJobHandler
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "catalog-bulk";

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var kind = kinds.Single(one => one.Kind.Name == run.Settings[JobRequest.RecordKind]);
        await runner.RunAsync(run, kind.Change(run, BulkPlan.Read(await run.ReadPayloadAsync(cancellationToken))), cancellationToken);
    }
}

/// <summary>Undoes a bulk change or an import.</summary>
internal sealed class UndoJob(IEnumerable<BulkKind> kinds, RowRunner runner) : IJobHandler
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "catalog-undo";

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var kind = kinds.Single(one => one.Kind.Name == run.Settings[JobRequest.RecordKind]);
        await runner.RunAsync(run, kind.Undo(run, UndoPlan.Read(await run.ReadPayloadAsync(cancellationToken))), cancellationToken);
    }
}

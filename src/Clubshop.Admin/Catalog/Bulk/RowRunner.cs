using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>The present rights of a program that started a job; registered by whoever knows programs.</summary>
internal interface IProgramsNow
{
    /// <summary>The program with its present rights; null when it was revoked.</summary>
    Task<Actor?> FindAsync(Actor starter, CancellationToken cancellationToken);
}

/// <summary>What a job does with its rows. Rows are numbered from 1.</summary>
internal abstract class RowWork
{
    /// <summary>How many rows there are.</summary>
    public abstract int Total { get; }

    /// <summary>Whether rows are done one by one, in their order: a row may need the one before it.</summary>
    public virtual bool InOrder => false;

    /// <summary>Reads what some rows need, in as few requests as that takes.</summary>
    /// <param name="actor">In whose name; null when whoever asked may no longer do it.</param>
    /// <param name="numbers">The rows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public abstract Task ReadAsync(Actor? actor, IReadOnlyList<int> numbers, CancellationToken cancellationToken);

    /// <summary>Does one row that was read; called for several at once.</summary>
    public abstract Task<JobItem> DoAsync(Actor? actor, int number, CancellationToken cancellationToken);

    /// <summary>What the record of a row is called, as far as it is known.</summary>
    public virtual string NameOf(int number) => "";
}

/// <summary>
/// Goes over the rows of a job, several at once, each in a transaction of its own. After a crash it goes on behind the last outcome that was kept; a row
/// behind it that was written already is known by the mark of its submit. Whether the starter still may is asked again while it runs: somebody who lost the
/// role, or a program that was revoked, changes nothing more.
/// </summary>
internal sealed class RowRunner(ICurrentStaff staff, IEnumerable<IProgramsNow> programs, RowFaults faults, TimeProvider time)
{
    private const int Window = 200;
    private const int AtOnce = 16;
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(10);

    public async Task RunAsync(JobRun run, RowWork work, CancellationToken cancellationToken)
    {
        var (actor, asked) = ((Actor?)null, (DateTimeOffset?)null);
        var first = (int)run.ResumeAfter + 1;

        // A window that was begun is ended, whoever stops the job: otherwise rows would be written and have no outcome.
        foreach (var numbers in Enumerable.Range(first, Math.Max(0, work.Total - first + 1)).Chunk(Window))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (asked is null || time.GetUtcNow() - asked >= Recheck)
                (actor, asked) = (await NowAsync(run.Actor, cancellationToken), time.GetUtcNow());

            await work.ReadAsync(actor, numbers, cancellationToken);
            var outcomes = new JobItem[numbers.Length];
            await Parallel.ForEachAsync(
                Enumerable.Range(0, numbers.Length),
                new ParallelOptions { MaxDegreeOfParallelism = work.InOrder ? 1 : AtOnce },
                async (i, stop) => outcomes[i] = await DoAsync(run, work, actor, numbers[i], stop));
            await run.ReportAsync(outcomes, checkpoint: null, cancellationToken);
        }
    }

    private async Task<JobItem> DoAsync(JobRun run, RowWork work, Actor? actor, int number, CancellationToken cancellationToken)
    {
        try
        {
            return await work.DoAsync(actor, number, cancellationToken);
        }
        catch (UnauthorizedAccessException refused)
        {
            return RowProblem.Pack(number, work.NameOf(number), [new(null, "", refused.Message)]);
        }
        catch (Exception cause) when (RowFaults.IsOfRow(cause))
        {
            return RowProblem.Pack(number, work.NameOf(number), [new(null, "", faults.Tell(cause, run.Id, number))]);
        }
    }

    // With the rights of now, and the address of when it was asked for.
    private async Task<Actor?> NowAsync(Actor starter, CancellationToken cancellationToken)
    {
        var now = starter.Program is null
            ? starter.Id == Actor.System.Id ? starter : await staff.FindAsync(starter.Id, cancellationToken)
            : programs.FirstOrDefault() is { } known ? await known.FindAsync(starter, cancellationToken) : null;
        return now?.Has(Permission.SeeCatalog) == true ? now with { Address = starter.Address, Protocol = starter.Protocol } : null;
    }
}

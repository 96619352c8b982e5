using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>Voids the rows of a pool that was voided; of one that never became ready it deletes them. It goes on with what is left after a crash.</summary>
internal sealed class VoidCodesJob(TableReader reader, CouponLedger ledger, CouponFiller filler) : IJobHandler
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "coupon-void";

    /// <summary>The outcome of a code that became void.</summary>
    public static readonly string Voided = L.Later("voided");

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var settings = PoolSettings.Of(run);
        var item = await reader.ReadAsync(CouponItems.PoolKey(settings.Offer.Id, settings.PoolId), cancellationToken);
        if (item is null || CouponItems.PoolOf(item) is not { State: PoolState.Voided } pool)
            return;

        if (!pool.WasReady)
        {
            await filler.DiscardAsync(pool, cancellationToken);
            return;
        }

        var done = run.ResumeAfter;
        await ledger.VoidCodesAsync(
            pool, run.Actor.Id, settings.Reason ?? "",
            async voided =>
            {
                await run.ReportAsync([.. Enumerable.Range(0, voided).Select(i => new JobItem(done + i + 1, Voided))], null, cancellationToken);
                done += voided;
            },
            cancellationToken);
    }
}

using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>What the two jobs that fill a pool have in common: whether it is still to be filled, the codes that the offer has, and the end.</summary>
internal sealed class PoolFill(TableReader reader, WriteUnit writes, CouponLedger ledger, CouponFiller filler)
{
    /// <summary>Codes that are written, and then reported, together.</summary>
    public const int Batch = 1000;

    /// <summary>The pool, if it is still to be filled. What was written of one that was voided meanwhile is deleted here: nobody else writes to it.</summary>
    public async Task<CouponPool?> BeginAsync(PoolSettings settings, CancellationToken cancellationToken)
    {
        var item = await reader.ReadAsync(CouponItems.PoolKey(settings.Offer.Id, settings.PoolId), cancellationToken);
        if (item is null)
            return null;

        var pool = CouponItems.PoolOf(item);
        if (pool.State == PoolState.Voided && !pool.WasReady)
            await filler.DiscardAsync(pool, cancellationToken);
        return pool.State == PoolState.Filling ? pool : null;
    }

    /// <summary>Hashes of the codes of the offer's other pools, void ones too: no code comes back. Nobody adds to them while this pool is being filled.</summary>
    public async Task<HashSet<UInt128>> KnownAsync(CouponPool filled, CancellationToken cancellationToken)
    {
        HashSet<UInt128> known = [];
        foreach (var pool in await ledger.PoolsAsync(filled.OfferId, cancellationToken))
        {
            if (pool.Id != filled.Id && pool.WasReady)
                await AddAsync(known, pool.Id, pool.Total, cancellationToken);
        }

        return known;
    }

    /// <summary>Adds the hashes of a pool's codes up to a number.</summary>
    public async Task AddAsync(HashSet<UInt128> known, string poolId, int upTo, CancellationToken cancellationToken)
    {
        await foreach (var hash in filler.HashesAsync(poolId, upTo, cancellationToken))
            known.Add(hash);
    }

    /// <summary>Writes codes of the pool.</summary>
    public Task WriteAsync(CouponPool pool, IEnumerable<NumberedCode> codes, CancellationToken cancellationToken) => filler.WriteAsync(pool, codes, cancellationToken);

    /// <summary>Makes the pool ready, with its cursor and one audit entry for all of its codes; void where not one could be added.</summary>
    public async Task EndAsync(JobRun run, PoolSettings settings, int total, string note, CancellationToken cancellationToken)
    {
        var item = await reader.ReadAsync(CouponItems.PoolKey(settings.Offer.Id, settings.PoolId), cancellationToken);
        if (item is null || CouponItems.PoolOf(item) is not { State: PoolState.Filling } pool)
        {
            await BeginAsync(settings, cancellationToken);
            return;
        }

        var after = pool with { State = total > 0 ? PoolState.Ready : PoolState.Voided, Total = total };
        List<ChangeStep> steps = [new ChangeStep.Release(Table.Coupons, PoolSettings.FillingMarker(settings.Offer.Id), pool.Id)];
        if (total > 0)
            steps.AddRange(CouponItems.ReadySteps(after));
        var outcome = await writes.CommitAsync(
            new()
            {
                Actor = run.Actor,
                Token = run.TokenFor(0),
                Audit = new(PoolActions.Fill, CouponItems.AuditKind, settings.Offer.Id, settings.Offer.Title)
                {
                    Clubs = settings.Offer.Clubs,
                    Note = $"{pool.Name}: {Money.Grouped(total)} codes{note}",
                },
                Entity = new(Table.Coupons, item, CouponItems.ToItem(after, item)),
                Steps = steps,
            },
            cancellationToken);
        if (outcome is CommitOutcome.Conflicted)
            await BeginAsync(settings, cancellationToken); // somebody voided it at this moment
    }
}

using Clubshop.Admin.Coupons;
using Clubshop.Admin.Offers;

namespace Clubshop.Admin.Watch.Finders;

/// <summary>Live offers whose pools have no code left. Of more than <see cref="PerNight"/> offers with pools, each night takes another part.</summary>
internal sealed class EmptyPoolFinder(PoolWatch pools, TimeProvider time) : IFinder
{
    /// <summary>Most offers whose stock is read in one night.</summary>
    public const int PerNight = 5_000;

    public async Task<IReadOnlyList<Look>> LookAsync(Func<Task> pulse, CancellationToken cancellationToken)
    {
        var live = await pools.LiveAsync(cancellationToken);
        var part = NightlyPart.Of(live.Count, PerNight, time.GetUtcNow());
        List<Found> found = [];
        foreach (var batch in live.Where(row => part.Has(row.Id)).Chunk(100))
        {
            await pulse();
            foreach (var row in await pools.EmptyAsync(batch, cancellationToken))
                found.Add(new(new(FindingKind.EmptyPool, OfferKind.Name, row.Id), row.Title, "Customers see the offer, and get no code: no codes are left in its pools.", "empty", row.Version));
        }

        return [new(FindingKind.EmptyPool, found) { LookedAt = part.Has }];
    }
}

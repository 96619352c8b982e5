using Clubshop.Admin.Catalog.Bulk;

namespace Clubshop.Admin.Registry;

/// <summary>Counts the customers who follow clubs. Somebody who follows several is counted once while there are few enough to look at each.</summary>
internal sealed class ClubFollowers(RegistryReader registry) : IClubFollowers
{
    // Customers looked at one by one: some seconds at most.
    private const int MaxLookedAt = 5_000;
    private const int AtOnce = 8;

    /// <inheritdoc/>
    public async Task<(int Count, bool Exact)> CountAsync(IReadOnlyCollection<string> clubs, CancellationToken cancellationToken)
    {
        var sum = 0;
        await Parallel.ForEachAsync(
            clubs, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (club, stop) =>
            {
                var followers = await registry.CountAsync(new Follow(FollowKind.Club, club), stop);
                Interlocked.Add(ref sum, followers);
            });
        if (clubs.Count <= 1 || sum == 0)
            return (sum, true);
        if (sum > MaxLookedAt)
            return (sum, false);

        HashSet<string> subs = new(StringComparer.Ordinal);
        foreach (var club in clubs)
        {
            await foreach (var sub in registry.FollowersAsync(new(FollowKind.Club, club), cancellationToken))
                subs.Add(sub);
        }

        return (subs.Count, true);
    }
}

using Clubshop.LocalAws.Cognito.Pools;

namespace Clubshop.LocalAws.Cognito;

/// <summary>Puts users into a pool: what a seed needs and no operation does.</summary>
internal static class Placing
{
    // Enough to keep the log's group commit busy.
    private const int Parallel = 64;

    /// <summary>Puts in who is not there yet; who has a name, a sub or an alias already is left as they are.</summary>
    /// <returns>How many were put in.</returns>
    public static async Task<int> PlaceAsync(CognitoState state, UserPool pool, IEnumerable<PlacedUser> users, CancellationToken cancellationToken)
    {
        var placed = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForEachAsync(users, options, async (user, stop) =>
        {
            if (pool.Users.Find(pool.Rules, user.Username) is not null || pool.Users.Find(pool.Rules, user.Sub) is not null)
                return;
            var record = new UserRecord
            {
                PoolId = pool.Id,
                Username = user.Username,
                Sub = user.Sub,
                Sequence = pool.Users.NextSequence(),
                CreatedAt = user.CreatedAt,
                ModifiedAt = user.ModifiedAt,
                Enabled = user.Enabled,
                Status = user.Status,
                Attributes = user.Attributes,
                Groups = user.Groups,
                Totp = user.TotpSecret is null ? null : new(user.TotpSecret, null, 0),
                Factors = user.Factors,
                PreferredFactor = user.Factors.Count > 0 ? user.Factors[0] : null,
            };
            using var turn = await state.TurnAsync(pool.Id, record.Username, stop);
            if (NewUsers.Claims(pool.Rules, record).Any(claim => !pool.Users.Reserve(pool.Rules, claim.Attribute, claim.Value, record.Username)))
                return;
            await state.CommitAsync(new StateEntry { User = record });
            Interlocked.Increment(ref placed);
        });
        return placed;
    }
}

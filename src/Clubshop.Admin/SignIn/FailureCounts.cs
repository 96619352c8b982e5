using Clubshop.Admin.Storage;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Failures by what they have in common, counted by all instances together: behind a balancer nobody gets as many tries as there are
/// instances. Forgotten after a quiet window, and swept by DynamoDB: an attacker's made-up names fill no memory.
/// </summary>
internal sealed class FailureCounts(TableReader reader, Ledger ledger, TimeSpan window)
{
    /// <summary>How many failures each of these has now.</summary>
    public async Task<IReadOnlyList<int>> OfAsync(IReadOnlyList<string> what, CancellationToken cancellationToken)
    {
        var keys = what.Select(KeyOf).ToList();
        var found = await reader.ReadManyAsync(keys, cancellationToken);
        return [.. keys.Select(key => found.TryGetValue(key, out var item) ? (int)Math.Min(int.MaxValue, item.GetLong(Attributes.Count)) : 0)];
    }

    /// <summary>Counts a failure under each of these.</summary>
    /// <returns>How many each has now.</returns>
    public async Task<IReadOnlyList<long>> AddAsync(IReadOnlyList<string> what, CancellationToken cancellationToken) =>
        await Task.WhenAll(what.Select(one => ledger.CountAsync(KeyOf(one), window, cancellationToken)));

    /// <summary>Forgets the failures of these.</summary>
    public Task ClearAsync(IReadOnlyList<string> what, CancellationToken cancellationToken) =>
        Task.WhenAll(what.Select(one => ledger.DeleteAsync(KeyOf(one), null, cancellationToken)));

    private static ItemKey KeyOf(string what) => new(Table.System, "FAILURES#" + what);
}

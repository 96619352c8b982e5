using Clubshop.Admin.Storage;

namespace Clubshop.Admin.SignIn.Limits;

/// <summary>
/// Stores <see cref="AttemptState"/> in the <c>system</c> table, shared by all instances: a load balancer does not multiply the attempts that
/// somebody gets. Each change is a conditional write on the version that was read; within one instance, changes to the same key run one at a
/// time, so that they do not conflict with each other. Rows expire after a quiet window (DynamoDB TTL): invented names do not pile up.
/// </summary>
internal sealed class AttemptCounts(TableReader reader, UnauditedWriter unaudited, TimeProvider time) : IDisposable
{
    private const int Stripes = 64;
    private const string Failed = "failed", FailedUntil = "failedUntil", Open = "open", OpenUntil = "openUntil", LastStart = "lastStart";

    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>The present state of each key.</summary>
    public async Task<IReadOnlyList<AttemptState>> ReadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var found = await reader.ReadManyAsync(names.Select(KeyOf), cancellationToken);
        return [.. names.Select(name => StateOf(found.GetValueOrDefault(KeyOf(name))))];
    }

    /// <summary>Changes the state of a key.</summary>
    /// <param name="name">The key.</param>
    /// <param name="change">Returns the next state for the present one; null leaves it. Called again when another instance wrote first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The resulting state, and whether it was changed.</returns>
    public async Task<(AttemptState State, bool Changed)> ChangeAsync(string name, Func<AttemptState, AttemptState?> change, CancellationToken cancellationToken)
    {
        var key = KeyOf(name);
        var gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(name) % Stripes];
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var item = await reader.ReadAsync(key, cancellationToken);
                var state = StateOf(item);
                if (change(state) is not { } next)
                    return (state, false);

                RowCondition condition = item is null ? new RowCondition.Absent() : new RowCondition.AtVersion(item.Version);
                if (await unaudited.PutAsync(key.Table, ItemOf(key, next, (item?.Version ?? 0) + 1), condition, cancellationToken))
                    return (next, true);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var gate in _gates)
            gate.Dispose();
    }

    private static AttemptState StateOf(Item? item) => item is null ? AttemptState.None : new(
        (int)item.GetLong(Failed), Instant(item, FailedUntil), (int)item.GetLong(Open), Instant(item, OpenUntil), Instant(item, LastStart));

    private Item ItemOf(ItemKey key, AttemptState state, long version) => new Item(key.Pk, key.Sk).Set(Attributes.Version, version)
        .Set(Failed, state.Failed).Set(FailedUntil, state.FailedUntil.UtcTicks)
        .Set(Open, state.Open).Set(OpenUntil, state.OpenUntil.UtcTicks)
        .Set(LastStart, state.LastStart.UtcTicks)
        .Set(Attributes.PurgeAt, Later(state.Until, time.GetUtcNow()).ToUnixTimeSeconds() + 1);

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static DateTimeOffset Instant(Item item, string name) => new(item.GetLong(name), TimeSpan.Zero);

    private static ItemKey KeyOf(string name) => new(Table.System, "TRIES#" + name);
}

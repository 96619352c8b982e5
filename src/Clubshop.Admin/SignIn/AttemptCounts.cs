using Clubshop.Admin.Storage;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Keeps <see cref="AttemptState"/> in the <c>system</c> table, for all instances together: behind a balancer nobody gets as many tries as there
/// are instances. Each change is a conditional write of the version that was read; within one instance changes of one key take turns, so
/// that a crowd at one key does not make each other try again. Forgotten after a quiet window, and swept by DynamoDB: made-up names fill no memory.
/// </summary>
internal sealed class AttemptCounts(TableReader reader, UnauditedWriter unaudited, TimeProvider time) : IDisposable
{
    private const int Stripes = 64;
    private const string Failed = "failed", FailedUntil = "failedUntil", Open = "open", OpenUntil = "openUntil", LastStart = "lastStart";

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>What is kept under each key now.</summary>
    public async Task<IReadOnlyList<AttemptState>> ReadAsync(IReadOnlyList<string> what, CancellationToken cancellationToken)
    {
        var found = await reader.ReadManyAsync(what.Select(KeyOf), cancellationToken);
        return [.. what.Select(one => StateOf(found.GetValueOrDefault(KeyOf(one))))];
    }

    /// <summary>Changes what is kept under a key.</summary>
    /// <param name="what">The key.</param>
    /// <param name="change">Makes of the present state the next; null to leave it. Asked again where another instance was faster.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The state as it is now, and whether it was changed.</returns>
    public async Task<(AttemptState State, bool Changed)> ChangeAsync(string what, Func<AttemptState, AttemptState?> change, CancellationToken cancellationToken)
    {
        var key = KeyOf(what);
        var turn = _turns[(uint)StringComparer.Ordinal.GetHashCode(what) % Stripes];
        await turn.WaitAsync(cancellationToken);
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
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var turn in _turns)
            turn.Dispose();
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

    private static ItemKey KeyOf(string what) => new(Table.System, "TRIES#" + what);
}

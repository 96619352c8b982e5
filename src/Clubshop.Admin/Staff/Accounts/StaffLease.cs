using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>
/// Allows one change of staff at a time across all instances. Cognito has no conditional writes: two Administrators can only be kept from
/// removing each other's role in the same second when the second change reads after the first has written.
/// </summary>
internal sealed class StaffLease(TableReader reader, UnauditedWriter unaudited, TimeProvider time) : IDisposable
{
    /// <summary>After this time another change may start: the holder of the lease is then assumed to be gone.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly ItemKey Key = new(Table.System, "LEASE#staff");
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Waits for the lease.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Dispose it after the change; null when others held the lease for too long.</returns>
    public async Task<IAsyncDisposable?> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!await _gate.WaitAsync(timeout, cancellationToken))
            return null;

        try
        {
            var owner = Ids.New(time);
            var until = time.GetUtcNow() + timeout;
            while (true)
            {
                if (await TryAsync(owner, cancellationToken))
                    return new Held(this, owner);
                if (time.GetUtcNow() >= until)
                    break;

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        catch
        {
            _gate.Release();
            throw;
        }

        _gate.Release();
        return null;
    }

    public void Dispose() => _gate.Dispose();

    private async Task<bool> TryAsync(string owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var mine = new Item(Key.Pk).Set("owner", owner).Set("until", now + Life);
        var held = await reader.ReadAsync(Key, cancellationToken);
        if (held is null)
            return await unaudited.PutAsync(Key.Table, mine, new RowCondition.Absent(), cancellationToken);

        return held.GetTime("until") <= now
            && await unaudited.PutAsync(Key.Table, mine, new RowCondition.Equal("owner", held.GetString("owner")), cancellationToken);
    }

    private sealed class Held(StaffLease lease, string owner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await lease.ReleaseAsync(owner);
            }
            finally
            {
                lease._gate.Release();
            }
        }
    }

    private Task<bool> ReleaseAsync(string owner) => unaudited.DeleteAsync(Key, new RowCondition.Equal("owner", owner), CancellationToken.None);
}

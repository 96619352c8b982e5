using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff;

/// <summary>
/// One change of staff at a time, over all instances. Cognito has no condition on a write: that two Administrators do not take each other's
/// role in the same second is only sure when the second one looks after the first has written.
/// </summary>
internal sealed class StaffLease(TableReader reader, UnauditedWriter unaudited, TimeProvider time) : IDisposable
{
    /// <summary>How long a change may take before another may begin: whoever held the lease is then gone.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly ItemKey Key = new(Table.System, "LEASE#staff");
    private readonly SemaphoreSlim _here = new(1, 1);

    /// <summary>Waits for the lease.</summary>
    /// <param name="patience">How long at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>To be disposed when the change is over; null when others kept it too long.</returns>
    public async Task<IAsyncDisposable?> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!await _here.WaitAsync(patience, cancellationToken))
            return null;

        try
        {
            var owner = Ids.New(time);
            var until = time.GetUtcNow() + patience;
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
            _here.Release();
            throw;
        }

        _here.Release();
        return null;
    }

    public void Dispose() => _here.Dispose();

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
                await lease.GiveBackAsync(owner);
            }
            finally
            {
                lease._here.Release();
            }
        }
    }

    private Task<bool> GiveBackAsync(string owner) => unaudited.DeleteAsync(Key, new RowCondition.Equal("owner", owner), CancellationToken.None);
}

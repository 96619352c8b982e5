using System.Collections.Concurrent;
using Clubshop.LocalAws.Cognito.Tokens;
using Clubshop.LocalAws.Cognito.Wire;
using Clubshop.LocalAws.Durability;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>
/// All pools, and the one way to change them: an entry is appended to the log, and only when it is on the disk applied to memory, so
/// nobody ever reads what a crash could take back. Changes of one user, or of one pool's own records, wait for each other; changes of
/// different users do not.
/// </summary>
internal sealed class CognitoState(TimeProvider clock)
{
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];
    private IStateLog? _log;

    public ConcurrentDictionary<string, UserPool> Pools { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, ClientRecord> Clients { get; } = new(StringComparer.Ordinal);

    public SignIns SignIns { get; } = new();

    public void Attach(IStateLog log) => _log = log;

    public UserPool Pool(string id) =>
        Pools.GetValueOrDefault(id) ?? throw Refusals.NotFound($"User pool {id} does not exist.");

    /// <summary>The client and its pool, or ResourceNotFoundException.</summary>
    public (ClientRecord Client, UserPool Pool) Client(string id) =>
        Clients.TryGetValue(id, out var client) && Pools.TryGetValue(client.PoolId, out var pool)
            ? (client, pool)
            : throw Refusals.NotFound($"User pool client {id} does not exist.");

    /// <summary>Waits for the turn to change one record; dispose the result to let the next one in. Never take two.</summary>
    public async ValueTask<Turn> TurnAsync(string poolId, string name, CancellationToken cancellationToken)
    {
        var gate = _gates[(uint)HashCode.Combine(poolId, name.ToLowerInvariant()) % (uint)_gates.Length];
        await gate.WaitAsync(cancellationToken);
        return new Turn(gate);
    }

    /// <summary>Writes an entry, and applies it once it is on the disk, before the log can be compacted.</summary>
    public async ValueTask CommitAsync(StateEntry entry)
    {
        var log = _log ?? throw new InvalidOperationException("The service has no log yet: Attach comes first.");
        await log.AppendAsync(StateJson.Write(entry), durable =>
        {
            if (durable)
                Change(entry);
        });
    }

    /// <summary>Changes one user in turn, from the record of that moment; ModifiedAt follows.</summary>
    /// <returns>The new record.</returns>
    public async ValueTask<UserRecord> ChangeUserAsync(
        UserPool pool, string username, Func<UserRecord, UserRecord> change, CancellationToken cancellationToken, bool signOut = false)
    {
        using var turn = await TurnAsync(pool.Id, username, cancellationToken);
        var before = pool.Users.ByName(pool.Rules, username) ?? throw Refusals.NoSuchUser();
        var after = change(before);
        if (!ReferenceEquals(before, after))
            after = after with { ModifiedAt = clock.GetUtcNow() };
        else if (!signOut)
            return before;
        await CommitAsync(new StateEntry
        {
            User = ReferenceEquals(before, after) ? null : after,
            SignedOut = signOut ? new RecordKey(pool.Id, username) : null,
        });
        return after;
    }

    /// <summary>Applies an entry to memory.</summary>
    public void Change(StateEntry entry)
    {
        if (entry.Pool is { } record)
        {
            if (Pools.TryGetValue(record.Id, out var known))
                known.Put(record);
            else
                Pools[record.Id] = new UserPool(record);
        }

        if (entry.DeletedPool is { } deleted)
            RemovePool(deleted);
        if (entry.Keys is { } keys && Pools.TryGetValue(keys.PoolId, out var keyed))
            keyed.PutKeys(PoolKeys.Read(keys));
        if (entry.Client is { } client)
            Clients[client.Id] = client;
        if (entry.DeletedClient is { } clientId)
            Clients.TryRemove(clientId, out _);
        ChangeGroups(entry);
        ChangeUsers(entry);
        if (entry.SignIn is { } signIn)
            SignIns.Put(signIn);
        if (entry.SignedOut is { } signedOut)
            SignIns.RevokeAll(signedOut);
    }

    /// <summary>Entries that rebuild the present state.</summary>
    public IEnumerable<StateEntry> Snapshot()
    {
        foreach (var pool in Pools.Values)
        {
            yield return new StateEntry { Pool = pool.Record };
            if (pool.KeysIfMade is { } keys)
                yield return new StateEntry { Keys = keys.ToRecord(pool.Id) };
            foreach (var group in pool.Groups.Values)
                yield return new StateEntry { Group = group };
            foreach (var user in pool.Users.After(0))
                yield return new StateEntry { User = user };
        }

        foreach (var client in Clients.Values)
            yield return new StateEntry { Client = client };
        foreach (var signIn in SignIns.Alive(clock.GetUtcNow()))
            yield return new StateEntry { SignIn = signIn };
    }

    private void ChangeUsers(StateEntry entry)
    {
        if (entry.OtherUser is { } other && Pools.TryGetValue(other.PoolId, out var pool))
            pool.Users.Put(pool.Rules, other);
        if (entry.User is { } user && Pools.TryGetValue(user.PoolId, out pool))
            pool.Users.Put(pool.Rules, user);
        if (entry.DeletedUser is { } gone && Pools.TryGetValue(gone.PoolId, out pool))
        {
            pool.Users.Remove(pool.Rules, gone.Name);
            SignIns.RemoveAll(key => key == gone);
        }
    }

    private void ChangeGroups(StateEntry entry)
    {
        if (entry.Group is { } group && Pools.TryGetValue(group.PoolId, out var pool))
            pool.Groups[group.Name] = group;
        if (entry.DeletedGroup is not { } gone || !Pools.TryGetValue(gone.PoolId, out pool))
            return;
        pool.Groups.TryRemove(gone.Name, out _);
        foreach (var member in pool.Users.MembersAfter(gone.Name, 0))
            pool.Users.Put(pool.Rules, member with { Groups = [.. member.Groups.Where(name => name != gone.Name)] });
    }

    private void RemovePool(string id)
    {
        Pools.TryRemove(id, out _);
        foreach (var client in Clients.Values.Where(client => client.PoolId == id))
            Clients.TryRemove(client.Id, out _);
        SignIns.RemoveAll(key => key.PoolId == id);
    }
}

/// <summary>A turn to change a record.</summary>
internal readonly struct Turn(SemaphoreSlim gate) : IDisposable
{
    public void Dispose() => gate.Release();
}

using System.Collections.Concurrent;
using Clubshop.LocalAws.Cognito.Pools;

namespace Clubshop.LocalAws.Cognito.Tokens;

/// <summary>The sign-ins that still have a token alive, by id and by user.</summary>
internal sealed class SignIns
{
    /// <summary>The longest life of an access token: a sign-in is remembered that long after its refresh token ended.</summary>
    private static readonly TimeSpan LongestAccess = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, SignInRecord> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<RecordKey, HashSet<string>> _byUser = [];
    private readonly Lock _gate = new();

    public SignInRecord? Find(string id) => _byId.GetValueOrDefault(id);

    public void Put(SignInRecord signIn)
    {
        _byId[signIn.Id] = signIn;
        lock (_gate)
        {
            var key = new RecordKey(signIn.PoolId, signIn.Username);
            if (!_byUser.TryGetValue(key, out var ids))
                _byUser[key] = ids = new(StringComparer.Ordinal);
            ids.Add(signIn.Id);
        }
    }

    public void RevokeAll(RecordKey user)
    {
        lock (_gate)
        {
            foreach (var id in _byUser.GetValueOrDefault(user) ?? [])
            {
                if (_byId.TryGetValue(id, out var signIn))
                    _byId[id] = signIn with { Revoked = true };
            }
        }
    }

    public void RemoveAll(Func<RecordKey, bool> users)
    {
        lock (_gate)
        {
            foreach (var user in _byUser.Keys.Where(users).ToList())
            {
                foreach (var id in _byUser[user])
                    _byId.TryRemove(id, out _);
                _byUser.Remove(user);
            }
        }
    }

    /// <summary>The sign-ins of which some token may still be in use; forgets the others.</summary>
    public IReadOnlyList<SignInRecord> Alive(DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var signIn in _byId.Values.Where(signIn => signIn.ExpiresAt + LongestAccess < now).ToList())
            {
                _byId.TryRemove(signIn.Id, out _);
                var key = new RecordKey(signIn.PoolId, signIn.Username);
                if (_byUser.TryGetValue(key, out var ids) && ids.Remove(signIn.Id) && ids.Count == 0)
                    _byUser.Remove(key);
            }

            return [.. _byId.Values];
        }
    }
}

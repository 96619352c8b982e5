using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Challenges;

/// <summary>
/// The challenge sessions under way. A session is opaque, belongs to one user, client and step, ends with the client's
/// AuthSessionValidity, and is used up by the answer that carries the sign-in on; a wrong code leaves it usable. In memory: a restart
/// ends what is under way, as a time-out would.
/// </summary>
internal sealed class ChallengeSessions(TimeProvider clock)
{
    private const int Most = 50_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<string, Entry> _sessions = new(StringComparer.Ordinal);

    private sealed record Entry(ChallengeSession Session, bool Used);

    /// <summary>Opens a session for a step; its time starts now.</summary>
    /// <returns>The opaque text.</returns>
    public string Open(ChallengeSession session)
    {
        if (_sessions.Count >= Most)
            Sweep();
        var id = "AYABe" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(120));
        _sessions[id] = new Entry(session, Used: false);
        return id;
    }

    /// <summary>The session, still usable; refuses an unknown, used, ended or foreign one with the service's texts.</summary>
    public ChallengeSession Get(string? id, string step, string? clientId = null)
    {
        if (id is null)
            throw Refusals.MissingParameter("Session");
        if (!_sessions.TryGetValue(id, out var entry))
            throw Refusals.InvalidSession();
        if (entry.Used)
            throw Refusals.NotAuthorized("Invalid session for the user, session can only be used once.");
        if (clock.GetUtcNow() > entry.Session.ExpiresAt)
            throw Refusals.NotAuthorized("Invalid session for the user, session is expired.");
        if (entry.Session.Step != step || (clientId is not null && entry.Session.ClientId != clientId))
            throw Refusals.InvalidSession();
        return entry.Session;
    }

    /// <summary>Uses a session up; of two answers at once, one gets through.</summary>
    public void Use(string id, ChallengeSession session)
    {
        if (!_sessions.TryUpdate(id, new Entry(session, Used: true), new Entry(session, Used: false)))
            throw Refusals.NotAuthorized("Invalid session for the user, session can only be used once.");
    }

    /// <summary>The secrets of a pool that were given out and not verified yet, the newest of each user, by user name.</summary>
    public IReadOnlyDictionary<string, string> Enrolling(string poolId)
    {
        var now = clock.GetUtcNow();
        return _sessions.Values
            .Where(entry => !entry.Used && entry.Session is { TotpSecret: not null, TotpVerified: false } session && session.PoolId == poolId && session.ExpiresAt >= now)
            .GroupBy(entry => entry.Session.Username, StringComparer.Ordinal)
            .ToDictionary(user => user.Key, user => user.MaxBy(entry => entry.Session.ExpiresAt)!.Session.TotpSecret!, StringComparer.Ordinal);
    }

    /// <summary>The end of a session that opens now.</summary>
    public DateTimeOffset EndFor(ClientRecord client) => clock.GetUtcNow() + client.Rules.SessionLife;

    private void Sweep()
    {
        var forget = clock.GetUtcNow() - Remembered;
        foreach (var (id, entry) in _sessions)
        {
            if (entry.Session.ExpiresAt < forget)
                _sessions.TryRemove(id, out _);
        }

        if (_sessions.Count >= Most)
            throw new CognitoException("TooManyRequestsException", "Too many sign-ins are under way.");
    }
}

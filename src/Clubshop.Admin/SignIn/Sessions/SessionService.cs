using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.Sessions;

/// <summary>
/// The portal's sessions: started after a completed sign-in, checked on every request and every <see cref="SignInOptions.RecheckSeconds"/> in
/// a circuit, ended by people, by time, or by Cognito. A session that was read is trusted for that long.
/// </summary>
public sealed class SessionService(
    ISessionStore store, StaffStore staff, SessionRefresh refresh, IOptions<SignInOptions> options, TimeProvider time)
{
    private static readonly TimeSpan SeenInterval = TimeSpan.FromMinutes(1);

    // Of a page that waits, when the database takes calls and does not answer; and for how long it is not asked again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RestOfAway = TimeSpan.FromSeconds(5);

    private readonly SessionMemory _memory = new(time);
    private long _awaySince;
    private readonly SignInOptions _options = options.Value;

    /// <summary>Starts a session under a new random value: whatever cookie the browser had is invalid afterwards (session fixation).</summary>
    /// <returns>The cookie's value, available only here, and the session.</returns>
    public async Task<(string CookieValue, PortalSession Session)> BeginAsync(Tokens tokens, Visitor visitor, CancellationToken cancellationToken)
    {
        var value = RandomKeys.NewValue();
        var now = time.GetUtcNow();
        var session = new PortalSession
        {
            Key = RandomKeys.KeyOf(value)!,
            PersonId = tokens.Identity.Sub,
            UserName = tokens.Identity.UserName,
            Email = tokens.Identity.Email ?? "",
            Name = NameOf(tokens.Identity),
            Role = Roles.Of(tokens.Identity.Groups),
            CreatedAt = now,
            SeenAt = now,
            EndsAt = now + _options.Session,
            TokensUntil = tokens.ExpiresAt,
            Browser = BrowserName.Of(visitor.UserAgent),
            Address = visitor.Address,
        };
        await store.CreateAsync(session, tokens, cancellationToken);
        return (value, session);
    }

    /// <summary>The person of a session; null when it does not exist or has ended.</summary>
    /// <param name="key">The session's key.</param>
    /// <param name="active">Whether the person did something, which postpones the idle timeout.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<SignedInPerson?> FindAsync(string key, bool active, CancellationToken cancellationToken)
    {
        if (_memory.HasEnded(key))
            return null;

        var now = time.GetUtcNow();
        var known = _memory.Find(key);
        var entry = known;
        if (known is null || (now - known.ReadAt >= _options.Recheck && !TrustsWhatItKnows(known, now)))
        {
            entry = await ReadOrTrustAsync(key, known, now, cancellationToken);
        }

        if (entry is null)
            return null;

        if (entry == known && (await store.EndedAmongAsync([key], cancellationToken)).Count > 0)
        {
            _memory.End(key, SessionEnd.Revoked);
            return null;
        }

        if (EndReasonOf(entry, now) is { } end)
        {
            try
            {
                await EndAsync(entry.Person.Session, end, cancellationToken);
            }
            catch (Exception away) when (IsAway(away, cancellationToken))
            {
                _memory.End(key, end); // the stored one has run out in the same way
            }

            return null;
        }

        return active ? await SeenAsync(entry, now, cancellationToken) : entry.Person;
    }

    /// <summary>How a session ended in this instance within the last two minutes; null when it did not.</summary>
    public SessionEnd? EndOf(string key) => _memory.EndOf(key);

    /// <summary>When the session ends unless the person does something, UTC; null when this instance does not know the session.</summary>
    public DateTimeOffset? IdleEnd(string key) => _memory.Find(key) is { } entry ? SeenAt(entry) + _options.Idle : null;

    /// <summary>The session's Cognito tokens; null when it has ended.</summary>
    public Task<Tokens?> TokensAsync(string key, CancellationToken cancellationToken) => store.TokensAsync(key, cancellationToken);

    /// <summary>A person's sessions, the most recently used first.</summary>
    public async Task<IReadOnlyList<PortalSession>> OfPersonAsync(string personId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = await store.OfPersonAsync(personId, cancellationToken);
        return [.. all.Where(session => session.EndsAt > now && session.SeenAt + _options.Idle > now)];
    }

    /// <summary>Ends a session: here at once; in other instances at once while the shared cache is available, else within <see cref="SignInOptions.RecheckSeconds"/>.</summary>
    public async Task EndAsync(PortalSession session, SessionEnd end, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(session, cancellationToken);
        _memory.End(session.Key, end);
    }

    /// <summary>Ends all sessions of a person, except the one named.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EndAllAsync(string personId, string? exceptKey, CancellationToken cancellationToken)
    {
        var ended = 0;
        foreach (var session in await store.OfPersonAsync(personId, cancellationToken))
        {
            if (session.Key == exceptKey)
                continue;

            await EndAsync(session, SessionEnd.Revoked, cancellationToken);
            ended++;
        }

        return ended;
    }

    /// <summary>Makes the next check of a person's sessions read them and the person's assignments again.</summary>
    public void Forget(string personId) => _memory.Forget(session => session.PersonId == personId);

    /// <summary>Ends the watched sessions that other instances ended, according to the shared cache.</summary>
    internal async Task ApplyRemoteEndsAsync(CancellationToken cancellationToken)
    {
        var watched = _memory.Watched;
        if (watched.Count == 0)
            return;

        foreach (var key in await store.EndedAmongAsync(watched, cancellationToken))
            _memory.End(key, SessionEnd.Revoked);
    }

    /// <summary>Calls back when a session ends in this instance, from any thread; dispose the result to stop.</summary>
    public IDisposable Watch(string key, Action<SessionEnd> ended) => _memory.Watch(key, ended);

    private async Task<SessionMemory.Entry?> ReadAsync(
        string key, SessionMemory.Entry? before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var session = await store.FindAsync(key, cancellationToken);
        if (session is null)
        {
            // Remembered only when it was known here: invented keys must not fill the memory.
            if (before is not null)
                _memory.End(key, SessionEnd.Revoked);

            return null;
        }

        if (session.TokensUntil <= now && session.EndsAt > now)
        {
            var renewed = await refresh.RenewAsync(store, session, cancellationToken);
            if (renewed is null)
            {
                await EndAsync(session, SessionEnd.Revoked, cancellationToken);
                return null;
            }

            session = renewed;
        }

        var record = await staff.FindAsync(session.PersonId, cancellationToken);
        if (record?.SessionsFrom > session.CreatedAt)
        {
            await EndAsync(session, SessionEnd.Revoked, cancellationToken);
            return null;
        }

        var entry = new SessionMemory.Entry(new(session, ActorOf(session, record)), session.ReadAt, before?.ActiveAt ?? session.SeenAt);
        _memory.Keep(entry);
        return entry;
    }

    // In the seconds after a reading that failed nobody waits for the next one to fail.
    private bool TrustsWhatItKnows(SessionMemory.Entry known, DateTimeOffset now) =>
        now - known.ReadAt < SessionMemory.Trusted && time.GetElapsedTime(Interlocked.Read(ref _awaySince)) < RestOfAway && Interlocked.Read(ref _awaySince) != 0;

    /// <summary>
    /// Reads a session. While the database does not answer, one that this instance knows is trusted for up to <see cref="SessionMemory.Trusted"/> after
    /// it was last read: people work on, and nobody can end a session in a database that is away. What the shared cache says of an end still counts.
    /// </summary>
    private async Task<SessionMemory.Entry?> ReadOrTrustAsync(string key, SessionMemory.Entry? known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (known is null || now - known.ReadAt >= SessionMemory.Trusted)
            return await ReadAsync(key, known, now, cancellationToken);

        try
        {
            var read = await ReadAsync(key, known, now, cancellationToken).WaitAsync(LongestWait, time, cancellationToken);
            Interlocked.Exchange(ref _awaySince, 0);
            return read;
        }
        catch (Exception away) when (IsAway(away, cancellationToken))
        {
            Interlocked.Exchange(ref _awaySince, time.GetTimestamp());
            return known;
        }
    }

    private static bool IsAway(Exception exception, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested && Outages.IsAway(exception);

    private async Task<SignedInPerson?> SeenAsync(SessionMemory.Entry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var session = entry.Person.Session;
        if (now - session.SeenAt >= SeenInterval && !TrustsWhatItKnows(entry, now))
        {
            try
            {
                if (await store.UpdateAsync(session with { SeenAt = now }, cancellationToken).WaitAsync(LongestWait, time, cancellationToken) is not { } seen)
                {
                    // Ended elsewhere, or written by another instance at the same moment: the stored session decides.
                    return (await ReadAsync(session.Key, entry, now, cancellationToken))?.Person;
                }

                session = seen;
            }
            catch (Exception away) when (IsAway(away, cancellationToken))
            {
                // The next sign of the person is stored when the database is back.
                Interlocked.Exchange(ref _awaySince, time.GetTimestamp());
            }
        }

        entry = entry with { Person = entry.Person with { Session = session }, ActiveAt = now };
        _memory.Keep(entry);
        return entry.Person;
    }

    private SessionEnd? EndReasonOf(SessionMemory.Entry entry, DateTimeOffset now) =>
        entry.Person.Session.EndsAt <= now ? SessionEnd.Expired
        : SeenAt(entry) + _options.Idle <= now ? SessionEnd.Idle
        : null;

    private static DateTimeOffset SeenAt(SessionMemory.Entry entry) =>
        entry.ActiveAt > entry.Person.Session.SeenAt ? entry.ActiveAt : entry.Person.Session.SeenAt;

    private static Actor ActorOf(PortalSession session, StaffRecord? record) => new()
    {
        Id = session.PersonId,
        Name = session.Name,
        Email = session.Email,
        Role = session.Role,
        Clubs = record?.Clubs ?? new HashSet<string>(StringComparer.Ordinal),
        Shops = record?.Shops ?? new HashSet<string>(StringComparer.Ordinal),
    };

    internal static string NameOf(PoolIdentity identity) =>
        !string.IsNullOrWhiteSpace(identity.Name) ? identity.Name : identity.Email ?? identity.UserName;
}

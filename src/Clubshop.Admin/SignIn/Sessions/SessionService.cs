using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
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
    private readonly SessionMemory _memory = new(time);
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
        var entry = _memory.Find(key);
        if (entry is null || now - entry.ReadAt >= _options.Recheck)
        {
            entry = await ReadAsync(key, entry, now, cancellationToken);
            if (entry is null)
                return null;
        }
        else if ((await store.EndedAmongAsync([key], cancellationToken)).Count > 0)
        {
            _memory.End(key, SessionEnd.Revoked);
            return null;
        }

        if (EndReasonOf(entry, now) is { } end)
        {
            await EndAsync(entry.Person.Session, end, cancellationToken);
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

    private async Task<SignedInPerson?> SeenAsync(SessionMemory.Entry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var session = entry.Person.Session;
        if (now - session.SeenAt >= SeenInterval)
        {
            if (await store.UpdateAsync(session with { SeenAt = now }, cancellationToken) is not { } seen)
            {
                // Ended elsewhere, or written by another instance at the same moment: the stored session decides.
                return (await ReadAsync(session.Key, entry, now, cancellationToken))?.Person;
            }

            session = seen;
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

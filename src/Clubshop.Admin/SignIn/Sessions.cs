using Clubshop.Admin.Staff;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>Where a request comes from.</summary>
/// <param name="Address">The peer's address; null when unknown.</param>
/// <param name="Protocol"><c>http</c> or <c>https</c>.</param>
/// <param name="UserAgent">What the browser says it is.</param>
public sealed record Visitor(string? Address, string Protocol, string? UserAgent)
{
    /// <summary>The visitor behind a request.</summary>
    public static Visitor Of(HttpContext http) =>
        new(http.Connection.RemoteIpAddress?.ToString(), http.Request.Scheme, http.Request.Headers.UserAgent.ToString());
}

/// <summary>
/// The portal's sessions: begun after a whole sign-in, looked at on every request and every half minute in a circuit, ended by people,
/// by time, or by Cognito. What it read of a session it believes for <see cref="SignInOptions.RecheckSeconds"/>.
/// </summary>
public sealed class Sessions(
    ISessionStore store, StaffStore staff, SessionRefresh refresh, IOptions<SignInOptions> options, TimeProvider time)
{
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);
    private readonly SessionMemory _memory = new(time);
    private readonly SignInOptions _options = options.Value;

    /// <summary>Begins a session, under a new value every time: whatever a browser brought along is worth nothing afterwards.</summary>
    /// <returns>The cookie's value, to be had only here, and the session.</returns>
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

    /// <summary>The person behind a cookie's value, or null when there is no such session (any more).</summary>
    /// <param name="key">The session's key.</param>
    /// <param name="active">Whether the person did something: it puts the idle end off.</param>
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

        if (OverBy(entry, now) is { } end)
        {
            await EndAsync(entry.Person.Session, end, cancellationToken);
            return null;
        }

        return active ? await SeenAsync(entry, now, cancellationToken) : entry.Person;
    }

    /// <summary>How a session ended in this instance within the last minutes; null for one that did not.</summary>
    public SessionEnd? EndOf(string key) => _memory.EndOf(key);

    /// <summary>When the session ends unless the person does something; null when this instance does not know it.</summary>
    public DateTimeOffset? IdleEnd(string key) => _memory.Find(key) is { } entry ? SeenAt(entry) + _options.Idle : null;

    /// <summary>The session's tokens, for Cognito's own operations of the person; null when it is over.</summary>
    public Task<Tokens?> TokensAsync(string key, CancellationToken cancellationToken) => store.TokensAsync(key, cancellationToken);

    /// <summary>A person's sessions, the latest used first.</summary>
    public async Task<IReadOnlyList<PortalSession>> OfPersonAsync(string personId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = await store.OfPersonAsync(personId, cancellationToken);
        return [.. all.Where(session => session.EndsAt > now && session.SeenAt + _options.Idle > now)];
    }

    /// <summary>Ends a session everywhere; here at once; in other instances at once too while the shared cache answers, else within <see cref="SignInOptions.RecheckSeconds"/>.</summary>
    public async Task EndAsync(PortalSession session, SessionEnd end, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(session, cancellationToken);
        _memory.End(session.Key, end);
    }

    /// <summary>Ends all sessions of a person, but for one if it is named.</summary>
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

    /// <summary>Makes the next look at a person's sessions read them, and the person's assignments, anew.</summary>
    public void Forget(string personId) => _memory.Forget(session => session.PersonId == personId);

    /// <summary>Ends here what another instance ended, as far as the shared cache says so, and tells who watches it.</summary>
    internal async Task HearAsync(CancellationToken cancellationToken)
    {
        var watched = _memory.Watched;
        if (watched.Count == 0)
            return;

        foreach (var key in await store.EndedAmongAsync(watched, cancellationToken))
            _memory.End(key, SessionEnd.Revoked);
    }

    /// <summary>Tells when a session ends in this instance, from any thread; dispose what is returned to hear no more.</summary>
    public IDisposable Watch(string key, Action<SessionEnd> ended) => _memory.Watch(key, ended);

    private async Task<SessionMemory.Entry?> ReadAsync(
        string key, SessionMemory.Entry? before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var session = await store.FindAsync(key, cancellationToken);
        if (session is null)
        {
            // Remembered only where it was known here: keys that somebody makes up must not fill the memory.
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
        if (now - session.SeenAt >= SeenStep)
        {
            if (await store.UpdateAsync(session with { SeenAt = now }, cancellationToken) is not { } seen)
            {
                // Ended elsewhere, or another instance wrote it in the same moment: what is stored decides.
                return (await ReadAsync(session.Key, entry, now, cancellationToken))?.Person;
            }

            session = seen;
        }

        entry = entry with { Person = entry.Person with { Session = session }, ActiveAt = now };
        _memory.Keep(entry);
        return entry.Person;
    }

    private SessionEnd? OverBy(SessionMemory.Entry entry, DateTimeOffset now) =>
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

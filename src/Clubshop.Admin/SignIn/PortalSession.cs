using Clubshop.Admin.Staff;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// One signed-in browser. It is made only after every factor was passed. Without tokens: whoever reads a copy of it can act as nobody.
/// </summary>
public sealed record PortalSession
{
    /// <summary>SHA-256 of the cookie's value (Base64Url): knowing it does not let anybody in.</summary>
    public required string Key { get; init; }

    /// <summary>The person's <c>sub</c>.</summary>
    public required string PersonId { get; init; }

    /// <summary>The pool's own name of the person, for Cognito's operations.</summary>
    public required string UserName { get; init; }

    /// <summary>The e-mail address the person signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>The name shown to others.</summary>
    public required string Name { get; init; }

    /// <summary>The role in force, from <c>cognito:groups</c>; null without a group.</summary>
    public required Role? Role { get; init; }

    /// <summary>When the person signed in, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last sign of the person, UTC; stored at most once a minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When it ends whatever happens, UTC.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>When its tokens have to be renewed, UTC: then the role is read anew, and Cognito asked whether the person is still welcome.</summary>
    public required DateTimeOffset TokensUntil { get; init; }

    /// <summary>Browser and system in words, for "my sessions".</summary>
    public required string Browser { get; init; }

    /// <summary>The address it was made from.</summary>
    public string? Address { get; init; }

    /// <summary>When it was read from the durable store, or written to it, UTC: how far it is to be believed.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Counts the writes of its row, for conditional ones.</summary>
    public long Version { get; init; }
}

/// <summary>A session with who it stands for now.</summary>
/// <param name="Session">The session.</param>
/// <param name="Actor">The person, with today's assignments; without address and protocol, which belong to a request.</param>
public sealed record SignedInPerson(PortalSession Session, Actor Actor);

/// <summary>Why a session is over.</summary>
public enum SessionEnd
{
    /// <summary>The person signed out.</summary>
    SignedOut,

    /// <summary>Somebody ended it, or Cognito no longer stands behind it.</summary>
    Revoked,

    /// <summary>No sign of the person for <see cref="SignInOptions.IdleMinutes"/>.</summary>
    Idle,

    /// <summary>Older than <see cref="SignInOptions.SessionHours"/>.</summary>
    Expired,
}

/// <summary>
/// Where sessions are kept. The durable one is DynamoDB (<see cref="DynamoSessionStore"/>); the shared cache stands in front of it
/// (<see cref="CachedSessionStore"/>) and never sees tokens.
/// </summary>
public interface ISessionStore
{
    /// <summary>Keeps a new session and its tokens.</summary>
    Task CreateAsync(PortalSession session, Tokens tokens, CancellationToken cancellationToken);

    /// <summary>The session as it is stored now, or null.</summary>
    Task<PortalSession?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes a changed session over the version that was read.</summary>
    /// <returns>As written; null when it is gone or somebody else wrote it first: read it again.</returns>
    Task<PortalSession?> UpdateAsync(PortalSession session, CancellationToken cancellationToken);

    /// <summary>The session's tokens, or null when it is gone or they cannot be read any more.</summary>
    Task<Tokens?> TokensAsync(string key, CancellationToken cancellationToken);

    /// <summary>Replaces the session's tokens.</summary>
    Task ReplaceTokensAsync(PortalSession session, Tokens tokens, CancellationToken cancellationToken);

    /// <summary>Removes the session; nothing when it is gone already.</summary>
    Task DeleteAsync(PortalSession session, CancellationToken cancellationToken);

    /// <summary>Which of these sessions are known to have ended, by whatever instance, without asking the durable store; what is not known is left out.</summary>
    Task<IReadOnlyList<string>> EndedAmongAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>All sessions of a person.</summary>
    Task<IReadOnlyList<PortalSession>> OfPersonAsync(string personId, CancellationToken cancellationToken);
}

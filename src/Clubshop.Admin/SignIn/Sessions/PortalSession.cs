using Clubshop.Admin.Staff;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.SignIn.Sessions;

/// <summary>
/// One signed-in browser, created only after every factor was passed. It holds no tokens: a leaked copy lets nobody act as the person.
/// </summary>
public sealed record PortalSession
{
    /// <summary>SHA-256 of the cookie's value (Base64Url): knowing it is not enough to sign in.</summary>
    public required string Key { get; init; }

    /// <summary>The person's <c>sub</c>.</summary>
    public required string PersonId { get; init; }

    /// <summary>The pool's user name of the person, for Cognito operations.</summary>
    public required string UserName { get; init; }

    /// <summary>The e-mail address the person signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>The name shown to others.</summary>
    public required string Name { get; init; }

    /// <summary>The role in force, from <c>cognito:groups</c>; null without a group.</summary>
    public required Role? Role { get; init; }

    /// <summary>When the person signed in, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last activity of the person, UTC; stored at most once a minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When it ends in any case, UTC.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>When its tokens have to be renewed, UTC: the role is then read again, and Cognito confirms that the person may still sign in.</summary>
    public required DateTimeOffset TokensUntil { get; init; }

    /// <summary>Browser and system in words, for the list of own sessions.</summary>
    public required string Browser { get; init; }

    /// <summary>The address it was started from.</summary>
    public string? Address { get; init; }

    /// <summary>When it was read from or written to the durable store, UTC; decides how long it is trusted.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Counts the writes of its row, for conditional writes.</summary>
    public long Version { get; init; }
}

/// <summary>A session with its person.</summary>
/// <param name="Session">The session.</param>
/// <param name="Actor">The person with the present assignments; without address and protocol, which belong to a request.</param>
public sealed record SignedInPerson(PortalSession Session, Actor Actor);

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    /// <summary>The person signed out.</summary>
    SignedOut,

    /// <summary>Somebody or Cognito ended it.</summary>
    Revoked,

    /// <summary>No activity for <see cref="SignInOptions.IdleMinutes"/>.</summary>
    Idle,

    /// <summary>Older than <see cref="SignInOptions.SessionHours"/>.</summary>
    Expired,
}

/// <summary>
/// Where sessions are stored. The durable store is DynamoDB (<see cref="DynamoSessionStore"/>); the shared cache stands in front of it
/// (<see cref="CachedSessionStore"/>) and never sees tokens.
/// </summary>
public interface ISessionStore
{
    /// <summary>Stores a new session and its tokens.</summary>
    Task CreateAsync(PortalSession session, Tokens tokens, CancellationToken cancellationToken);

    /// <summary>The session as stored now, or null.</summary>
    Task<PortalSession?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes a changed session over the version that was read.</summary>
    /// <returns>The session as written; null when it has ended or another request wrote it first: read it again.</returns>
    Task<PortalSession?> UpdateAsync(PortalSession session, CancellationToken cancellationToken);

    /// <summary>The session's tokens; null when it has ended or they can no longer be decrypted.</summary>
    Task<Tokens?> TokensAsync(string key, CancellationToken cancellationToken);

    /// <summary>Replaces the session's tokens.</summary>
    Task ReplaceTokensAsync(PortalSession session, Tokens tokens, CancellationToken cancellationToken);

    /// <summary>Removes the session, if it still exists.</summary>
    Task DeleteAsync(PortalSession session, CancellationToken cancellationToken);

    /// <summary>Which of these sessions are known to have ended in any instance, without asking the durable store; unknown ones are left out.</summary>
    Task<IReadOnlyList<string>> EndedAmongAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>All sessions of a person.</summary>
    Task<IReadOnlyList<PortalSession>> OfPersonAsync(string personId, CancellationToken cancellationToken);
}

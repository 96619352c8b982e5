using System.Collections.Concurrent;
using Clubshop.Admin.Common;
using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.SignIn.Sessions;

/// <summary>
/// Renews the tokens of a session when they expire, one call at a time per session: with rotation, a refresh token works once.
/// This is also how changes made in Cognito arrive here: a removed group, a disabled person.
/// </summary>
public sealed partial class SessionRefresh(SignInFlow flow, WriteUnit writes, TimeProvider time, ILogger<SessionRefresh> logger)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Lazy<Task<PortalSession?>>> _running = new();

    /// <summary>The session with new tokens and the present role; unchanged when Cognito is unavailable; null when Cognito ended it.</summary>
    public async Task<PortalSession?> RenewAsync(ISessionStore store, PortalSession session, CancellationToken cancellationToken)
    {
        // Without the caller's token: others who wait for the same call did not cancel.
        var running = _running.GetOrAdd(session.Key, _ => new(() => RenewOnceAsync(store, session)));
        try
        {
            return await running.Value.WaitAsync(cancellationToken);
        }
        finally
        {
            if (running.Value.IsCompleted)
                _running.TryRemove(new(session.Key, running));
        }
    }

    private async Task<PortalSession?> RenewOnceAsync(ISessionStore store, PortalSession session)
    {
        var none = CancellationToken.None;
        if (await store.TokensAsync(session.Key, none) is not { } tokens)
            return null;

        try
        {
            switch (await flow.RefreshAsync(tokens, none))
            {
                case AccountStep.Refreshed(var renewed):
                    await store.ReplaceTokensAsync(session, renewed, none);
                    var changed = session with
                    {
                        Role = Roles.Of(renewed.Identity.Groups),
                        Email = renewed.Identity.Email ?? session.Email,
                        Name = SessionService.NameOf(renewed.Identity),
                        TokensUntil = renewed.ExpiresAt,
                    };

                    // Written by another request at the same moment: its version counts, and the next check renews again if needed.
                    return await store.UpdateAsync(changed, none) ?? await store.FindAsync(session.Key, none);
                case AccountStep.Refused { Reason: RefusalReason.LimitExceeded }:
                    return Later(session);
                case AccountStep.Refused(var reason, _):
                    LogRefused(session.PersonId, reason);
                    await writes.RecordAsync(
                        Actor.System, Ids.New(time), new(SignInActions.EndSession, "staff", session.PersonId, session.Name) { Note = "The sign-in service: " + Account.RefusalLabels.Of(reason) }, none);
                    return null;
                default:
                    throw new InvalidOperationException("Cognito answered a refresh with an unexpected step.");
            }
        }
        catch (CognitoUnavailableException exception)
        {
            LogUnavailable(exception);
            return Later(session);
        }
    }

    /// <summary>Keeps the session for another minute: people can work on while Cognito is unavailable.</summary>
    private PortalSession Later(PortalSession session) => session with { TokensUntil = time.GetUtcNow() + AfterFailure };

    [LoggerMessage(EventId = 1109, Level = LogLevel.Information, Message = "Cognito ended the session of {PersonId}: {Reason}")]
    private partial void LogRefused(string personId, RefusalReason reason);

    [LoggerMessage(EventId = 1110, Level = LogLevel.Warning, Message = "Tokens could not be renewed; the next attempt is in a minute")]
    private partial void LogUnavailable(Exception exception);
}

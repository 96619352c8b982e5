using System.Collections.Concurrent;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Renews the tokens of a session when they run out, one call at a time per session: with rotation a refresh token serves once.
/// That is also how a change made in Cognito itself arrives here: groups taken away, the person disabled.
/// </summary>
public sealed partial class SessionRefresh(SignInFlow flow, WriteUnit writes, TimeProvider time, ILogger<SessionRefresh> logger)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Lazy<Task<PortalSession?>>> _running = new();

    /// <summary>The session with new tokens and today's role; as it was when Cognito cannot be asked; null when Cognito ended it.</summary>
    public async Task<PortalSession?> RenewAsync(ISessionStore store, PortalSession session, CancellationToken cancellationToken)
    {
        // Not given the caller's token: the others who wait for the same answer did not cancel.
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
                        Name = Sessions.NameOf(renewed.Identity),
                        TokensUntil = renewed.ExpiresAt,
                    };

                    // Written by somebody else in the same moment: what they wrote counts, and the next look renews again if need be.
                    return await store.UpdateAsync(changed, none) ?? await store.FindAsync(session.Key, none);
                case AccountStep.Refused { Reason: RefusalReason.LimitExceeded }:
                    return Later(session);
                case AccountStep.Refused(var reason, _):
                    LogRefused(session.PersonId, reason);
                    await writes.RecordAsync(
                        Actor.System, Ids.New(time), new(SignInActions.EndSession, "staff", session.PersonId, session.Name) { Note = "Cognito: " + Account.RefusalLabels.Of(reason) }, none);
                    return null;
                default:
                    throw new InvalidOperationException("A refresh came to a step that is none of a refresh.");
            }
        }
        catch (CognitoUnavailableException exception)
        {
            LogUnavailable(exception);
            return Later(session);
        }
    }

    /// <summary>Lets the session be for a minute: people go on working while Cognito is away.</summary>
    private PortalSession Later(PortalSession session) => session with { TokensUntil = time.GetUtcNow() + AfterFailure };

    [LoggerMessage(EventId = 1109, Level = LogLevel.Information, Message = "Cognito ended the session of {PersonId}: {Reason}")]
    private partial void LogRefused(string personId, RefusalReason reason);

    [LoggerMessage(EventId = 1110, Level = LogLevel.Warning, Message = "Tokens could not be renewed now; tried again in a minute")]
    private partial void LogUnavailable(Exception exception);
}

using Clubshop.Admin.Common;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Account;

/// <summary>A new authenticator that is not confirmed yet.</summary>
/// <param name="SetupKey">Base32; a secret.</param>
public sealed record NewAuthenticator(string SetupKey)
{
    /// <summary>Without the secret: it may end up in a log.</summary>
    public override string ToString() => nameof(NewAuthenticator);
}

/// <summary>One's own sessions, the most recently used first.</summary>
/// <param name="Sessions">The sessions.</param>
public sealed record OwnSessions(IReadOnlyList<PortalSession> Sessions);

/// <summary>When one's own password was set and expires.</summary>
/// <param name="SetAt">When it was set or first seen, UTC; null when unknown.</param>
/// <param name="DueAt">When it expires, UTC; null when passwords do not expire.</param>
/// <param name="Soon">Whether that is soon (<see cref="PasswordAge.WarnDays"/>).</param>
public sealed record PasswordState(DateTimeOffset? SetAt, DateTimeOffset? DueAt, bool Soon);

/// <summary>Operations on one's own account: every call concerns only the actor.</summary>
public sealed class AccountService
{
    private readonly SignInFlow _flow;
    private readonly SessionService _sessions;
    private readonly StaffTimes _times;
    private readonly PasswordAge _age;
    private readonly WriteUnit _writes;
    private readonly SignInLimits _limits;
    private readonly IOptions<StaffOptions> _staff;
    private readonly TimeProvider _time;

    internal AccountService(
        SignInFlow flow, SessionService sessions, StaffTimes times, PasswordAge age, WriteUnit writes, SignInLimits limits, IOptions<StaffOptions> staff,
        TimeProvider time) =>
        (_flow, _sessions, _times, _age, _writes, _limits, _staff, _time) = (flow, sessions, times, age, writes, limits, staff, time);

    /// <summary>When the password was set and expires.</summary>
    public async Task<Result<PasswordState>> PasswordAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return refused;

        var setAt = (await _times.OfAsync(actor.Id, cancellationToken)).Password;
        return new PasswordState(setAt, _age.DueAt(setAt), _age.ExpiresSoon(setAt));
    }

    /// <summary>Changes the password; Cognito's policy decides. All other sessions end, because somebody else may know the old password.</summary>
    /// <param name="actor">The person.</param>
    /// <param name="session">The key of the present session, which stays.</param>
    /// <param name="current">The current password.</param>
    /// <param name="next">The new password.</param>
    /// <param name="again">The new password again.</param>
    /// <param name="cancellationToken">Observed until Cognito is called.</param>
    /// <returns>The problems by field; empty when done.</returns>
    /// <exception cref="CognitoUnavailableException">Cognito is unavailable.</exception>
    public async Task<IReadOnlyList<Problem>> ChangePasswordAsync(
        Actor actor, string session, string current, string next, string again, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return [refused];
        if (current.Length == 0)
            return [new("missing", L["Type your current password."], "CurrentPassword")];
        if (PasswordRules.Check(_staff.Value, next) is { } unmet)
            return [new("weak", unmet, "NewPassword")];
        if (next != again)
            return [new("differ", L["The two new passwords are not the same. Type the new password again."], "Again")];
        if (await TokenAsync(session, cancellationToken) is not { } token)
            return [SessionEnded()];

        var operationId = Ids.New(_time);
        return await TryAsync(actor, async attempt =>
        {
            await RecordAsync(actor, operationId, AuditAttributes.AskMark + AccountLabels.ChangePassword, null);
            if (await _flow.ChangePasswordAsync(token, current, next, CancellationToken.None) is not AccountStep.Refused(var reason, var detail))
                return null;

            await RefuseAsync(attempt, reason, () => RecordAsync(actor, operationId + AuditAttributes.EndMark, "refuse-" + AccountLabels.ChangePassword, RefusalLabels.Of(reason)));
            return AccountLabels.ProblemOf(reason, detail);
        }, cancellationToken) is { } problem ? [problem] : await ChangedPasswordAsync(actor, operationId, session);
    }

    private async Task<IReadOnlyList<Problem>> ChangedPasswordAsync(Actor actor, string operationId, string session)
    {
        await RecordAsync(actor, operationId + AuditAttributes.EndMark, AccountLabels.ChangePassword, null);
        await _times.PasswordSetAsync(actor.Id, _time.GetUtcNow(), CancellationToken.None);
        await _sessions.EndAllAsync(actor.Id, session, CancellationToken.None);
        return [];
    }

    /// <summary>Requests the key of a new authenticator; the present one works until the new one is confirmed.</summary>
    public async Task<Result<NewAuthenticator>> BeginAuthenticatorAsync(Actor actor, string session, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return refused;
        if (await TokenAsync(session, cancellationToken) is not { } token)
            return SessionEnded();

        return await _flow.BeginReplacementAsync(token, cancellationToken) switch
        {
            AccountStep.KeyIssued(var key) => new NewAuthenticator(key),
            AccountStep.Refused(var reason, var detail) => AccountLabels.ProblemOf(reason, detail),
            _ => throw new InvalidOperationException("Cognito answered the start of a replacement with an unexpected step."),
        };
    }

    /// <summary>Confirms the new authenticator with a code; it replaces the present one. All other sessions end.</summary>
    /// <returns>The problem; null when done.</returns>
    public async Task<Problem?> ProveAuthenticatorAsync(Actor actor, string session, string code, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return refused;
        if (CodeReader.Read(code) is not { } digits)
            return new("no-code", SignInService.InvalidCodeFormat, "Code");
        if (await TokenAsync(session, cancellationToken) is not { } token)
            return SessionEnded();

        var operationId = Ids.New(_time);
        var refusal = await TryAsync(actor, async attempt =>
        {
            await RecordAsync(actor, operationId, AuditAttributes.AskMark + AccountLabels.ReplaceAuthenticator, null);
            if (await _flow.VerifyReplacementAsync(token, digits, CancellationToken.None) is not AccountStep.Refused(var reason, var detail))
                return null;

            await RefuseAsync(attempt, reason, () => RecordAsync(actor, operationId + AuditAttributes.EndMark, "refuse-" + AccountLabels.ReplaceAuthenticator, RefusalLabels.Of(reason)));
            return AccountLabels.ProblemOf(reason, detail);
        }, cancellationToken);
        if (refusal is not null)
            return refusal;

        await RecordAsync(actor, operationId + AuditAttributes.EndMark, AccountLabels.ReplaceAuthenticator, null);
        await _times.AuthenticatorProvedAsync(actor.Id, _time.GetUtcNow(), CancellationToken.None);
        await _sessions.EndAllAsync(actor.Id, session, CancellationToken.None);
        return null;
    }

    /// <summary>One's own sessions.</summary>
    public async Task<Result<OwnSessions>> SessionsAsync(Actor actor, CancellationToken cancellationToken) =>
        actor.Refuse(Permission.EnterPortal) is { } refused ? refused : new OwnSessions(await _sessions.OfPersonAsync(actor.Id, cancellationToken));

    /// <summary>Ends one of one's own sessions.</summary>
    /// <returns>The problem; null when it has ended.</returns>
    public async Task<Problem?> EndSessionAsync(Actor actor, string key, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return refused;

        var session = (await _sessions.OfPersonAsync(actor.Id, cancellationToken)).FirstOrDefault(one => one.Key == key);
        if (session is null)
            return null; // already ended, or another person's: the answer must not tell which

        await EndAsync(actor, [session]);
        return null;
    }

    /// <summary>Ends all own sessions except one.</summary>
    /// <returns>The problem; null when they have ended.</returns>
    public async Task<Problem?> EndOthersAsync(Actor actor, string session, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return refused;

        await EndAsync(actor, [.. (await _sessions.OfPersonAsync(actor.Id, cancellationToken)).Where(one => one.Key != session)]);
        return null;
    }

    private async Task EndAsync(Actor actor, IReadOnlyList<PortalSession> ending)
    {
        foreach (var session in ending)
        {
            await _sessions.EndAsync(session, SessionEnd.Revoked, CancellationToken.None);
            await RecordAsync(actor, Ids.New(_time), AccountLabels.EndSession, session.Browser);
        }
    }

    // An open session that somebody finds must not be a way to guess the password: attempts are limited as at sign-in.
    private async Task<Problem?> TryAsync(Actor actor, Func<SignInAttempt, Task<Problem?>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await using var attempt = await _limits.AcquireAsync(new(actor.Address, actor.Protocol ?? "http", null), actor.Email, cancellationToken);
            var problem = await attempt.CallAsync(() => ask(attempt));
            if (problem is null)
                await attempt.ReleaseAsync();

            return problem;
        }
        catch (TooManyAttemptsException tooMany)
        {
            return new("too-many", tooMany.Sentence);
        }
    }

    // A weak new password is not a guess.
    private static async Task RefuseAsync(SignInAttempt attempt, RefusalReason reason, Func<Task> record)
    {
        if (reason is RefusalReason.WrongCredentials or RefusalReason.CodeWrong or RefusalReason.CodeUsed or RefusalReason.CodeExpired)
        {
            await attempt.FailedAsync();
        }
        else
        {
            await attempt.ReleaseAsync();
        }

        await record();
    }

    private async Task<string?> TokenAsync(string session, CancellationToken cancellationToken) =>
        await _sessions.FindAsync(session, active: true, cancellationToken) is null ? null : (await _sessions.TokensAsync(session, cancellationToken))?.AccessToken;

    private Task RecordAsync(Actor actor, string token, string action, string? note) =>
        _writes.RecordAsync(actor, token, new(action, "staff", actor.Id, actor.Name) { Note = note }, CancellationToken.None);

    private static Problem SessionEnded() => new("session-over", L["Your session has ended. Sign in again to continue."]);
}

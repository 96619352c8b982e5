using Clubshop.Admin.Common;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Account;

/// <summary>A new authenticator that is not proved yet.</summary>
/// <param name="SetupKey">Base32; a secret.</param>
public sealed record NewAuthenticator(string SetupKey)
{
    /// <summary>Names no secret: it may end in a log.</summary>
    public override string ToString() => nameof(NewAuthenticator);
}

/// <summary>One's own sessions, the latest used first.</summary>
/// <param name="Sessions">The sessions.</param>
public sealed record OwnSessions(IReadOnlyList<PortalSession> Sessions);

/// <summary>When one's own password was set and has to be changed.</summary>
/// <param name="SetAt">When it was set, or first seen, UTC; null when not known.</param>
/// <param name="DueAt">When another is asked for, UTC; null where passwords have no age.</param>
/// <param name="Soon">Whether that is near (<see cref="PasswordAge.WarnDays"/>).</param>
public sealed record PasswordState(DateTimeOffset? SetAt, DateTimeOffset? DueAt, bool Soon);

/// <summary>What a person does with their own account; every call is about the actor alone.</summary>
public sealed class AccountService
{
    private readonly SignInFlow _flow;
    private readonly Sessions _sessions;
    private readonly StaffTimes _times;
    private readonly PasswordAge _age;
    private readonly WriteUnit _writes;
    private readonly SignInLimits _limits;
    private readonly IOptions<StaffOptions> _staff;
    private readonly TimeProvider _time;

    internal AccountService(
        SignInFlow flow, Sessions sessions, StaffTimes times, PasswordAge age, WriteUnit writes, SignInLimits limits, IOptions<StaffOptions> staff,
        TimeProvider time) =>
        (_flow, _sessions, _times, _age, _writes, _limits, _staff, _time) = (flow, sessions, times, age, writes, limits, staff, time);

    /// <summary>When the password was set and has to be changed.</summary>
    public async Task<Result<PasswordState>> PasswordAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return refused;

        var setAt = (await _times.OfAsync(actor.Id, cancellationToken)).Password;
        return new PasswordState(setAt, _age.DueAt(setAt), _age.IsSoon(setAt));
    }

    /// <summary>Changes the password; Cognito's policy has the last word. Every other session ends: passwords are also changed because somebody knows them.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="session">The key of the session that asks.</param>
    /// <param name="current">The present password.</param>
    /// <param name="next">The new one.</param>
    /// <param name="again">The new one once more.</param>
    /// <param name="cancellationToken">Heeded until Cognito is asked.</param>
    /// <returns>Why not, by field; empty when it is done.</returns>
    /// <exception cref="CognitoUnavailableException">Cognito cannot be asked.</exception>
    public async Task<IReadOnlyList<Problem>> ChangePasswordAsync(
        Actor actor, string session, string current, string next, string again, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return [refused];
        if (current.Length == 0)
            return [new("missing", "Type the password you have now.", "CurrentPassword")];
        if (PasswordRules.Lacking(_staff.Value, next) is { } lacking)
            return [new("weak", lacking, "NewPassword")];
        if (next != again)
            return [new("differ", "The two new passwords differ. Type the new one twice, the same each time.", "Again")];
        if (await TokenAsync(session, cancellationToken) is not { } token)
            return [Over()];

        var deed = Ids.New(_time);
        return await TryAsync(actor, async tried =>
        {
            await RecordAsync(actor, deed, AuditAttributes.AskMark + AccountLabels.ChangePassword, null);
            if (await _flow.ChangePasswordAsync(token, current, next, CancellationToken.None) is not AccountStep.Refused(var reason, var detail))
                return null;

            await RefuseAsync(tried, reason, () => RecordAsync(actor, deed + AuditAttributes.EndMark, "refuse-" + AccountLabels.ChangePassword, RefusalLabels.Of(reason)));
            return AccountLabels.ProblemOf(reason, detail);
        }, cancellationToken) is { } problem ? [problem] : await ChangedPasswordAsync(actor, deed, session);
    }

    private async Task<IReadOnlyList<Problem>> ChangedPasswordAsync(Actor actor, string deed, string session)
    {
        await RecordAsync(actor, deed + AuditAttributes.EndMark, AccountLabels.ChangePassword, null);
        await _times.PasswordSetAsync(actor.Id, _time.GetUtcNow(), CancellationToken.None);
        await _sessions.EndAllAsync(actor.Id, session, CancellationToken.None);
        return [];
    }

    /// <summary>Asks for the key of another authenticator; the present one works until the new one is proved.</summary>
    public async Task<Result<NewAuthenticator>> BeginAuthenticatorAsync(Actor actor, string session, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return refused;
        if (await TokenAsync(session, cancellationToken) is not { } token)
            return Over();

        return await _flow.BeginReplacementAsync(token, cancellationToken) switch
        {
            AccountStep.KeyIssued(var key) => new NewAuthenticator(key),
            AccountStep.Refused(var reason, var detail) => AccountLabels.ProblemOf(reason, detail),
            _ => throw new InvalidOperationException("A replacement began with a step that is none of it."),
        };
    }

    /// <summary>Proves the new authenticator, which replaces the one before. Every other session ends.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public async Task<Problem?> ProveAuthenticatorAsync(Actor actor, string session, string code, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return refused;
        if (CodeReader.Read(code) is not { } digits)
            return new("no-code", SignInService.NoCode, "Code");
        if (await TokenAsync(session, cancellationToken) is not { } token)
            return Over();

        var deed = Ids.New(_time);
        var refusal = await TryAsync(actor, async tried =>
        {
            await RecordAsync(actor, deed, AuditAttributes.AskMark + AccountLabels.ReplaceAuthenticator, null);
            if (await _flow.VerifyReplacementAsync(token, digits, CancellationToken.None) is not AccountStep.Refused(var reason, var detail))
                return null;

            await RefuseAsync(tried, reason, () => RecordAsync(actor, deed + AuditAttributes.EndMark, "refuse-" + AccountLabels.ReplaceAuthenticator, RefusalLabels.Of(reason)));
            return AccountLabels.ProblemOf(reason, detail);
        }, cancellationToken);
        if (refusal is not null)
            return refusal;

        await RecordAsync(actor, deed + AuditAttributes.EndMark, AccountLabels.ReplaceAuthenticator, null);
        await _times.AuthenticatorProvedAsync(actor.Id, _time.GetUtcNow(), CancellationToken.None);
        await _sessions.EndAllAsync(actor.Id, session, CancellationToken.None);
        return null;
    }

    /// <summary>One's own sessions.</summary>
    public async Task<Result<OwnSessions>> SessionsAsync(Actor actor, CancellationToken cancellationToken) =>
        actor.Refuse(Permission.EnterPortal) is { } refused ? refused : new OwnSessions(await _sessions.OfPersonAsync(actor.Id, cancellationToken));

    /// <summary>Ends one of one's own sessions.</summary>
    /// <returns>Why not; null when it is over.</returns>
    public async Task<Problem?> EndSessionAsync(Actor actor, string key, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EnterPortal) is { } refused)
            return refused;

        var session = (await _sessions.OfPersonAsync(actor.Id, cancellationToken)).FirstOrDefault(one => one.Key == key);
        if (session is null)
            return null; // over already, or another person's, which is none of theirs to know

        await EndAsync(actor, [session]);
        return null;
    }

    /// <summary>Ends every session of one's own but one.</summary>
    /// <returns>Why not; null when they are over.</returns>
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

    // A session that somebody found open must not be a way to guess the password: tries wait here as they do at the door.
    private async Task<Problem?> TryAsync(Actor actor, Func<SignInAttempt, Task<Problem?>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await using var tried = await _limits.EnterAsync(new(actor.Address, actor.Protocol ?? "http", null), actor.Email, cancellationToken);
            var problem = await tried.AskAsync(() => ask(tried));
            if (problem is null)
                await tried.GiveBackAsync();

            return problem;
        }
        catch (TooManyTriesException tooMany)
        {
            return new("too-many", tooMany.Sentence);
        }
    }

    // A weak new password is no guess at anything.
    private static async Task RefuseAsync(SignInAttempt tried, RefusalReason reason, Func<Task> record)
    {
        if (reason is RefusalReason.WrongCredentials or RefusalReason.CodeWrong or RefusalReason.CodeUsed or RefusalReason.CodeExpired)
        {
            await tried.FailedAsync();
        }
        else
        {
            await tried.GiveBackAsync();
        }

        await record();
    }

    private async Task<string?> TokenAsync(string session, CancellationToken cancellationToken) =>
        await _sessions.FindAsync(session, active: true, cancellationToken) is null ? null : (await _sessions.TokensAsync(session, cancellationToken))?.AccessToken;

    private Task RecordAsync(Actor actor, string token, string action, string? note) =>
        _writes.RecordAsync(actor, token, new(action, "staff", actor.Id, actor.Name) { Note = note }, CancellationToken.None);

    private static Problem Over() => new("session-over", "Your session is over. Sign in again to go on.");
}

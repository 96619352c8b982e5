using Clubshop.Admin.Account;
using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>Resets a forgotten password. Known and unknown addresses get the same answer after the same time.</summary>
internal sealed class ForgotPasswordService(
    SignInFlow flow, PendingSignIns pendingSignIns, SessionService sessions, SignInAudit audit, SignInLimits limits, AttemptedNames names, StaffTimes times,
    IOptions<SignInOptions> options, IOptions<StaffOptions> staff, TimeProvider time)
{
    /// <summary>The page's address.</summary>
    public const string Address = "/sign-in/forgot";

    /// <summary>Has a code sent.</summary>
    public async Task<SignInOutcome> SendCodeAsync(HttpContext http, string email, CancellationToken cancellationToken)
    {
        var typed = email.Trim();
        if (typed.Length == 0)
            return SignInOutcome.Stay(L["Type the email address you sign in with."]);

        var visitor = Visitor.Of(http);
        await using var attempt = await limits.AcquireAsync(visitor, typed, cancellationToken);
        var minimumDuration = Task.Delay(options.Value.ForgotAnswer, time, cancellationToken);
        await pendingSignIns.DropAsync(http, cancellationToken);
        var step = await attempt.CallAsync(() => flow.ForgotAsync(typed, cancellationToken));
        var note = step is AccountStep.Refused(var reason, _) ? RefusalLabels.Of(reason) : "sent, if the account exists";

        // Each request counts as a failure: nobody can tell here whether it helped, and the form would otherwise send unlimited mail.
        await attempt.FailedAsync(() => audit.RecordUnprovenAsync(visitor, SignInActions.AskReset, typed, note));
        await pendingSignIns.KeepAsync(http, new SignInState { Email = typed }, cancellationToken);
        await minimumDuration;
        return SignInOutcome.Go(Address);
    }

    /// <summary>Sets a new password with the code and ends all sessions of the person: somebody else may know the old password.</summary>
    public async Task<SignInOutcome> ResetPasswordAsync(HttpContext http, string code, string password, CancellationToken cancellationToken)
    {
        if (await pendingSignIns.ReadAsync(http, cancellationToken) is not { SignIn: null } state)
            return SignInOutcome.Go(Address);

        if (CodeReader.Read(code) is not { } digits)
            return SignInOutcome.Stay(SignInService.InvalidCodeFormat);
        if (PasswordRules.Check(staff.Value, password) is { } unmet)
            return SignInOutcome.Stay(unmet);

        var visitor = Visitor.Of(http);
        await using var attempt = await limits.AcquireAsync(visitor, state.Email, cancellationToken);
        if (await attempt.CallAsync(() => flow.ConfirmForgotAsync(state.Email, digits, password, cancellationToken)) is AccountStep.Refused(var reason, var detail))
        {
            await attempt.FailedAsync(() => audit.RecordUnprovenAsync(visitor, SignInActions.RefuseReset, state.Email, RefusalLabels.Of(reason)));
            return SignInOutcome.Stay(Sentence(reason, detail));
        }

        await attempt.ReleaseAsync();
        var (person, name) = await names.ResolveAsync(state.Email, CancellationToken.None);
        await audit.RecordAsync(visitor, SignInActions.ResetPassword, person, name, state.Email);
        if (!person.StartsWith(AttemptedNames.Unknown, StringComparison.Ordinal))
            await times.PasswordSetAsync(person, time.GetUtcNow(), CancellationToken.None);
        await sessions.EndAllAsync(person, null, CancellationToken.None);
        await pendingSignIns.DropAsync(http, CancellationToken.None);
        return SignInOutcome.Go(ReturnUrl.ToSignIn(null, SignInReasons.PasswordReset));
    }

    private static string Sentence(RefusalReason reason, string? detail) => reason switch
    {
        RefusalReason.PasswordUsedBefore => L["You have used that password before. Choose one that you have not used here."],
        RefusalReason.PasswordTooWeak => detail is { Length: > 0 }
            ? L[$"The new password is not strong enough: {detail.TrimEnd('.')}."]
            : L["The new password is not strong enough. Check the rules below."],
        _ => L["That code is not valid. Use the newest code within an hour, or request another one below."],
    };
}

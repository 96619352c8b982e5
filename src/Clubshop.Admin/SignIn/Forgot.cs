using Clubshop.Admin.Account;
using Clubshop.Admin.Staff;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>Sets a forgotten password anew. What is asked for is answered alike, and in like time, whoever works here and whoever does not.</summary>
internal sealed class Forgot(
    SignInFlow flow, PendingSignIns steps, Sessions sessions, SignInAudit audit, SignInLimits limits, TypedNames names, StaffTimes times,
    IOptions<SignInOptions> options, IOptions<StaffOptions> staff, TimeProvider time)
{
    /// <summary>The page.</summary>
    public const string Address = "/sign-in/forgot";

    /// <summary>Asks for a code.</summary>
    public async Task<SignInOutcome> AskAsync(HttpContext http, string email, CancellationToken cancellationToken)
    {
        var typed = email.Trim();
        if (typed.Length == 0)
            return SignInOutcome.Stay("Write the email address you sign in with.");

        var visitor = Visitor.Of(http);
        await using var tried = await limits.EnterAsync(visitor, typed, cancellationToken);
        var least = Task.Delay(options.Value.ForgotAnswer, time, cancellationToken);
        await steps.DropAsync(http, cancellationToken);
        var came = await tried.AskAsync(() => flow.ForgotAsync(typed, cancellationToken));
        var note = came is AccountStep.Refused(var reason, _) ? RefusalLabels.Of(reason) : "sent, if there is such an account";

        // Whether it helped anybody cannot be known here: asking counts as a failure, or the form would send mail without end.
        await tried.FailedAsync(() => audit.RecordUnprovedAsync(visitor, SignInActions.AskReset, typed, note));
        await steps.KeepAsync(http, new SignInState { Email = typed }, cancellationToken);
        await least;
        return SignInOutcome.Go(Address);
    }

    /// <summary>Sets the password with the code. Every session of the person ends: a password is also set anew because somebody else knows it.</summary>
    public async Task<SignInOutcome> SetAsync(HttpContext http, string code, string password, CancellationToken cancellationToken)
    {
        if (await steps.ReadAsync(http, cancellationToken) is not { SignIn: null } step)
            return SignInOutcome.Go(Address);

        if (CodeReader.Read(code) is not { } digits)
            return SignInOutcome.Stay(SignInService.NoCode);
        if (PasswordRules.Lacking(staff.Value, password) is { } lacking)
            return SignInOutcome.Stay(lacking);

        var visitor = Visitor.Of(http);
        await using var tried = await limits.EnterAsync(visitor, step.Email, cancellationToken);
        if (await tried.AskAsync(() => flow.ConfirmForgotAsync(step.Email, digits, password, cancellationToken)) is AccountStep.Refused(var reason, var detail))
        {
            await tried.FailedAsync(() => audit.RecordUnprovedAsync(visitor, SignInActions.RefuseReset, step.Email, RefusalLabels.Of(reason)));
            return SignInOutcome.Stay(Sentence(reason, detail));
        }

        await tried.GiveBackAsync();
        var (person, name) = await names.WhoAsync(step.Email, CancellationToken.None);
        await audit.RecordAsync(visitor, SignInActions.ResetPassword, person, name, step.Email);
        if (!person.StartsWith(TypedNames.Unknown, StringComparison.Ordinal))
            await times.PasswordSetAsync(person, time.GetUtcNow(), CancellationToken.None);
        await sessions.EndAllAsync(person, null, CancellationToken.None);
        await steps.DropAsync(http, CancellationToken.None);
        return SignInOutcome.Go(ReturnUrl.ToSignIn(null, Reasons.PasswordReset));
    }

    private static string Sentence(RefusalReason reason, string? detail) => reason switch
    {
        RefusalReason.PasswordUsedBefore => "You have had that password before. Choose one that you have not used here.",
        RefusalReason.PasswordTooWeak => detail is { Length: > 0 }
            ? $"The new password is not strong enough: {detail.TrimEnd('.')}."
            : "The new password is not strong enough. Look at the rules and add to it.",
        _ => "That code does not set a password. Use the newest one, within an hour of asking, or ask for another below.",
    };
}

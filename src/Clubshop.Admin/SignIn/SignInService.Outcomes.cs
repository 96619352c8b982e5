using Clubshop.Admin.Account;
using Clubshop.Admin.Staff;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.SignIn;

// What comes of an answer: the next step, a session, or a refusal.
internal sealed partial class SignInService
{
    private async Task<SignInOutcome> GoOnAsync(HttpContext http, SignInState step, SignInStep came, SignInAttempt tried, CancellationToken cancellationToken)
    {
        if (came is SignInStep.SignedIn signedIn)
            came = flow.RequireTotp(signedIn);

        // The key is asked for here and not when its page is opened, so that opening or reloading the page changes nothing.
        if (came is SignInStep.EnrolmentRequired(var toEnrol))
            came = await flow.BeginEnrolmentAsync(toEnrol, cancellationToken);

        switch (came)
        {
            case SignInStep.SignedIn(var tokens, var factors) when factors.HasFlag(Factors.Totp):
                return await WelcomeAsync(http, step, tokens, factors, tried);
            case SignInStep.NewPasswordRequired(var next):
                return await KeepAsync(http, step, next, tried, cancellationToken);
            case SignInStep.EnrolmentStarted(_, var next):
                return await KeepAsync(http, step, next, tried, cancellationToken);
            case SignInStep.CodeRequired(_, _, var next):
                return await KeepAsync(http, step, next, tried, cancellationToken);
            case SignInStep.FactorChoiceRequired(_, var next):
                return await KeepAsync(http, step, next, tried, cancellationToken);
            case SignInStep.Refused refused:
                return await RefuseAsync(http, step, refused, tried);
            default:
                throw new InvalidOperationException("A sign-in without a code of an authenticator came to its end.");
        }
    }

    private async Task<SignInOutcome> KeepAsync(HttpContext http, SignInState step, PendingSignIn next, SignInAttempt tried, CancellationToken cancellationToken)
    {
        await tried.GiveBackAsync();
        await steps.KeepAsync(http, step with { SignIn = next }, cancellationToken);
        return SignInOutcome.Go(AddressOf(next));
    }

    /// <summary>Every factor is passed; a password that is too old is changed before there is a session.</summary>
    private async Task<SignInOutcome> WelcomeAsync(HttpContext http, SignInState step, Tokens tokens, Factors factors, SignInAttempt tried)
    {
        var none = CancellationToken.None;
        var person = tokens.Identity.Sub;
        var now = time.GetUtcNow();
        if (step.SignIn?.Challenge == PendingChallenge.EnrolmentCode)
            await times.AuthenticatorProvedAsync(person, now, none);

        var seen = await times.OfAsync(person, none);
        if (seen.Authenticator is null)
            await times.AuthenticatorProvedAsync(person, now, none); // enrolled elsewhere, or before the portal kept it
        if (seen.Password is null)
            await times.PasswordSetAsync(person, now, none); // its age counts from when the portal first saw it
        if (!age.IsOver(seen.Password))
            return await LetInAsync(http, step, tokens, factors, tried);

        var held = step with { Held = tokens, Passed = factors };
        await tried.GiveBackAsync();
        await steps.KeepAsync(http, held, none);
        return SignInOutcome.Go(AddressOf(held)!);
    }

    private async Task<SignInOutcome> LetInAsync(HttpContext http, SignInState step, Tokens tokens, Factors factors, SignInAttempt tried)
    {
        var visitor = Visitor.Of(http);
        var none = CancellationToken.None;

        // Whoever was signed in here before is signed out: a browser has one session, under a value it did not have before.
        if (RandomKeys.KeyOf(SignInCookies.Read(http, SignInCookies.Session)) is { } old && await sessions.FindAsync(old, active: false, none) is { } before)
            await sessions.EndAsync(before.Session, SessionEnd.SignedOut, none);

        var (value, session) = await sessions.BeginAsync(tokens, visitor, none);
        await audit.RecordAsync(visitor, SignInActions.SignIn, session.PersonId, session.Name, session.Email, $"{RefusalLabels.Of(factors)}; {session.Browser}");
        await names.LearnAsync(step.Email, session.PersonId, session.Name, none);
        await tried.PassedAsync();
        await times.SignedInAsync(session.PersonId, session.CreatedAt, none);
        SignInCookies.Remove(http, SignInCookies.Step);
        SignInCookies.Write(http, SignInCookies.Session, value);
        return SignInOutcome.Go(step.ReturnUrl);
    }

    private async Task<SignInOutcome> RefuseAsync(HttpContext http, SignInState step, SignInStep.Refused refused, SignInAttempt tried)
    {
        var pending = step.SignIn;
        var what = $"{RefusalLabels.Of(pending?.Challenge)}: {RefusalLabels.Of(refused.Reason)}";
        var visitor = Visitor.Of(http);
        await tried.FailedAsync(() => pending is null
            ? audit.RecordUnprovedAsync(visitor, SignInActions.RefuseSignIn, step.Email, what)
            : audit.RecordByIdAsync(visitor, SignInActions.RefuseSignIn, pending.UserName, step.Email, what));

        if (refused.Reason == RefusalReason.TokensNotTrusted)
            LogNotTrusted(refused.Detail);

        if (refused.CanRetry && pending is not null)
        {
            await steps.KeepAsync(http, step with { SignIn = refused.Pending ?? pending }, CancellationToken.None);
            return SignInOutcome.Stay(Sentence(refused));
        }

        SignInCookies.Remove(http, SignInCookies.Step);
        var reason = refused.Reason switch
        {
            RefusalReason.SessionExpired => Reasons.StepExpired,
            RefusalReason.SignInAgain => Reasons.SignInAgain,
            RefusalReason.Locked or RefusalReason.LimitExceeded => Reasons.TooMany,
            RefusalReason.UnsupportedChallenge => Reasons.Unsupported,
            _ => Reasons.NotFinished,
        };
        return SignInOutcome.Go(ReturnUrl.ToSignIn(step.ReturnUrl, reason));
    }

    private static string Sentence(SignInStep.Refused refused) => refused.Reason switch
    {
        RefusalReason.CodeUsed => "That code was used already. Wait for the next one, at most 30 seconds, and type it.",
        RefusalReason.CodeWrong => "That code is not right. Type the newest one; if it keeps failing, set your phone’s clock to automatic.",
        RefusalReason.PasswordUsedBefore => "You have had that password before. Choose one that you have not used here.",
        RefusalReason.PasswordTooWeak => refused.Detail is { Length: > 0 } rule
            ? $"The new password is not strong enough: {rule.TrimEnd('.')}."
            : "The new password is not strong enough. Look at the rules and add to it.",
        _ => "That did not work. Please try once more.",
    };

    [LoggerMessage(EventId = 1106, Level = LogLevel.Critical, Message = "Cognito answered a sign-in with tokens that are not its own: {Detail}")]
    private partial void LogNotTrusted(string? detail);
}

using Clubshop.Admin.Account;
using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.SignIn.Requests;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.SignIn;

// What follows an answer: the next step, a session, or a refusal.
internal sealed partial class SignInService
{
    private async Task<SignInOutcome> ContinueAsync(HttpContext http, SignInState state, SignInStep step, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        if (step is SignInStep.SignedIn signedIn)
            step = flow.RequireTotp(signedIn);

        // The key is requested here and not when its page opens, so that opening or reloading the page changes nothing.
        if (step is SignInStep.EnrolmentRequired(var toEnrol))
            step = await flow.BeginEnrolmentAsync(toEnrol, cancellationToken);

        switch (step)
        {
            case SignInStep.SignedIn(var tokens, var factors) when factors.HasFlag(Factors.Totp):
                return await CompleteAsync(http, state, tokens, factors, attempt);
            case SignInStep.NewPasswordRequired(var next):
                return await KeepAsync(http, state, next, attempt, cancellationToken);
            case SignInStep.EnrolmentStarted(_, var next):
                return await KeepAsync(http, state, next, attempt, cancellationToken);
            case SignInStep.CodeRequired(_, _, var next):
                return await KeepAsync(http, state, next, attempt, cancellationToken);
            case SignInStep.FactorChoiceRequired(_, var next):
                return await KeepAsync(http, state, next, attempt, cancellationToken);
            case SignInStep.Refused refused:
                return await RefuseAsync(http, state, refused, attempt);
            default:
                throw new InvalidOperationException("A sign-in ended without an authenticator's code.");
        }
    }

    private async Task<SignInOutcome> KeepAsync(HttpContext http, SignInState state, PendingSignIn next, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        await attempt.ReleaseAsync();
        await pendingSignIns.KeepAsync(http, state with { SignIn = next }, cancellationToken);
        return SignInOutcome.Go(AddressOf(next));
    }

    /// <summary>Every factor is proved; an expired password is changed before the session starts.</summary>
    private async Task<SignInOutcome> CompleteAsync(HttpContext http, SignInState state, Tokens tokens, Factors factors, SignInAttempt attempt)
    {
        var none = CancellationToken.None;
        var person = tokens.Identity.Sub;
        var now = time.GetUtcNow();
        if (state.SignIn?.Challenge == PendingChallenge.EnrolmentCode)
            await times.AuthenticatorProvedAsync(person, now, none);

        var seen = await times.OfAsync(person, none);
        if (seen.Authenticator is null)
            await times.AuthenticatorProvedAsync(person, now, none); // enrolled elsewhere, or before the portal recorded it
        if (seen.Password is null)
            await times.PasswordSetAsync(person, now, none); // its age counts from when the portal first saw it
        if (!age.IsExpired(seen.Password))
            return await StartSessionAsync(http, state, tokens, factors, attempt);

        var held = state with { Held = tokens, Passed = factors };
        await attempt.ReleaseAsync();
        await pendingSignIns.KeepAsync(http, held, none);
        return SignInOutcome.Go(AddressOf(held)!);
    }

    private async Task<SignInOutcome> StartSessionAsync(HttpContext http, SignInState state, Tokens tokens, Factors factors, SignInAttempt attempt)
    {
        var visitor = Visitor.Of(http);
        var none = CancellationToken.None;

        // A previous session of this browser ends: a browser has one session, under a new value.
        if (RandomKeys.KeyOf(SignInCookies.Read(http, SignInCookies.Session)) is { } old && await sessions.FindAsync(old, active: false, none) is { } before)
            await sessions.EndAsync(before.Session, SessionEnd.SignedOut, none);

        var (value, session) = await sessions.BeginAsync(tokens, visitor, none);
        SignInMeter.CountSession();
        await audit.RecordAsync(visitor, SignInActions.SignIn, session.PersonId, session.Name, session.Email, $"{RefusalLabels.Of(factors)}; {session.Browser}");
        await names.RememberAsync(state.Email, session.PersonId, session.Name, none);
        await attempt.PassedAsync();
        await times.SignedInAsync(session.PersonId, session.CreatedAt, none);
        SignInCookies.Remove(http, SignInCookies.Step);
        SignInCookies.Write(http, SignInCookies.Session, value);
        if (await languages.OfAsync(session.PersonId, none) is { } language)
            LanguageRequests.Remember(http, language);
        return SignInOutcome.Go(state.ReturnUrl);
    }

    private async Task<SignInOutcome> RefuseAsync(HttpContext http, SignInState state, SignInStep.Refused refused, SignInAttempt attempt)
    {
        var pending = state.SignIn;
        var what = $"{RefusalLabels.Of(pending?.Challenge)}: {RefusalLabels.Of(refused.Reason)}";
        var visitor = Visitor.Of(http);
        SignInMeter.CountRefusal(refused.Reason);
        await attempt.FailedAsync(() => pending is null
            ? audit.RecordUnprovenAsync(visitor, SignInActions.RefuseSignIn, state.Email, what)
            : audit.RecordByIdAsync(visitor, SignInActions.RefuseSignIn, pending.UserName, state.Email, what));

        if (refused.Reason == RefusalReason.TokensNotTrusted)
            LogNotTrusted(refused.Detail);

        if (refused.CanRetry && pending is not null)
        {
            await pendingSignIns.KeepAsync(http, state with { SignIn = refused.Pending ?? pending }, CancellationToken.None);
            return SignInOutcome.Stay(Sentence(refused));
        }

        SignInCookies.Remove(http, SignInCookies.Step);
        var reason = refused.Reason switch
        {
            RefusalReason.SessionExpired => SignInReasons.StepExpired,
            RefusalReason.SignInAgain => SignInReasons.SignInAgain,
            RefusalReason.Locked or RefusalReason.LimitExceeded => SignInReasons.TooMany,
            RefusalReason.UnsupportedChallenge => SignInReasons.Unsupported,
            _ => SignInReasons.NotFinished,
        };
        return SignInOutcome.Go(ReturnUrl.ToSignIn(state.ReturnUrl, reason));
    }

    private static string Sentence(SignInStep.Refused refused) => refused.Reason switch
    {
        RefusalReason.CodeUsed => L["That code was already used. Wait up to 30 seconds for the next one and type it."],
        RefusalReason.CodeWrong => L["That code is not correct. Type the newest one. If it keeps failing, set your phone’s clock to automatic."],
        RefusalReason.PasswordUsedBefore => L["You have used that password before. Choose one that you have not used here."],
        RefusalReason.PasswordTooWeak => refused.Detail is { Length: > 0 } rule
            ? L[$"The new password is not strong enough: {rule.TrimEnd('.')}."]
            : L["The new password is not strong enough. Check the rules below."],
        _ => L["That did not work. Try again."],
    };

    [LoggerMessage(EventId = 1106, Level = LogLevel.Critical, Message = "Cognito answered a sign-in with tokens that are not its own: {Detail}")]
    private partial void LogNotTrusted(string? detail);
}

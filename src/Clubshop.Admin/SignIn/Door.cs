using Clubshop.Admin.Staff;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>What a page of the door does next: go to another address, or say something and be answered once more.</summary>
/// <param name="Address">Where to go; null to stay.</param>
/// <param name="Message">What to say when staying.</param>
public sealed record DoorAnswer(string? Address, string? Message)
{
    internal static DoorAnswer Go(string address) => new(address, null);

    internal static DoorAnswer Stay(string message) => new(null, message);
}

/// <summary>
/// Leads a person through a sign-in, one form after the other. Between forms everything is on the server (<see cref="PendingSignIns"/>);
/// at the end, and only after a code of an authenticator, there is a session and its cookie.
/// </summary>
internal sealed partial class Door(
    SignInFlow flow, PendingSignIns steps, Sessions sessions, DoorAudit audit, TypedNames names, IOptions<StaffOptions> staff,
    ILogger<Door> logger)
{
    /// <summary>One sentence for everything that can be wrong before the password is proved: which it is would tell who works here.</summary>
    public const string NotLetIn = "That email and password do not let you in.";

    /// <summary>Proves the password.</summary>
    public async Task<DoorAnswer> PasswordAsync(HttpContext http, string email, string password, string? returnUrl, CancellationToken cancellationToken)
    {
        await steps.DropAsync(http, cancellationToken);
        var typed = email.Trim();
        var step = new DoorStep { Email = typed, ReturnUrl = ReturnUrl.Local(returnUrl) };
        var came = await flow.StartAsync(typed, password, cancellationToken);
        if (came is SignInStep.Refused { Reason: not (RefusalReason.UnsupportedChallenge or RefusalReason.TokensNotTrusted) } refused)
        {
            await audit.RecordUnprovedAsync(Visitor.Of(http), DoorActions.RefuseSignIn, typed, "password: " + refused.Reason);
            return DoorAnswer.Stay(NotLetIn);
        }

        return await GoOnAsync(http, step, came, cancellationToken);
    }

    /// <summary>Sets the password that replaces a temporary one.</summary>
    public async Task<DoorAnswer> NewPasswordAsync(HttpContext http, string password, string again, CancellationToken cancellationToken)
    {
        // What can be said without Cognito is said before the step is used up.
        if (PasswordRules.Lacking(staff.Value, password) is { } lacking)
            return DoorAnswer.Stay(lacking);

        if (password != again)
            return DoorAnswer.Stay("The two passwords differ. Type the new one twice, the same each time.");

        return await AnswerAsync(http, PendingChallenge.NewPassword, pending => flow.AnswerNewPasswordAsync(pending, password, CancellationToken.None),
            (visitor, step) => audit.RecordAsync(visitor, DoorActions.SetPassword, step.SignIn!.UserName, step.Email, step.Email), cancellationToken);
    }

    /// <summary>Proves a new authenticator.</summary>
    public Task<DoorAnswer> EnrolAsync(HttpContext http, string code, CancellationToken cancellationToken) =>
        AnswerAsync(http, PendingChallenge.EnrolmentCode, pending => flow.VerifyEnrolmentAsync(pending, code, CancellationToken.None),
            (visitor, step) => audit.RecordAsync(visitor, DoorActions.Enrol, step.SignIn!.UserName, step.Email, step.Email), cancellationToken);

    /// <summary>Gives a code.</summary>
    public Task<DoorAnswer> CodeAsync(HttpContext http, string code, CancellationToken cancellationToken) =>
        AnswerAsync(http, PendingChallenge.Code, pending => flow.AnswerCodeAsync(pending, code, CancellationToken.None), null, cancellationToken);

    /// <summary>Chooses where the code shall come from.</summary>
    public Task<DoorAnswer> ChooseAsync(HttpContext http, CodeKind kind, CancellationToken cancellationToken) =>
        AnswerAsync(http, PendingChallenge.FactorChoice, pending => flow.ChooseFactorAsync(pending, kind, CancellationToken.None), null, cancellationToken);

    /// <summary>The page on which a step is answered.</summary>
    public static string AddressOf(PendingSignIn pending) => pending.Challenge switch
    {
        PendingChallenge.NewPassword => "/sign-in/new-password",
        PendingChallenge.Enrolment or PendingChallenge.EnrolmentCode => "/sign-in/enrol",
        _ => "/sign-in/code",
    };

    private async Task<DoorAnswer> AnswerAsync(
        HttpContext http, PendingChallenge asked, Func<PendingSignIn, Task<SignInStep>> answer, Func<Visitor, DoorStep, Task>? passed,
        CancellationToken cancellationToken)
    {
        if (await steps.ReadAsync(http, cancellationToken) is not { SignIn: { } waiting })
            return Expired();

        if (waiting.Challenge != asked)
            return DoorAnswer.Go(AddressOf(waiting));

        if (await steps.TakeAsync(http, cancellationToken) is not { SignIn: { } pending } step)
            return Expired();

        // From here the step is used up: what comes of it is kept even when the browser does not wait for the answer.
        try
        {
            var came = await answer(pending);
            if (came is not SignInStep.Refused && passed is not null)
                await passed(Visitor.Of(http), step);

            return await GoOnAsync(http, step, came, CancellationToken.None);
        }
        catch (CognitoUnavailableException)
        {
            await steps.KeepAsync(http, step, CancellationToken.None);
            throw;
        }
    }

    private async Task<DoorAnswer> GoOnAsync(HttpContext http, DoorStep step, SignInStep came, CancellationToken cancellationToken)
    {
        if (came is SignInStep.SignedIn signedIn)
            came = flow.RequireTotp(signedIn);

        // The key is asked for here and not when its page is opened, so that opening or reloading the page changes nothing.
        if (came is SignInStep.EnrolmentRequired(var toEnrol))
            came = await flow.BeginEnrolmentAsync(toEnrol, cancellationToken);

        switch (came)
        {
            case SignInStep.SignedIn(var tokens, var factors) when factors.HasFlag(Factors.Totp):
                return await LetInAsync(http, step, tokens, factors);
            case SignInStep.NewPasswordRequired(var next):
                return await KeepAsync(http, step, next, cancellationToken);
            case SignInStep.EnrolmentStarted(_, var next):
                return await KeepAsync(http, step, next, cancellationToken);
            case SignInStep.CodeRequired(_, _, var next):
                return await KeepAsync(http, step, next, cancellationToken);
            case SignInStep.FactorChoiceRequired(_, var next):
                return await KeepAsync(http, step, next, cancellationToken);
            case SignInStep.Refused refused:
                return await RefuseAsync(http, step, refused);
            default:
                throw new InvalidOperationException("A sign-in without a code of an authenticator came to its end.");
        }
    }

    private async Task<DoorAnswer> KeepAsync(HttpContext http, DoorStep step, PendingSignIn next, CancellationToken cancellationToken)
    {
        await steps.KeepAsync(http, step with { SignIn = next }, cancellationToken);
        return DoorAnswer.Go(AddressOf(next));
    }

    private async Task<DoorAnswer> LetInAsync(HttpContext http, DoorStep step, Tokens tokens, Factors factors)
    {
        var visitor = Visitor.Of(http);
        var none = CancellationToken.None;

        // Whoever was signed in here before is signed out: a browser has one session, under a value it did not have before.
        if (RandomKeys.KeyOf(SignInCookies.Read(http, SignInCookies.Session)) is { } old && await sessions.FindAsync(old, active: false, none) is { } before)
            await sessions.EndAsync(before.Session, SessionEnd.SignedOut, none);

        var (value, session) = await sessions.BeginAsync(tokens, visitor, none);
        await audit.RecordAsync(visitor, DoorActions.SignIn, session.PersonId, session.Name, session.Email, $"{factors}; {session.Browser}");
        await names.LearnAsync(step.Email, session.PersonId, session.Name, none);
        SignInCookies.Remove(http, SignInCookies.Step);
        SignInCookies.Write(http, SignInCookies.Session, value);
        return DoorAnswer.Go(step.ReturnUrl);
    }

    private async Task<DoorAnswer> RefuseAsync(HttpContext http, DoorStep step, SignInStep.Refused refused)
    {
        var pending = step.SignIn;
        var what = pending is null ? "password" : pending.Challenge.ToString();
        if (pending is null)
            await audit.RecordUnprovedAsync(Visitor.Of(http), DoorActions.RefuseSignIn, step.Email, $"{what}: {refused.Reason}");
        else
            await audit.RecordAsync(Visitor.Of(http), DoorActions.RefuseSignIn, pending.UserName, step.Email, step.Email, $"{what}: {refused.Reason}");

        if (refused.Reason == RefusalReason.TokensNotTrusted)
            LogNotTrusted(refused.Detail);

        if (refused.CanRetry && pending is not null)
        {
            await steps.KeepAsync(http, step with { SignIn = refused.Pending ?? pending }, CancellationToken.None);
            return DoorAnswer.Stay(Sentence(refused));
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
        return DoorAnswer.Go(ReturnUrl.ToSignIn(step.ReturnUrl, reason));
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

    [LoggerMessage(Level = LogLevel.Critical, Message = "Cognito answered a sign-in with tokens that are not its own: {Detail}")]
    private partial void LogNotTrusted(string? detail);

    private static DoorAnswer Expired() => DoorAnswer.Go(ReturnUrl.ToSignIn(null, Reasons.StepExpired));
}

using Clubshop.Admin.Account;
using Clubshop.Admin.Staff;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>What a page of the door does next: go to another address, or say something and be answered once more.</summary>
/// <param name="Address">Where to go; null to stay.</param>
/// <param name="Message">What to say when staying.</param>
public sealed record SignInOutcome(string? Address, string? Message)
{
    internal static SignInOutcome Go(string address) => new(address, null);

    internal static SignInOutcome Stay(string message) => new(null, message);
}

/// <summary>
/// Leads a person through a sign-in, one form after the other. Between forms everything is on the server (<see cref="PendingSignIns"/>);
/// at the end, and only after a code of an authenticator, there is a session and its cookie.
/// </summary>
internal sealed partial class SignInService(
    SignInFlow flow, PendingSignIns steps, Sessions sessions, SignInAudit audit, SignInLimits limits, RefusedVisits refusals, TypedNames names, StaffTimes times,
    PasswordAge age,
    IOptions<StaffOptions> staff, IOptions<SignInOptions> options, TimeProvider time, ILogger<SignInService> logger)
{
    /// <summary>One sentence for everything that can be wrong before the password is proved: which it is would tell who works here.</summary>
    public const string NotLetIn = "That email and password do not let you in.";

    /// <summary>Proves the password.</summary>
    public async Task<SignInOutcome> PasswordAsync(HttpContext http, string email, string password, string? returnUrl, CancellationToken cancellationToken)
    {
        await steps.DropAsync(http, cancellationToken);
        var typed = email.Trim();
        var step = new SignInState { Email = typed, ReturnUrl = ReturnUrl.Local(returnUrl) };
        var visitor = Visitor.Of(http);
        if (ReturnUrl.IsElsewhere(returnUrl))
            await refusals.ReturnAsync(visitor);

        await using var tried = await limits.EnterAsync(visitor, typed, cancellationToken);
        var least = Task.Delay(options.Value.RefusedAnswer, time, cancellationToken);
        return await tried.AskAsync(async () =>
        {
            var came = await flow.StartAsync(typed, password, cancellationToken);
            if (came is SignInStep.Refused { Reason: not (RefusalReason.UnsupportedChallenge or RefusalReason.TokensNotTrusted) } refused)
            {
                await tried.FailedAsync(() => audit.RecordUnprovedAsync(visitor, SignInActions.RefuseSignIn, typed, "password: " + RefusalLabels.Of(refused.Reason)));
                await least;
                return SignInOutcome.Stay(NotLetIn);
            }

            return await GoOnAsync(http, step, came, tried, cancellationToken);
        });
    }

    /// <summary>Sets the password that replaces a temporary one.</summary>
    public async Task<SignInOutcome> NewPasswordAsync(HttpContext http, string password, string again, CancellationToken cancellationToken)
    {
        // What can be said without Cognito is said before the step is used up.
        if (PasswordRules.Lacking(staff.Value, password) is { } lacking)
            return SignInOutcome.Stay(lacking);

        if (password != again)
            return SignInOutcome.Stay("The two passwords differ. Type the new one twice, the same each time.");

        return await AnswerAsync(
            http, PendingChallenge.NewPassword, pending => flow.AnswerNewPasswordAsync(pending, password, CancellationToken.None),
            async (visitor, step) =>
            {
                await audit.RecordByIdAsync(visitor, SignInActions.SetPassword, step.SignIn!.UserName, step.Email);
                await times.PasswordSetAsync(step.SignIn.UserName, time.GetUtcNow(), CancellationToken.None);
            },
            cancellationToken);
    }

    /// <summary>Sets the password that replaces one which is too old, with everything else proved.</summary>
    public async Task<SignInOutcome> ChangeOldPasswordAsync(HttpContext http, string current, string password, string again, CancellationToken cancellationToken)
    {
        if (await steps.ReadAsync(http, cancellationToken) is not { Held: { } held } step)
            return Expired();
        if (PasswordRules.Lacking(staff.Value, password) is { } lacking)
            return SignInOutcome.Stay(lacking);
        if (password != again)
            return SignInOutcome.Stay("The two new passwords differ. Type the new one twice, the same each time.");

        var visitor = Visitor.Of(http);
        await using var tried = await limits.EnterAsync(visitor, step.Email, cancellationToken);
        var none = CancellationToken.None;
        switch (await tried.AskAsync(() => flow.ChangePasswordAsync(held.AccessToken, current, password, none)))
        {
            case AccountStep.Refused { Reason: RefusalReason.TokensRevoked or RefusalReason.Disabled }:
                await tried.GiveBackAsync();
                await steps.DropAsync(http, none);
                return SignInOutcome.Go(ReturnUrl.ToSignIn(step.ReturnUrl, Reasons.NotFinished));
            case AccountStep.Refused(var reason, var detail):
                await tried.FailedAsync(() => audit.RecordAsync(
                    visitor, SignInActions.RefuseReset, held.Identity.Sub, Sessions.NameOf(held.Identity), step.Email, "too old: " + RefusalLabels.Of(reason)));
                return SignInOutcome.Stay(reason == RefusalReason.WrongCredentials
                    ? "That is not the password you have now."
                    : Sentence(new SignInStep.Refused(reason, detail)));
        }

        if (await steps.TakeAsync(http, none) is null)
        {
            await tried.GiveBackAsync();
            return Expired();
        }

        await audit.RecordAsync(visitor, SignInActions.SetPassword, held.Identity.Sub, Sessions.NameOf(held.Identity), step.Email, "the one before was too old");
        await times.PasswordSetAsync(held.Identity.Sub, time.GetUtcNow(), none);
        await sessions.EndAllAsync(held.Identity.Sub, null, none);
        return await LetInAsync(http, step, held, step.Passed, tried);
    }

    /// <summary>What is said of something that cannot be a code: nothing was tried.</summary>
    public const string NoCode = "A code is 6 digits. Type the newest one.";

    /// <summary>Proves a new authenticator.</summary>
    public Task<SignInOutcome> EnrolAsync(HttpContext http, string code, CancellationToken cancellationToken) => CodeReader.Read(code) is not { } digits
        ? Task.FromResult(SignInOutcome.Stay(NoCode))
        : AnswerAsync(
            http, PendingChallenge.EnrolmentCode, pending => flow.VerifyEnrolmentAsync(pending, digits, CancellationToken.None),
            (visitor, step) => audit.RecordByIdAsync(visitor, SignInActions.Enrol, step.SignIn!.UserName, step.Email), cancellationToken);

    /// <summary>Gives a code.</summary>
    public Task<SignInOutcome> CodeAsync(HttpContext http, string code, CancellationToken cancellationToken) => CodeReader.Read(code) is not { } digits
        ? Task.FromResult(SignInOutcome.Stay(NoCode))
        : AnswerAsync(http, PendingChallenge.Code, pending => flow.AnswerCodeAsync(pending, digits, CancellationToken.None), null, cancellationToken);

    /// <summary>Chooses where the code shall come from.</summary>
    public Task<SignInOutcome> ChooseAsync(HttpContext http, CodeKind kind, CancellationToken cancellationToken) =>
        AnswerAsync(http, PendingChallenge.FactorChoice, pending => flow.ChooseFactorAsync(pending, kind, CancellationToken.None), null, cancellationToken);

    /// <summary>The page on which a step is answered; null while a password is being set anew.</summary>
    public static string? AddressOf(SignInState step) => step switch
    {
        { Held: not null } => "/sign-in/change-password",
        { SignIn: { } pending } => AddressOf(pending),
        _ => null,
    };

    private static string AddressOf(PendingSignIn pending) => pending.Challenge switch
    {
        PendingChallenge.NewPassword => "/sign-in/new-password",
        PendingChallenge.Enrolment or PendingChallenge.EnrolmentCode => "/sign-in/enrol",
        _ => "/sign-in/code",
    };

    private async Task<SignInOutcome> AnswerAsync(
        HttpContext http, PendingChallenge asked, Func<PendingSignIn, Task<SignInStep>> answer, Func<Visitor, SignInState, Task>? passed,
        CancellationToken cancellationToken)
    {
        if (await steps.ReadAsync(http, cancellationToken) is not { SignIn: { } waiting } before)
            return Expired();

        if (before.Held is not null || waiting.Challenge != asked)
            return SignInOutcome.Go(AddressOf(before)!);

        // Waited for before the step is taken: a browser that gives up meanwhile has lost nothing.
        await using var tried = await limits.EnterAsync(Visitor.Of(http), before.Email, cancellationToken);
        if (await steps.TakeAsync(http, cancellationToken) is not { SignIn: { } pending } step)
        {
            await tried.GiveBackAsync();
            return Expired();
        }

        // From here the step is used up: what comes of it is kept even when the browser does not wait for the answer.
        try
        {
            var came = await answer(pending);
            if (came is not SignInStep.Refused && passed is not null)
                await passed(Visitor.Of(http), step);

            return await GoOnAsync(http, step, came, tried, CancellationToken.None);
        }
        catch (CognitoUnavailableException)
        {
            await tried.GiveBackAsync();
            await steps.KeepAsync(http, step, CancellationToken.None);
            throw;
        }
    }

    private static SignInOutcome Expired() => SignInOutcome.Go(ReturnUrl.ToSignIn(null, Reasons.StepExpired));
}

using Clubshop.Admin.Account;
using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Takes a person through a sign-in, one form after another. Between forms the state is kept on the server (<see cref="PendingSignIns"/>).
/// Only a sign-in with an authenticator's code ends in a session and its cookie.
/// </summary>
internal sealed partial class SignInService(
    SignInFlow flow, PendingSignIns pendingSignIns, SessionService sessions, SignInAudit audit, SignInLimits limits, RefusedRequestAudit refusedRequests, AttemptedNames names, StaffTimes times,
    PasswordAge age, LanguageService languages, IOptions<StaffOptions> staff, IOptions<SignInOptions> options, TimeProvider time, ILogger<SignInService> logger)
{
    /// <summary>The one message for everything that can go wrong before the password is proved: a more exact one would reveal who works here.</summary>
    public static string InvalidCredentials => L["The email or password is not correct."];

    /// <summary>Checks the password.</summary>
    public async Task<SignInOutcome> PasswordAsync(HttpContext http, string email, string password, string? returnUrl, CancellationToken cancellationToken)
    {
        await pendingSignIns.DropAsync(http, cancellationToken);
        var typed = email.Trim();
        var state = new SignInState { Email = typed, ReturnUrl = ReturnUrl.Local(returnUrl) };
        var visitor = Visitor.Of(http);
        if (ReturnUrl.IsElsewhere(returnUrl))
            await refusedRequests.RecordReturnUrlAsync(visitor);

        await using var attempt = await limits.AcquireAsync(visitor, typed, cancellationToken);
        var minimumDuration = Task.Delay(options.Value.RefusedAnswer, time, cancellationToken);
        return await attempt.CallAsync(async () =>
        {
            var step = await flow.StartAsync(typed, password, cancellationToken);
            if (step is SignInStep.Refused { Reason: not (RefusalReason.UnsupportedChallenge or RefusalReason.TokensNotTrusted) } refused)
            {
                SignInMeter.CountRefusal(refused.Reason);
                await attempt.FailedAsync(() => audit.RecordUnprovenAsync(visitor, SignInActions.RefuseSignIn, typed, "password: " + RefusalLabels.Of(refused.Reason)));
                await minimumDuration;
                return SignInOutcome.Stay(InvalidCredentials);
            }

            return await ContinueAsync(http, state, step, attempt, cancellationToken);
        });
    }

    /// <summary>Replaces a temporary password.</summary>
    public async Task<SignInOutcome> NewPasswordAsync(HttpContext http, string password, string again, CancellationToken cancellationToken)
    {
        // Check what can be checked without Cognito before the step is used up.
        if (PasswordRules.Check(staff.Value, password) is { } unmet)
            return SignInOutcome.Stay(unmet);

        if (password != again)
            return SignInOutcome.Stay(L["The two passwords are not the same. Type the new password again."]);

        return await AnswerAsync(
            http, PendingChallenge.NewPassword, pending => flow.AnswerNewPasswordAsync(pending, password, CancellationToken.None),
            async (visitor, state) =>
            {
                await audit.RecordByIdAsync(visitor, SignInActions.SetPassword, state.SignIn!.UserName, state.Email);
                await times.PasswordSetAsync(state.SignIn.UserName, time.GetUtcNow(), CancellationToken.None);
            },
            cancellationToken);
    }

    /// <summary>Replaces a password that has expired, after every factor was proved.</summary>
    public async Task<SignInOutcome> ChangeOldPasswordAsync(HttpContext http, string current, string password, string again, CancellationToken cancellationToken)
    {
        if (await pendingSignIns.ReadAsync(http, cancellationToken) is not { Held: { } held } state)
            return Expired();
        if (PasswordRules.Check(staff.Value, password) is { } unmet)
            return SignInOutcome.Stay(unmet);
        if (password != again)
            return SignInOutcome.Stay(L["The two new passwords are not the same. Type the new password again."]);

        var visitor = Visitor.Of(http);
        await using var attempt = await limits.AcquireAsync(visitor, state.Email, cancellationToken);
        var none = CancellationToken.None;
        switch (await attempt.CallAsync(() => flow.ChangePasswordAsync(held.AccessToken, current, password, none)))
        {
            case AccountStep.Refused { Reason: RefusalReason.TokensRevoked or RefusalReason.Disabled }:
                await attempt.ReleaseAsync();
                await pendingSignIns.DropAsync(http, none);
                return SignInOutcome.Go(ReturnUrl.ToSignIn(state.ReturnUrl, SignInReasons.NotFinished));
            case AccountStep.Refused(var reason, var detail):
                await attempt.FailedAsync(() => audit.RecordAsync(
                    visitor, SignInActions.RefuseReset, held.Identity.Sub, SessionService.NameOf(held.Identity), state.Email, "expired: " + RefusalLabels.Of(reason)));
                return SignInOutcome.Stay(reason == RefusalReason.WrongCredentials
                    ? L["That is not your current password."]
                    : Sentence(new SignInStep.Refused(reason, detail)));
        }

        if (await pendingSignIns.TakeAsync(http, none) is null)
        {
            await attempt.ReleaseAsync();
            return Expired();
        }

        await audit.RecordAsync(visitor, SignInActions.SetPassword, held.Identity.Sub, SessionService.NameOf(held.Identity), state.Email, "the previous one had expired");
        await times.PasswordSetAsync(held.Identity.Sub, time.GetUtcNow(), none);
        await sessions.EndAllAsync(held.Identity.Sub, null, none);
        return await StartSessionAsync(http, state, held, state.Passed, attempt);
    }

    /// <summary>What is said of something that cannot be a code: nothing was attempt.</summary>
    public static string InvalidCodeFormat => L["A code has 6 digits. Type the newest one."];

    /// <summary>Proves a new authenticator with its first code.</summary>
    public Task<SignInOutcome> EnrolAsync(HttpContext http, string code, CancellationToken cancellationToken) => CodeReader.Read(code) is not { } digits
        ? Task.FromResult(SignInOutcome.Stay(InvalidCodeFormat))
        : AnswerAsync(
            http, PendingChallenge.EnrolmentCode, pending => flow.VerifyEnrolmentAsync(pending, digits, CancellationToken.None),
            (visitor, state) => audit.RecordByIdAsync(visitor, SignInActions.Enrol, state.SignIn!.UserName, state.Email), cancellationToken);

    /// <summary>Checks a code.</summary>
    public Task<SignInOutcome> CodeAsync(HttpContext http, string code, CancellationToken cancellationToken) => CodeReader.Read(code) is not { } digits
        ? Task.FromResult(SignInOutcome.Stay(InvalidCodeFormat))
        : AnswerAsync(http, PendingChallenge.Code, pending => flow.AnswerCodeAsync(pending, digits, CancellationToken.None), null, cancellationToken);

    /// <summary>Chooses where the code comes from.</summary>
    public Task<SignInOutcome> ChooseAsync(HttpContext http, CodeKind kind, CancellationToken cancellationToken) =>
        AnswerAsync(http, PendingChallenge.FactorChoice, pending => flow.ChooseFactorAsync(pending, kind, CancellationToken.None), null, cancellationToken);

    /// <summary>The address of the page for this state; null while a forgotten password is being reset.</summary>
    public static string? AddressOf(SignInState state) => state switch
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
        if (await pendingSignIns.ReadAsync(http, cancellationToken) is not { SignIn: { } waiting } before)
            return Expired();

        if (before.Held is not null || waiting.Challenge != asked)
            return SignInOutcome.Go(AddressOf(before)!);

        // Wait before taking the step: a browser that gives up meanwhile has lost nothing.
        await using var attempt = await limits.AcquireAsync(Visitor.Of(http), before.Email, cancellationToken);
        if (await pendingSignIns.TakeAsync(http, cancellationToken) is not { SignIn: { } pending } state)
        {
            await attempt.ReleaseAsync();
            return Expired();
        }

        // From here the step is used up: its outcome is kept even when the browser does not wait for the answer.
        try
        {
            var step = await answer(pending);
            if (step is not SignInStep.Refused && passed is not null)
                await passed(Visitor.Of(http), state);

            return await ContinueAsync(http, state, step, attempt, CancellationToken.None);
        }
        catch (CognitoUnavailableException)
        {
            await attempt.ReleaseAsync();
            await pendingSignIns.KeepAsync(http, state, CancellationToken.None);
            throw;
        }
    }

    private static SignInOutcome Expired() => SignInOutcome.Go(ReturnUrl.ToSignIn(null, SignInReasons.StepExpired));
}

using Clubshop.Aws.Cognito;

namespace Clubshop.Aws.Tests.Embedded;

/// <summary>The flow against the embedded Cognito, which checks every proof: two implementations that share no code.</summary>
public sealed class EmbeddedSignInTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WholeWay_FromInvitationToSecondSignIn_Works(bool secret)
    {
        using var pool = await EmbeddedPool.MakeAsync(secret: secret);
        var userName = await pool.InviteAsync();
        var newPassword = Assert.IsType<SignInStep.NewPasswordRequired>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Temporary));
        Assert.Equal(userName, newPassword.Pending.UserName);
        var weak = Assert.IsType<SignInStep.Refused>(await pool.Flow.AnswerNewPasswordAsync(newPassword.Pending, "lower-case-1"));
        Assert.Equal((RefusalReason.PasswordTooWeak, true), (weak.Reason, weak.CanRetry));
        Assert.Contains("uppercase", weak.Detail, StringComparison.Ordinal);
        var enrol = Assert.IsType<SignInStep.EnrolmentRequired>(
            await pool.Flow.AnswerNewPasswordAsync(weak.Pending!, EmbeddedPool.Password));
        var started = Assert.IsType<SignInStep.EnrolmentStarted>(await pool.Flow.BeginEnrolmentAsync(enrol.Pending));
        var wrong = Assert.IsType<SignInStep.Refused>(
            await pool.Flow.VerifyEnrolmentAsync(started.Pending, pool.WrongCode(started.SecretKey)));
        Assert.Equal((RefusalReason.CodeWrong, true), (wrong.Reason, wrong.CanRetry));
        var done = Assert.IsType<SignInStep.SignedIn>(
            await pool.Flow.VerifyEnrolmentAsync(wrong.Pending!, pool.Code(started.SecretKey)));
        Assert.Equal(Factors.Password | Factors.Totp, done.Passed);
        Assert.Equal((userName, EmbeddedPool.Email), (done.Tokens.Identity.UserName, done.Tokens.Identity.Email));
        Assert.Equal(["Administrators"], done.Tokens.Identity.Groups);

        // The first code of the authenticator is used: the same digits do not work twice.
        var code = Assert.IsType<SignInStep.CodeRequired>(await pool.Flow.StartAsync(EmbeddedPool.Email.ToUpperInvariant(), EmbeddedPool.Password));
        Assert.Equal(CodeKind.Totp, code.Kind);
        var used = Assert.IsType<SignInStep.Refused>(await pool.Flow.AnswerCodeAsync(code.Pending, pool.Code(started.SecretKey)));
        Assert.Equal((RefusalReason.CodeUsed, true), (used.Reason, used.CanRetry));
        pool.Time.Advance(TimeSpan.FromSeconds(30));
        var again = Assert.IsType<SignInStep.SignedIn>(await pool.Flow.AnswerCodeAsync(used.Pending!, pool.Code(started.SecretKey)));
        Assert.Equal(done.Tokens.Identity.Sub, again.Tokens.Identity.Sub);
    }

    [Fact]
    public async Task Passwords_OfEveryKind_ArePassedBySrp()
    {
        using var pool = await EmbeddedPool.MakeAsync("OFF");
        await pool.InviteAsync();
        const int seed = 20261121;
        var random = new Random(seed);
        string[] letters = ["a", "Z", "7", "!", "ü", "П", "र", "😀", "\"", "\\", ":", "ß"];
        for (var i = 0; i < 12; i++)
        {
            var password = "Aa1!aaaa" + string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => letters[random.Next(letters.Length)]));
            await pool.SetPasswordAsync(password);
            var step = await pool.Flow.StartAsync(EmbeddedPool.Email, password);
            Assert.True(step is SignInStep.SignedIn { Passed: Factors.Password }, $"seed {seed}, password {i}: {step}");
            Assert.Equal(
                RefusalReason.WrongCredentials,
                Assert.IsType<SignInStep.Refused>(await pool.Flow.StartAsync(EmbeddedPool.Email, password + "x")).Reason);
        }
    }

    [Fact]
    public async Task UnknownName_AndWrongPassword_ReadTheSame()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        await pool.InviteAsync();
        var wrong = await pool.Flow.StartAsync(EmbeddedPool.Email, "Wr0ng-Horse!");
        var unknown = await pool.Flow.StartAsync("nobody@example.test", "Wr0ng-Horse!");
        Assert.Equal(new SignInStep.Refused(RefusalReason.WrongCredentials), wrong);
        Assert.Equal(wrong, unknown);
    }

    [Fact]
    public async Task WrongPasswords_FiveOfThem_LockForAWhile()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        await pool.InviteAsync();
        var reasons = new List<RefusalReason>();
        for (var i = 0; i < 7; i++)
            reasons.Add(Assert.IsType<SignInStep.Refused>(await pool.Flow.StartAsync(EmbeddedPool.Email, "Wr0ng-Horse!")).Reason);
        Assert.Equal(RefusalReason.WrongCredentials, reasons[0]);
        Assert.Equal(RefusalReason.Locked, reasons[^1]);
        pool.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.IsType<SignInStep.NewPasswordRequired>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Temporary));
    }

    [Fact]
    public async Task Session_LeftForTooLong_StartsAgain()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        var (key, _) = await pool.EnrolAsync();
        var code = Assert.IsType<SignInStep.CodeRequired>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Password));
        pool.Time.Advance(TimeSpan.FromMinutes(20));
        var late = Assert.IsType<SignInStep.Refused>(await pool.Flow.AnswerCodeAsync(code.Pending, pool.Code(key)));
        Assert.Equal((RefusalReason.SessionExpired, false), (late.Reason, late.CanRetry));
    }

    [Fact]
    public async Task Session_AnsweredTwice_IsRefusedTheSecondTime()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        var (key, _) = await pool.EnrolAsync();
        var code = Assert.IsType<SignInStep.CodeRequired>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Password));
        Assert.IsType<SignInStep.SignedIn>(await pool.Flow.AnswerCodeAsync(code.Pending, pool.Code(key)));
        pool.Time.Advance(TimeSpan.FromSeconds(30));
        var replay = Assert.IsType<SignInStep.Refused>(await pool.Flow.AnswerCodeAsync(code.Pending, pool.Code(key)));
        Assert.Equal(RefusalReason.SessionExpired, replay.Reason);
    }

    [Fact]
    public async Task TemporaryPassword_AfterItsTime_IsRefused()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        await pool.InviteAsync();
        pool.Time.Advance(TimeSpan.FromDays(8));
        var refused = Assert.IsType<SignInStep.Refused>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Temporary));
        Assert.Contains(refused.Reason, new[] { RefusalReason.TemporaryPasswordExpired, RefusalReason.WrongCredentials });
    }

    [Fact]
    public async Task Forgot_WithTheSentCode_SetsANewPassword()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        var (key, _) = await pool.EnrolAsync();
        var sent = Assert.IsType<AccountStep.CodeSent>(await pool.Flow.ForgotAsync(EmbeddedPool.Email));
        Assert.Equal(CodeKind.Email, sent.Kind);
        Assert.DoesNotContain("ada@", sent.Destination, StringComparison.Ordinal);
        var code = pool.SentCode();
        var wrongCode = code == "000000" ? "000001" : "000000";
        Assert.Equal(
            new AccountStep.Refused(RefusalReason.CodeWrong), await pool.Flow.ConfirmForgotAsync(EmbeddedPool.Email, wrongCode, "N3w-Horse!!"));
        Assert.Equal(
            new AccountStep.Refused(RefusalReason.PasswordUsedBefore),
            await pool.Flow.ConfirmForgotAsync(EmbeddedPool.Email, code, EmbeddedPool.Password));
        Assert.IsType<AccountStep.Done>(await pool.Flow.ConfirmForgotAsync(EmbeddedPool.Email, code, "N3w-Horse!!"));
        Assert.Equal(
            RefusalReason.WrongCredentials,
            Assert.IsType<SignInStep.Refused>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Password)).Reason);
        await pool.SignInAsync(key, "N3w-Horse!!");
    }

    [Fact]
    public async Task ChangePassword_WithTheOldOne_IsHeldToHistory()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        var (key, signedIn) = await pool.EnrolAsync();
        var token = signedIn.Tokens.AccessToken;
        Assert.Equal(
            new AccountStep.Refused(RefusalReason.WrongCredentials), await pool.Flow.ChangePasswordAsync(token, "Wr0ng-Horse!", "N3w-Horse!!"));
        Assert.Equal(
            new AccountStep.Refused(RefusalReason.PasswordUsedBefore),
            await pool.Flow.ChangePasswordAsync(token, EmbeddedPool.Password, EmbeddedPool.Password));
        Assert.IsType<AccountStep.Done>(await pool.Flow.ChangePasswordAsync(token, EmbeddedPool.Password, "N3w-Horse!!"));
        await pool.SignInAsync(key, "N3w-Horse!!");
    }

    [Fact]
    public async Task Refresh_ThenRevoke_EndsThisSignInAlone()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        var (key, first) = await pool.EnrolAsync();
        var second = await pool.SignInAsync(key);
        await pool.Admin.AdminRemoveUserFromGroupAsync(new()
        {
            UserPoolId = pool.Options.PoolId,
            Username = first.Tokens.Identity.UserName,
            GroupName = "Administrators",
        });
        var refreshed = Assert.IsType<AccountStep.Refreshed>(await pool.Flow.RefreshAsync(first.Tokens));
        Assert.Empty(refreshed.Tokens.Identity.Groups);
        Assert.Equal(first.Tokens.Identity.SignedInAt, refreshed.Tokens.Identity.SignedInAt);

        Assert.IsType<AccountStep.Done>(await pool.Flow.RevokeAsync(refreshed.Tokens.RefreshToken));
        Assert.Equal(new AccountStep.Refused(RefusalReason.TokensRevoked), await pool.Flow.RefreshAsync(refreshed.Tokens));
        Assert.IsType<AccountStep.Refreshed>(await pool.Flow.RefreshAsync(second.Tokens));
    }

    [Fact]
    public async Task SignOutEverywhere_EndsEverySignIn_AndCanBeSaidTwice()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        var (key, first) = await pool.EnrolAsync();
        var second = await pool.SignInAsync(key);
        Assert.IsType<AccountStep.Done>(await pool.Flow.SignOutEverywhereAsync(first.Tokens.AccessToken));
        Assert.IsType<AccountStep.Done>(await pool.Flow.SignOutEverywhereAsync(first.Tokens.AccessToken));
        Assert.Equal(new AccountStep.Refused(RefusalReason.TokensRevoked), await pool.Flow.RefreshAsync(second.Tokens));
        Assert.Equal(
            new AccountStep.Refused(RefusalReason.TokensRevoked),
            await pool.Flow.ChangePasswordAsync(second.Tokens.AccessToken, EmbeddedPool.Password, "N3w-Horse!!"));
    }

    [Fact]
    public async Task Tokens_OfAnotherPool_AreNotTrusted()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        using var other = await EmbeddedPool.MakeAsync();
        var (_, signedIn) = await other.EnrolAsync();
        await Assert.ThrowsAsync<TokenNotTrustedException>(() => pool.Verifier.VerifyIdAsync(signedIn.Tokens.IdToken));
    }
}

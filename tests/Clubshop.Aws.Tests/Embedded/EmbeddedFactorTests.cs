using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Aws.Cognito;

namespace Clubshop.Aws.Tests.Embedded;

/// <summary>What the portal asks beyond the pool, and what administrators do to people meanwhile.</summary>
public sealed class EmbeddedFactorTests
{
    [Fact]
    public async Task OptionalPool_WithoutAuthenticator_EnrolsWithTheTokens()
    {
        using var pool = await EmbeddedPool.MakeAsync("OPTIONAL");
        await pool.InviteAsync();
        await pool.SetPasswordAsync(EmbeddedPool.Password);
        var password = Assert.IsType<SignInStep.SignedIn>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Password));
        Assert.Equal(Factors.Password, password.Passed);
        var enrol = Assert.IsType<SignInStep.EnrolmentRequired>(pool.Flow.RequireTotp(password));
        var started = Assert.IsType<SignInStep.EnrolmentStarted>(await pool.Flow.BeginEnrolmentAsync(enrol.Pending));
        var wrong = Assert.IsType<SignInStep.Refused>(
            await pool.Flow.VerifyEnrolmentAsync(started.Pending, pool.WrongCode(started.SecretKey)));
        Assert.Equal((RefusalReason.CodeWrong, true), (wrong.Reason, wrong.CanRetry));
        var done = Assert.IsType<SignInStep.SignedIn>(await pool.Flow.VerifyEnrolmentAsync(wrong.Pending!, pool.Code(started.SecretKey)));
        Assert.Equal(Factors.Password | Factors.Totp, done.Passed);

        // From now on the pool itself asks for it.
        pool.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await pool.SignInAsync(started.SecretKey)).Passed.HasFlag(Factors.Totp));
    }

    [Fact]
    public async Task OptionalPool_WithAuthenticatorTurnedOff_DoesNotReplaceIt()
    {
        using var pool = await EmbeddedPool.MakeAsync("OPTIONAL");
        await pool.InviteAsync();
        await pool.SetPasswordAsync(EmbeddedPool.Password);
        var signedIn = Assert.IsType<SignInStep.SignedIn>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Password));
        var key = Assert.IsType<AccountStep.KeyIssued>(await pool.Flow.BeginReplacementAsync(signedIn.Tokens.AccessToken)).SecretKey;
        Assert.IsType<AccountStep.Done>(await pool.Flow.VerifyReplacementAsync(signedIn.Tokens.AccessToken, pool.Code(key)));

        // This sign-in was made before the factor was on: it may not enrol another over it.
        var enrol = Assert.IsType<SignInStep.EnrolmentRequired>(pool.Flow.RequireTotp(signedIn));
        var refused = Assert.IsType<SignInStep.Refused>(await pool.Flow.BeginEnrolmentAsync(enrol.Pending));
        Assert.Equal(RefusalReason.SignInAgain, refused.Reason);
        pool.Time.Advance(TimeSpan.FromSeconds(30));
        await pool.SignInAsync(key);
    }

    [Fact]
    public async Task Replacement_OfTheAuthenticator_TakesOverAtTheNextSignIn()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        var (oldKey, signedIn) = await pool.EnrolAsync();
        var newKey = Assert.IsType<AccountStep.KeyIssued>(await pool.Flow.BeginReplacementAsync(signedIn.Tokens.AccessToken)).SecretKey;
        Assert.NotEqual(oldKey, newKey);
        await pool.SignInAsync(oldKey); // not proved yet: the old one goes on
        Assert.IsType<AccountStep.Done>(await pool.Flow.VerifyReplacementAsync(signedIn.Tokens.AccessToken, pool.Code(newKey)));
        pool.Time.Advance(TimeSpan.FromSeconds(30));
        await pool.SignInAsync(newKey);
    }

    [Fact]
    public async Task Disabled_Person_IsOutAtTheNextCall()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        var (_, signedIn) = await pool.EnrolAsync();
        await pool.Admin.AdminDisableUserAsync(new() { UserPoolId = pool.Options.PoolId, Username = EmbeddedPool.Email });
        Assert.IsType<AccountStep.Refused>(await pool.Flow.RefreshAsync(signedIn.Tokens));
        Assert.IsType<SignInStep.Refused>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Password));
        Assert.IsType<AccountStep.Done>(await pool.Flow.SignOutEverywhereAsync(signedIn.Tokens.AccessToken));
    }

    [Fact]
    public async Task Reset_ByAnAdministrator_IsSetAnewWithTheSentCode()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        var (key, _) = await pool.EnrolAsync();
        await pool.Admin.AdminResetUserPasswordAsync(new() { UserPoolId = pool.Options.PoolId, Username = EmbeddedPool.Email });
        var refused = Assert.IsType<SignInStep.Refused>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Password));
        Assert.Contains(refused.Reason, new[] { RefusalReason.ResetRequired, RefusalReason.WrongCredentials });
        Assert.IsType<AccountStep.Done>(await pool.Flow.ConfirmForgotAsync(EmbeddedPool.Email, pool.SentCode(), "N3w-Horse!!"));
        await pool.SignInAsync(key, "N3w-Horse!!");
    }

    [Fact]
    public async Task LostAuthenticator_DeletedByAnAdministrator_IsEnrolledAnew()
    {
        using var pool = await EmbeddedPool.MakeAsync();
        await pool.EnrolAsync();
        await pool.Admin.AdminDeleteSoftwareTokenAsync(new() { UserPoolId = pool.Options.PoolId, Username = EmbeddedPool.Email });
        var user = await pool.Admin.AdminGetUserAsync(new AdminGetUserRequest { UserPoolId = pool.Options.PoolId, Username = EmbeddedPool.Email });
        Assert.DoesNotContain("SOFTWARE_TOKEN_MFA", user.UserMFASettingList ?? []);
        Assert.IsType<SignInStep.EnrolmentRequired>(await pool.Flow.StartAsync(EmbeddedPool.Email, EmbeddedPool.Password));
    }
}

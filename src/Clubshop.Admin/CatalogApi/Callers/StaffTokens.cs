using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.CatalogApi.Callers;

/// <summary>
/// Who a Cognito access token of the staff pool is for. Signature, issuer, client, use and time are checked here; that it was not revoked, and how the
/// person signs in, Cognito is asked (<c>GetUser</c> with the token itself); role and clubs are those of now, not those of the token. What was found
/// is trusted for as long as a session is (<see cref="SignInOptions.RecheckSeconds"/>).
/// </summary>
internal sealed class StaffTokens(
    [FromKeyedServices(SignInSetup.StaffPool)] TokenVerifier verifier, IAmazonCognitoIdentityProvider cognito, ICurrentStaff staff,
    IOptions<CatalogApiOptions> options, IOptions<SignInOptions> signIn, TimeProvider time)
{
    private const int MaxKnown = 10_000;

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>The person, without address and protocol; null where the token is not to be trusted or no longer.</summary>
    /// <exception cref="CognitoUnavailableException">Cognito could not be asked.</exception>
    public async Task<Actor?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        AccessClaims claims;
        try
        {
            claims = await verifier.VerifyAccessAsync(token, [.. options.Value.StaffClients], cancellationToken);
        }
        catch (TokenNotTrustedException)
        {
            return null;
        }

        var key = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
        var now = time.GetUtcNow();
        if (_known.TryGetValue(key, out var known) && now - known.At < signIn.Value.Recheck)
            return known.Person;

        var person = await FindAsync(token, claims, cancellationToken);
        if (_known.Count >= MaxKnown)
            DropOld(now);
        _known[key] = new(person, now);
        return person;
    }

    private async Task<Actor?> FindAsync(string token, AccessClaims claims, CancellationToken cancellationToken)
    {
        try
        {
            var user = await cognito.GetUserAsync(new() { AccessToken = token }, cancellationToken);
            return SignInProof.Proves(claims, user.UserMFASettingList ?? [], user.PreferredMfaSetting) ? await staff.FindAsync(claims.Sub, cancellationToken) : null;
        }
        catch (Exception refused) when (refused is NotAuthorizedException or UserNotFoundException or UserNotConfirmedException or PasswordResetRequiredException)
        {
            return null;
        }
        catch (Exception lost) when (lost is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException)
        {
            throw new CognitoUnavailableException("Cognito could not be asked about an access token.", lost);
        }
    }

    private void DropOld(DateTimeOffset now)
    {
        foreach (var (key, known) in _known)
        {
            if (now - known.At >= signIn.Value.Recheck)
                _known.TryRemove(key, out _);
        }

        if (_known.Count >= MaxKnown)
            _known.Clear();
    }

    private sealed record Known(Actor? Person, DateTimeOffset At);
}

/// <summary>
/// Whether a token comes from a sign-in with an authenticator. Most access tokens do not say by which factors (<c>amr</c> is new and not everywhere), so
/// it is concluded: the account has an authenticator, and it is the factor that Cognito asks for, which with a pool that requires a second factor leaves
/// no other sign-in. Pure.
/// </summary>
internal static class SignInProof
{
    private const string Authenticator = "SOFTWARE_TOKEN_MFA";

    /// <summary>Whether it does.</summary>
    /// <param name="claims">The verified claims.</param>
    /// <param name="factors">The factors that the account has now.</param>
    /// <param name="preferred">The one that Cognito asks for; null without a preference.</param>
    public static bool Proves(AccessClaims claims, IReadOnlyList<string> factors, string? preferred)
    {
        if (claims.Methods is { } methods && !methods.Contains("mfa", StringComparer.Ordinal))
            return false;

        // Without a preference Cognito lets people with several factors choose.
        return factors.Contains(Authenticator, StringComparer.Ordinal) && (preferred == Authenticator || (preferred is null && factors.Count == 1));
    }
}

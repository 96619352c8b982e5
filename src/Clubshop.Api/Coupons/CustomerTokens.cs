using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Clubshop.Api.Tables;
using Clubshop.Aws;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Coupons;

/// <summary>
/// Says which customer a token is: an access token of the customer pool for the app's client, signed by the pool, not expired. And Cognito is asked
/// (GetUser, with the token itself, so this server needs no rights in Cognito) whether it still holds: a customer who was disabled, deleted or signed out
/// everywhere has no token that does. What Cognito said is believed for <see cref="CustomerOptions.CustomerRecheck"/>. Of many requests with one token at
/// the same time one asks, and the others wait for its answer.
/// </summary>
internal sealed class CustomerTokens : IDisposable
{
    private const int MostKept = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly IAmazonCognitoIdentityProvider _cognito;
    private readonly TokenVerifier _verifier;
    private readonly TimeSpan _recheck;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _asking = new(StringComparer.Ordinal);

    public CustomerTokens(AwsClients aws, IOptions<CustomerOptions> options, IOptions<AwsOptions> awsOptions, TimeProvider time)
    {
        _cognito = aws.Cognito;
        _time = time;
        _recheck = options.Value.CustomerRecheck;
        _verifier = aws.CreateTokenVerifier(new UserPoolOptions(awsOptions.Value.RegionInEffect, options.Value.CustomerUserPoolId, options.Value.CustomerUserPoolClientId));
    }

    /// <summary>The <c>sub</c> of the customer whose token it is; null if it is not to be trusted, for whatever reason.</summary>
    /// <exception cref="BusyException">Cognito does not answer.</exception>
    public async Task<string?> CustomerOfAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            var claims = await _verifier.VerifyAccessAsync(token, cancellationToken);
            return await HoldsAsync(token, cancellationToken) ? claims.Sub : null;
        }
        catch (TokenNotTrustedException)
        {
            return null;
        }
        catch (CognitoUnavailableException failure)
        {
            throw new BusyException("Cognito's keys cannot be read.", failure);
        }
    }

    /// <summary>Lets go of answers that are too old to be believed.</summary>
    public void Sweep()
    {
        foreach (var (hash, known) in _known)
        {
            if (_time.GetElapsedTime(known.AskedAt) >= _recheck)
                _known.TryRemove(hash, out _);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _verifier.Dispose();

    private async Task<bool> HoldsAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
        if (Recent(hash) is { } known)
            return known.Holds;

        // Whoever leaves does not take the answer from the others: asking has a time of its own.
        return await _asking.GetOrAdd(hash, key => new(() => AskAsync(key, token))).Value.WaitAsync(cancellationToken);
    }

    private async Task<bool> AskAsync(string hash, string token)
    {
        var askedAt = _time.GetTimestamp();
        using var cancel = new CancellationTokenSource(Patience);
        try
        {
            if (Recent(hash) is { } known) // the one before ended between the look and the asking
                return known.Holds;

            var holds = await AskCognitoAsync(token, cancel.Token);
            if (_known.Count < MostKept)
                _known[hash] = new(holds, askedAt);
            return holds;
        }
        finally
        {
            _asking.TryRemove(hash, out _);
        }
    }

    private async Task<bool> AskCognitoAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            await _cognito.GetUserAsync(new GetUserRequest { AccessToken = token }, cancellationToken);
            return true;
        }
        catch (Exception refusal) when (refusal is NotAuthorizedException or UserNotFoundException or PasswordResetRequiredException or UserNotConfirmedException)
        {
            return false;
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException)
        {
            throw new BusyException("Cognito does not answer.", failure);
        }
    }

    private Known? Recent(string hash) => _known.TryGetValue(hash, out var known) && _time.GetElapsedTime(known.AskedAt) < _recheck ? known : null;

    private sealed record Known(bool Holds, long AskedAt);
}

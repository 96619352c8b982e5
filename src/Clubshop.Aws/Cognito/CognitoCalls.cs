using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;

namespace Clubshop.Aws.Cognito;

/// <summary>One way to call Cognito: an answer, a refusal, or <see cref="CognitoUnavailableException"/>.</summary>
internal static class CognitoCalls
{
    /// <summary>The answer, or why the person was refused.</summary>
    /// <exception cref="CognitoUnavailableException">Everything that is not a person's doing.</exception>
    public static async Task<(TResponse? Response, Refusal? Refusal)> AskAsync<TResponse>(
        Asked asked, Task<TResponse> call, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse
    {
        try
        {
            return (await call, null);
        }
        catch (AmazonCognitoIdentityProviderException e) when ((int)e.StatusCode < 500 && Refusals.Of(e, asked) is { } refusal)
        {
            return (null, refusal);
        }
        catch (AmazonServiceException e)
        {
            throw new CognitoUnavailableException($"Cognito did not do what was asked ({Name<TResponse>()}): {e.ErrorCode}.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or AmazonClientException or TimeoutException
                                      || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CognitoUnavailableException($"Cognito could not be reached ({Name<TResponse>()}).", e);
        }
    }

    private static string Name<TResponse>() => typeof(TResponse).Name[..^"Response".Length];
}

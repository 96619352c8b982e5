using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;

namespace Clubshop.Aws.Cognito;

/// <summary>Calls Cognito: the result is a response, a refusal, or <see cref="CognitoUnavailableException"/>.</summary>
internal static class CognitoCalls
{
    /// <summary>The response, or why the person was refused.</summary>
    /// <exception cref="CognitoUnavailableException">Any failure that the person did not cause.</exception>
    public static async Task<(TResponse? Response, Refusal? Refusal)> CallAsync<TResponse>(
        CallKind kind, Task<TResponse> call, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse
    {
        try
        {
            return (await call, null);
        }
        catch (AmazonCognitoIdentityProviderException e) when ((int)e.StatusCode < 500 && CognitoErrors.Of(e, kind) is { } refusal)
        {
            return (null, refusal);
        }
        catch (AmazonServiceException e)
        {
            throw new CognitoUnavailableException($"Cognito refused the request ({Name<TResponse>()}): {e.ErrorCode}.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or AmazonClientException or TimeoutException
                                      || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CognitoUnavailableException($"Cognito could not be reached ({Name<TResponse>()}).", e);
        }
    }

    private static string Name<TResponse>() => typeof(TResponse).Name[..^"Response".Length];
}

using Amazon.Runtime;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Aws.Watching;
using Clubshop.Coupons;

namespace Clubshop.Admin.Storage;

/// <summary>Tells temporary failures of the network and of DynamoDB from bugs.</summary>
public static class Outages
{
    /// <summary>Whether trying again later may help: nothing is wrong with the request.</summary>
    public static bool MayPass(Exception exception) =>
        exception is CommitBusyException or CommitUncertainException or LedgerBusyException or LedgerUncertainException or SealingUnavailableException { MayPass: true }
        || IsLost(exception);

    /// <summary>Whether something that the portal needs gave no answer, or refuses everybody for the moment: too many requests, a key service that is away.</summary>
    public static bool IsAway(Exception exception) =>
        MayPass(exception) || exception is SealingUnavailableException || ServiceCalls.IsThrottling(exception);

    /// <summary>
    /// Whether the failure concerns the whole service, so that the next request would fail in the same way: the service cannot be reached, or
    /// refuses everybody. Otherwise it concerns only this request.
    /// </summary>
    public static bool IsOfAll(Exception exception) =>
        MayPass(exception) || exception is OperationCanceledException or SealingUnavailableException || (exception is AmazonServiceException service && service.ErrorCode != "ValidationException");

    /// <summary>Whether no answer came, or one that does not say whether it was done: connection lost, time out, an error inside DynamoDB.</summary>
    internal static bool IsLost(Exception exception) => exception switch
    {
        AmazonServiceException service => (int)service.StatusCode is 0 or >= 500,
        HttpRequestException or IOException or TaskCanceledException or TimeoutException or AmazonClientException => true,
        _ => false,
    };
}

using System.Net.Sockets;
using Amazon.Pinpoint;
using Amazon.Pinpoint.Model;
using Amazon.Runtime;

namespace Clubshop.Aws.Pinpoint;

/// <summary>
/// Sends to direct addresses with Pinpoint's SendMessages: one HTTP request a call, never repeated by itself, and an outcome that keeps apart
/// what was sent, what was not, and what nobody can know. Safe for concurrent use.
/// </summary>
/// <param name="pinpoint">A client that does not retry: <see cref="AwsClients.Pinpoint"/>.</param>
/// <param name="applicationId">The application's id, configuration key <c>Pinpoint:ApplicationId</c>.</param>
public sealed class PinpointSender(IAmazonPinpoint pinpoint, string applicationId)
{
    /// <summary>Addresses that one call takes (API reference, MessageRequest).</summary>
    public const int MaxAddresses = 100;

    private const int TooManyRequests = 429;

    /// <summary>Sends a message. Once the call began it is seen through, up to the client's time-out, whatever becomes of the token.</summary>
    /// <param name="request">The message and its addresses, 1 to <see cref="MaxAddresses"/>.</param>
    /// <param name="cancellationToken">Only observed before the call.</param>
    /// <exception cref="ArgumentException">No address, or more than <see cref="MaxAddresses"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the call; nothing was sent.</exception>
    public async Task<SendOutcome> SendAsync(MessageRequest request, CancellationToken cancellationToken)
    {
        if (request.Addresses is not { Count: >= 1 and <= MaxAddresses } addresses)
            throw new ArgumentException($"A call has 1 to {MaxAddresses} addresses.", nameof(request));

        cancellationToken.ThrowIfCancellationRequested();
        var begun = RequestBegun.Watch();
        try
        {
            var call = new SendMessagesRequest { ApplicationId = applicationId, MessageRequest = request };
            var response = await pinpoint.SendMessagesAsync(call, CancellationToken.None);
            return OutcomeOf(addresses.Keys, response.MessageResponse?.Result);
        }
        catch (AmazonServiceException refused) when ((int)refused.StatusCode == TooManyRequests)
        {
            return new SendOutcome.Throttled();
        }
        catch (AmazonServiceException refused) when ((int)refused.StatusCode is >= 400 and < 500)
        {
            return new SendOutcome.Refused(refused.ErrorCode ?? refused.GetType().Name, (int)refused.StatusCode, refused.Message);
        }
        catch (Exception failure) when (!begun.Happened || NeverConnected(failure))
        {
            return new SendOutcome.NotReached(Name(failure));
        }
#pragma warning disable CA1031 // Whatever it was, the request had begun: that nobody knows is the truth, and is told as such.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return new SendOutcome.Unknown(Name(failure));
        }
    }

    private static SendOutcome OutcomeOf(IEnumerable<string> addresses, Dictionary<string, MessageResult>? results)
    {
        if (results is null)
            return new SendOutcome.Unknown("The answer had no results.");

        var read = results.Where(pair => pair.Value is not null).ToDictionary(
            pair => pair.Key,
            pair => new AddressResult(
                pair.Value.DeliveryStatus?.Value ?? "", pair.Value.StatusCode, pair.Value.StatusMessage, pair.Value.MessageId, pair.Value.UpdatedToken),
            StringComparer.Ordinal);
        return new SendOutcome.Answered(read, [.. addresses.Where(address => !read.ContainsKey(address))]);
    }

    // A connection that was never there carried nothing; one that broke may have.
    private static bool NeverConnected(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }:
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.NetworkUnreachable }:
                    return true;
            }
        }

        return false;
    }

    private static string Name(Exception failure) => failure switch
    {
        AmazonServiceException service when (int)service.StatusCode != 0 => $"HTTP {(int)service.StatusCode}",
        TaskCanceledException or TimeoutException => "No answer in time",
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http => http.HttpRequestError.ToString(),
        _ => failure.GetType().Name,
    };
}

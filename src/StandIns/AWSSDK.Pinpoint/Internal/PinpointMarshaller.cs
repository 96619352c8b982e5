using System.Text.Json;
using Amazon.Pinpoint.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.Pinpoint.Internal;

/// <summary>Requests as REST and JSON: what identifies the resource is in the path, the payload member is the body.</summary>
internal sealed class PinpointMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly PinpointMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input) => input switch
    {
        SendMessagesRequest send => Post(send, "/v1/apps/{application-id}/messages", Required(send.ApplicationId, "ApplicationId"), send.MessageRequest),
        _ => throw new AmazonPinpointException($"The stand-in has no operation for {input.GetType().Name}."),
    };

    private static DefaultRequest Post(AmazonPinpointRequest input, string path, string application, object? body)
    {
        var request = new DefaultRequest(input, "Amazon.Pinpoint")
        {
            HttpMethod = "POST",
            ResourcePath = path,
            Content = body is null ? "{}"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), PinpointJson.Options),
            Headers = { ["Content-Type"] = "application/json", [HeaderKeys.XAmzApiVersion] = "2016-12-01" },
        };
        request.AddPathResource("{application-id}", application);
        return request;
    }

    private static string Required(string? value, string member) =>
        string.IsNullOrEmpty(value) ? throw new AmazonPinpointException($"Request object does not have required field {member} set") : value;
}

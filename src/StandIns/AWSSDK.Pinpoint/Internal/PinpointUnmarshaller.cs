using System.Net;
using System.Text.Json;
using Amazon.Pinpoint.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Pinpoint.Internal;

/// <summary>The answer to SendMessages, whose body is the payload member itself; or the exception that an error's name stands for.</summary>
internal sealed class SendMessagesUnmarshaller : JsonResponseUnmarshaller
{
    public static readonly SendMessagesUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        // Chunked answers report a content length of 0: look at the bytes.
        var body = Errors.ReadAll(input.Stream);
        return new SendMessagesResponse { MessageResponse = body.Length == 0 ? null : JsonSerializer.Deserialize<MessageResponse>(body, PinpointJson.Options) };
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        Errors.Map(input, innerException, statusCode);
}

/// <summary>Error names to exception types.</summary>
internal static class Errors
{
    private static readonly Dictionary<string, Type> Types = typeof(BadRequestException).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(AmazonPinpointException)))
        .ToDictionary(t => t.Name, StringComparer.Ordinal);

    public static byte[] ReadAll(Stream stream)
    {
        using var body = new MemoryStream();
        stream.CopyTo(body);
        return body.ToArray();
    }

    public static AmazonServiceException Map(JsonUnmarshallerContext input, Exception? inner, HttpStatusCode status)
    {
        var code = input.ResponseData.GetHeaderValue("x-amzn-ErrorType");
        string? message = null;
        try
        {
            using var document = JsonDocument.Parse(ReadAll(input.Stream));
            var isObject = document.RootElement.ValueKind == JsonValueKind.Object;
            foreach (var member in isObject ? document.RootElement.EnumerateObject() : default)
            {
                var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
                if (member.NameEquals("__type") || member.NameEquals("code"))
                    code = string.IsNullOrEmpty(code) ? text : code;
                else if (member.Name.Equals("message", StringComparison.OrdinalIgnoreCase))
                    message = text;
            }
        }
        catch (JsonException)
        {
            // Not the service's own answer (a proxy's page, say): only the status can be reported.
        }

        // "namespace#Name" and "Name:uri" are both seen.
        code = string.IsNullOrEmpty(code) ? "UnknownError" : code.Split('#')[^1].Split(':')[0];
        message ??= input.ResponseData.GetHeaderValue("x-amzn-ErrorMessage");
        message = string.IsNullOrEmpty(message) ? $"{code} ({(int)status})" : message;
        var type = (int)status >= 500 ? ErrorType.Receiver : ErrorType.Sender;
        var requestId = input.ResponseData.GetHeaderValue("x-amzn-RequestId") ?? "";
        if (!Types.TryGetValue(code, out var exception))
            return new AmazonPinpointException(message, inner, type, code, requestId, status);
        return (AmazonPinpointException)Activator.CreateInstance(
            exception, message, inner, type, code, requestId, status)!;
    }
}

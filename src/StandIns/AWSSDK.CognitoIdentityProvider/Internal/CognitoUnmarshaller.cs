using System.Net;
using System.Text.Json;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.CognitoIdentityProvider.Internal;

/// <summary>A response of any type, or the exception that an error's name stands for.</summary>
internal sealed class CognitoUnmarshaller<TResponse> : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public static readonly CognitoUnmarshaller<TResponse> Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        // Chunked answers report a content length of 0, and success without members may be an empty body: look at the bytes.
        var body = Errors.ReadAll(input.Stream);
        return body.Length == 0 ? new TResponse() : JsonSerializer.Deserialize<TResponse>(body, CognitoJson.Options) ?? new TResponse();
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        Errors.Map(input, innerException, statusCode);
}

/// <summary>Error names to exception types.</summary>
internal static class Errors
{
    private static readonly Dictionary<string, Type> Types = typeof(InvalidParameterException).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(AmazonCognitoIdentityProviderException)))
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
        string? message = null, reason = null;
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
                else if (member.NameEquals("reasonCode"))
                    reason = text;
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
            return new AmazonCognitoIdentityProviderException(message, inner, type, code, requestId, status);
        var mapped = (AmazonCognitoIdentityProviderException)Activator.CreateInstance(
            exception, message, inner, type, code, requestId, status)!;
        if (mapped is InvalidParameterException invalid)
            invalid.ReasonCode = reason;
        return mapped;
    }
}

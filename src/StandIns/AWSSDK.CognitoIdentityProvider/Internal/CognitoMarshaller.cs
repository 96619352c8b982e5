using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.CognitoIdentityProvider.Internal;

/// <summary>Any request as AWS JSON 1.1: one POST, the operation in <c>X-Amz-Target</c>.</summary>
internal sealed class CognitoMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly CognitoMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = (AmazonCognitoIdentityProviderRequest)input;
        return new DefaultRequest(request, "Amazon.CognitoIdentityProvider")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), CognitoJson.Options),
            Headers =
            {
                ["X-Amz-Target"] = $"AWSCognitoIdentityProviderService.{Operations.NameOf(request)}",
                ["Content-Type"] = "application/x-amz-json-1.1",
                [HeaderKeys.XAmzApiVersion] = "2016-04-18",
            },
        };
    }
}

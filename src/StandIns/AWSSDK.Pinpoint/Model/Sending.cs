using Amazon.Runtime;

namespace Amazon.Pinpoint.Model;

/// <summary>Who gets what: up to 100 addresses.</summary>
public class MessageRequest
{
    public Dictionary<string, AddressConfiguration>? Addresses { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public Dictionary<string, string>? Context { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public DirectMessageConfiguration? MessageConfiguration { get; set; }
    public string? TraceId { get; set; }
}

/// <summary>Input of <see cref="IAmazonPinpoint.SendMessagesAsync"/>.</summary>
public class SendMessagesRequest : AmazonPinpointRequest
{
    public string? ApplicationId { get; set; }
    public MessageRequest? MessageRequest { get; set; }
}

/// <summary>What became of the message to one address.</summary>
public class MessageResult
{
    public DeliveryStatus? DeliveryStatus { get; set; }
    public string? MessageId { get; set; }
    public int? StatusCode { get; set; }
    public string? StatusMessage { get; set; }
    public string? UpdatedToken { get; set; }
}

/// <summary>What became of the message, by address.</summary>
public class MessageResponse
{
    public string? ApplicationId { get; set; }
    public string? RequestId { get; set; }
    public Dictionary<string, MessageResult>? Result { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>Output of <see cref="IAmazonPinpoint.SendMessagesAsync"/>.</summary>
public class SendMessagesResponse : AmazonWebServiceResponse
{
    public MessageResponse? MessageResponse { get; set; }
}

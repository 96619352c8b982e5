using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminListUserAuthEventsAsync"/>.</summary>
public class AdminListUserAuthEventsRequest : AmazonCognitoIdentityProviderRequest
{
    public int? MaxResults { get; set; }
    public string? NextToken { get; set; }
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminListUserAuthEventsAsync"/>.</summary>
public class AdminListUserAuthEventsResponse : AmazonWebServiceResponse
{
    public List<AuthEventType>? AuthEvents { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? NextToken { get; set; }
}

/// <summary>A sign-in event.</summary>
public class AuthEventType
{
    public List<ChallengeResponseType>? ChallengeResponses { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public DateTime? CreationDate { get; set; }
    public EventContextDataType? EventContextData { get; set; }
    public EventFeedbackType? EventFeedback { get; set; }
    public string? EventId { get; set; }
    public EventResponseType? EventResponse { get; set; }
    public EventRiskType? EventRisk { get; set; }
    public EventType? EventType { get; set; }
}

/// <summary>What threat protection thought of an event.</summary>
public class EventRiskType
{
    public bool? CompromisedCredentialsDetected { get; set; }
    public RiskDecisionType? RiskDecision { get; set; }
    public RiskLevelType? RiskLevel { get; set; }
}

/// <summary>Where an event came from.</summary>
public class EventContextDataType
{
    public string? City { get; set; }
    public string? Country { get; set; }
    public string? DeviceName { get; set; }
    public string? IpAddress { get; set; }
    public string? Timezone { get; set; }
}

/// <summary>What an administrator said of an event.</summary>
public class EventFeedbackType
{
    public DateTime? FeedbackDate { get; set; }
    public FeedbackValueType? FeedbackValue { get; set; }
    public string? Provider { get; set; }
}

/// <summary>The outcome of one challenge in an event.</summary>
public class ChallengeResponseType
{
    public ChallengeName? ChallengeName { get; set; }
    public ChallengeResponse? ChallengeResponse { get; set; }
}

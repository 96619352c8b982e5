namespace Amazon.Pinpoint.Model;

/// <summary>What one address gets instead of the message; <see cref="ChannelType"/> says how it is reached.</summary>
public class AddressConfiguration
{
    public string? BodyOverride { get; set; }
    public ChannelType? ChannelType { get; set; }
    public Dictionary<string, string>? Context { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? RawContent { get; set; }
    public Dictionary<string, List<string>>? Substitutions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? TitleOverride { get; set; }
}

/// <summary>The message, for each channel that has its own.</summary>
public class DirectMessageConfiguration
{
    public APNSMessage? APNSMessage { get; set; }
    public DefaultMessage? DefaultMessage { get; set; }
    public DefaultPushNotificationMessage? DefaultPushNotificationMessage { get; set; }
    public GCMMessage? GCMMessage { get; set; }
    public SMSMessage? SMSMessage { get; set; }
}

/// <summary>The text of every channel that has no message of its own.</summary>
public class DefaultMessage
{
    public string? Body { get; set; }
    public Dictionary<string, List<string>>? Substitutions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>The message of every push channel that has none of its own.</summary>
public class DefaultPushNotificationMessage
{
    public Action? Action { get; set; }
    public string? Body { get; set; }
    public Dictionary<string, string>? Data { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? SilentPush { get; set; }
    public Dictionary<string, List<string>>? Substitutions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? Title { get; set; }
    public string? Url { get; set; }
}

/// <summary>A message for Apple's devices.</summary>
public class APNSMessage
{
    public Action? Action { get; set; }
    public string? APNSPushType { get; set; }
    public int? Badge { get; set; }
    public string? Body { get; set; }
    public string? Category { get; set; }
    public string? CollapseId { get; set; }
    public Dictionary<string, string>? Data { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? MediaUrl { get; set; }
    public string? PreferredAuthenticationMethod { get; set; }
    public string? Priority { get; set; }
    public string? RawContent { get; set; }
    public bool? SilentPush { get; set; }
    public string? Sound { get; set; }
    public Dictionary<string, List<string>>? Substitutions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? ThreadId { get; set; }
    public int? TimeToLive { get; set; }
    public string? Title { get; set; }
    public string? Url { get; set; }
}

/// <summary>A message for Android devices, by Firebase.</summary>
public class GCMMessage
{
    public Action? Action { get; set; }
    public string? Body { get; set; }
    public string? CollapseKey { get; set; }
    public Dictionary<string, string>? Data { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? IconReference { get; set; }
    public string? ImageIconUrl { get; set; }
    public string? ImageUrl { get; set; }
    public string? Priority { get; set; }
    public string? RawContent { get; set; }
    public string? RestrictedPackageName { get; set; }
    public bool? SilentPush { get; set; }
    public string? SmallImageIconUrl { get; set; }
    public string? Sound { get; set; }
    public Dictionary<string, List<string>>? Substitutions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public int? TimeToLive { get; set; }
    public string? Title { get; set; }
    public string? Url { get; set; }
}

/// <summary>A text message; entity and template are those of the DLT registration.</summary>
public class SMSMessage
{
    public string? Body { get; set; }
    public string? EntityId { get; set; }
    public string? Keyword { get; set; }
    public string? MediaUrl { get; set; }
    public MessageType? MessageType { get; set; }
    public string? OriginationNumber { get; set; }
    public string? SenderId { get; set; }
    public Dictionary<string, List<string>>? Substitutions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? TemplateId { get; set; }
}

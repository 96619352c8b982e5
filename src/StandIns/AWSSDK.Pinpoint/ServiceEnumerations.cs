using Amazon.Runtime;

namespace Amazon.Pinpoint;

/// <summary>Constants of Action; other values are passed on unchanged.</summary>
public class Action(string value) : ConstantClass(value)
{
    public static readonly Action DEEP_LINK = new("DEEP_LINK");
    public static readonly Action OPEN_APP = new("OPEN_APP");
    public static readonly Action URL = new("URL");

    public static Action FindValue(string value) => FindValue<Action>(value);

    public static implicit operator Action(string value) => FindValue(value);
}

/// <summary>Constants of ChannelType; other values are passed on unchanged.</summary>
public class ChannelType(string value) : ConstantClass(value)
{
    public static readonly ChannelType ADM = new("ADM");
    public static readonly ChannelType APNS = new("APNS");
    public static readonly ChannelType APNS_SANDBOX = new("APNS_SANDBOX");
    public static readonly ChannelType APNS_VOIP = new("APNS_VOIP");
    public static readonly ChannelType APNS_VOIP_SANDBOX = new("APNS_VOIP_SANDBOX");
    public static readonly ChannelType BAIDU = new("BAIDU");
    public static readonly ChannelType CUSTOM = new("CUSTOM");
    public static readonly ChannelType EMAIL = new("EMAIL");
    public static readonly ChannelType GCM = new("GCM");
    public static readonly ChannelType IN_APP = new("IN_APP");
    public static readonly ChannelType PUSH = new("PUSH");
    public static readonly ChannelType SMS = new("SMS");
    public static readonly ChannelType VOICE = new("VOICE");

    public static ChannelType FindValue(string value) => FindValue<ChannelType>(value);

    public static implicit operator ChannelType(string value) => FindValue(value);
}

/// <summary>Constants of DeliveryStatus; other values are passed on unchanged.</summary>
public class DeliveryStatus(string value) : ConstantClass(value)
{
    public static readonly DeliveryStatus DUPLICATE = new("DUPLICATE");
    public static readonly DeliveryStatus OPT_OUT = new("OPT_OUT");
    public static readonly DeliveryStatus PERMANENT_FAILURE = new("PERMANENT_FAILURE");
    public static readonly DeliveryStatus SUCCESSFUL = new("SUCCESSFUL");
    public static readonly DeliveryStatus TEMPORARY_FAILURE = new("TEMPORARY_FAILURE");
    public static readonly DeliveryStatus THROTTLED = new("THROTTLED");
    public static readonly DeliveryStatus UNKNOWN_FAILURE = new("UNKNOWN_FAILURE");

    public static DeliveryStatus FindValue(string value) => FindValue<DeliveryStatus>(value);

    public static implicit operator DeliveryStatus(string value) => FindValue(value);
}

/// <summary>Constants of MessageType; other values are passed on unchanged.</summary>
public class MessageType(string value) : ConstantClass(value)
{
    public static readonly MessageType PROMOTIONAL = new("PROMOTIONAL");
    public static readonly MessageType TRANSACTIONAL = new("TRANSACTIONAL");

    public static MessageType FindValue(string value) => FindValue<MessageType>(value);

    public static implicit operator MessageType(string value) => FindValue(value);
}

namespace Clubshop.Admin.Registry;

/// <summary>How a customer can be reached.</summary>
public enum Channel
{
    /// <summary>A notification on a device.</summary>
    Push,

    /// <summary>A text message to the phone number.</summary>
    Sms,
}

/// <summary>What a device's token belongs to. Pinpoint's name of each: <see cref="Platforms.ServiceOf"/>.</summary>
public enum Platform
{
    /// <summary>Android, by Firebase Cloud Messaging.</summary>
    Android,

    /// <summary>iPhone and iPad, by Apple's push service.</summary>
    Ios,

    /// <summary>The same for builds under development, by Apple's sandbox.</summary>
    IosSandbox,

    /// <summary>Fire devices, by Amazon Device Messaging.</summary>
    Amazon,
}

/// <summary>What follows from a platform.</summary>
public static class Platforms
{
    private static readonly Dictionary<string, Platform> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["android"] = Platform.Android,
        ["ios"] = Platform.Ios,
        ["ios-sandbox"] = Platform.IosSandbox,
        ["amazon"] = Platform.Amazon,
    };

    /// <summary>The names that the API and files have for them.</summary>
    public static IReadOnlyCollection<string> All => Names.Keys;

    /// <summary>The platform of a name; null for none.</summary>
    public static Platform? Parse(string? name) => name is not null && Names.TryGetValue(name, out var platform) ? platform : null;

    /// <summary>Pinpoint's <c>ChannelType</c>: <c>GCM</c>, <c>APNS</c>, <c>APNS_SANDBOX</c>, <c>ADM</c>.</summary>
    public static string ServiceOf(Platform platform) => platform switch
    {
        Platform.Android => "GCM",
        Platform.Ios => "APNS",
        Platform.IosSandbox => "APNS_SANDBOX",
        Platform.Amazon => "ADM",
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, null),
    };

    /// <summary>What people call it.</summary>
    public static string NameOf(Platform platform) => platform switch
    {
        Platform.Android => "Android",
        Platform.Ios => "iPhone",
        Platform.IosSandbox => "iPhone (test build)",
        _ => "Fire device",
    };
}

/// <summary>What of the catalog a customer can follow.</summary>
public enum FollowKind
{
    Club,
    Shop,
    Category,
}

/// <summary>One thing that customers follow.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id in the catalog.</param>
public sealed record Follow(FollowKind Kind, string Id);

/// <summary>Why nothing is sent to a device any more.</summary>
/// <param name="Reason">The delivery status that ended it, as the push service named it.</param>
/// <param name="At">When, UTC.</param>
public sealed record DeadDevice(string Reason, DateTimeOffset At);

/// <summary>A device that a customer has the app on.</summary>
/// <param name="Id">The app's own id of the installation; unique for the customer.</param>
/// <param name="Token">What the push service reaches it by. Personal: never in a log, an address or an audit entry.</param>
/// <param name="Platform">What the token belongs to.</param>
/// <param name="AppVersion">The app's version; empty when not told.</param>
/// <param name="LastSeen">When the app last told of it, UTC, to the hour.</param>
/// <param name="Dead">Set once the push service said that the token is gone; null while it lives.</param>
public sealed record Device(string Id, string Token, Platform Platform, string AppVersion, DateTimeOffset LastSeen, DeadDevice? Dead);

/// <summary>What the app's servers told of a customer.</summary>
public sealed record Registration
{
    /// <summary>Devices kept of a customer; a further one takes the place of a dead one, or of the one seen longest ago.</summary>
    public const int MaxDevices = 20;

    /// <summary>The language of who never chose one.</summary>
    public const string DefaultLanguage = "en";

    /// <summary>The customer's <c>sub</c> in the customer pool.</summary>
    public required string Sub { get; init; }

    /// <summary>Where the customer is; null when not told.</summary>
    public string? City { get; init; }

    /// <summary>BCP 47 tag, such as <c>hi</c>.</summary>
    public string Language { get; init; } = DefaultLanguage;

    /// <summary>The devices, in the order in which they came; at most <see cref="MaxDevices"/>.</summary>
    public IReadOnlyList<Device> Devices { get; init; } = [];

    /// <summary>E.164, such as <c>+919876543210</c>; null when not told. Personal, as a token is.</summary>
    public string? Phone { get; init; }

    /// <summary>Channels on which the customer wants nothing.</summary>
    public IReadOnlyCollection<Channel> OptOuts { get; init; } = [];

    /// <summary>When the registry first heard of the customer, UTC.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When any of this changed last, UTC.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Devices that messages can go to.</summary>
    public IEnumerable<Device> LiveDevices => Devices.Where(device => device.Dead is null);

    /// <summary>Whether the customer wants messages on the channel.</summary>
    public bool Wants(Channel channel) => !OptOuts.Contains(channel);

    // A record's own text would name tokens and the phone number in any log that prints it.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Sub = ").Append(Sub).Append(", Devices = ").Append(Devices.Count);
        return true;
    }
}

/// <summary>Who tells the registry: an API client, an import, the demo.</summary>
/// <param name="Id">Its id, as <c>api:…</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Address">The peer's address, where there is one.</param>
public sealed record RegistrySource(string Id, string Name, string? Address = null)
{
    /// <summary>The portal's own jobs, which have an audit entry of their own: what they tell is not audited again.</summary>
    public static RegistrySource Job { get; } = new("", "Clubshop Admin");
}

/// <summary>A device as the app's server tells of it.</summary>
/// <param name="Id">The app's id of the installation.</param>
/// <param name="Token">The push service's token.</param>
/// <param name="Platform">What the token belongs to.</param>
/// <param name="AppVersion">The app's version; may be empty.</param>
public sealed record DeviceTold(string Id, string Token, Platform Platform, string AppVersion);

/// <summary>What became of a device that was told.</summary>
public sealed record DeviceKept
{
    /// <summary>The customer's registration now.</summary>
    public required Registration Registration { get; init; }

    /// <summary>Whether the registry did not have the device before.</summary>
    public bool Created { get; init; }

    /// <summary>Another device id of the same customer that had this token, and is gone; null when none.</summary>
    public string? Replaced { get; init; }

    /// <summary>Whether the token was another customer's until now.</summary>
    public bool Moved { get; init; }

    /// <summary>The device that had to make room; null when none.</summary>
    public string? Dropped { get; init; }
}

/// <summary>What the app's server tells of a customer; null leaves a value as it is, empty text takes it away.</summary>
public sealed record ProfileTold(string? City, string? Language, string? Phone);

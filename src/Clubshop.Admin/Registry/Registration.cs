namespace Clubshop.Admin.Registry;

/// <summary>A way to reach a customer.</summary>
public enum Channel
{
    /// <summary>A push notification on a device.</summary>
    Push,

    /// <summary>A text message to the phone number.</summary>
    Sms,
}

/// <summary>The platform of a device. Pinpoint's names: <see cref="Platforms.ServiceOf"/>.</summary>
public enum Platform
{
    /// <summary>Android, through Firebase Cloud Messaging.</summary>
    Android,

    /// <summary>iPhone and iPad, through Apple's push service.</summary>
    Ios,

    /// <summary>iPhone and iPad with a development build, through Apple's sandbox.</summary>
    IosSandbox,

    /// <summary>Fire devices, through Amazon Device Messaging.</summary>
    Amazon,
}

/// <summary>Names of platforms.</summary>
public static class Platforms
{
    private static readonly Dictionary<string, Platform> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["android"] = Platform.Android,
        ["ios"] = Platform.Ios,
        ["ios-sandbox"] = Platform.IosSandbox,
        ["amazon"] = Platform.Amazon,
    };

    /// <summary>Their names in the API and in files.</summary>
    public static IReadOnlyCollection<string> All => Names.Keys;

    /// <summary>The platform with a name; null if there is none.</summary>
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

    /// <summary>Its display name.</summary>
    public static string NameOf(Platform platform) => platform switch
    {
        Platform.Android => "Android",
        Platform.Ios => "iPhone",
        Platform.IosSandbox => L.Later("iPhone (test build)"),
        _ => L.Later("Fire device"),
    };
}

/// <summary>The kinds of catalog records that a customer can follow.</summary>
public enum FollowKind
{
    Club,
    Shop,
    Category,
}

/// <summary>A catalog record that customers follow.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id in the catalog.</param>
public sealed record Follow(FollowKind Kind, string Id);

/// <summary>Why a device gets no messages any more.</summary>
/// <param name="Reason">The delivery status of the push service that ended it.</param>
/// <param name="At">When it ended (UTC).</param>
public sealed record DeadDevice(string Reason, DateTimeOffset At);

/// <summary>A customer's device with the app.</summary>
/// <param name="Id">The app's id of the installation; unique per customer.</param>
/// <param name="Token">The push service's token. Personal: never in a log, an address or an audit entry.</param>
/// <param name="Platform">The platform of the token.</param>
/// <param name="AppVersion">The app's version; empty if unknown.</param>
/// <param name="LastSeen">When the app last reported it (UTC, to the hour).</param>
/// <param name="Dead">Set when the push service reported the token as invalid; null while the device is live.</param>
public sealed record Device(string Id, string Token, Platform Platform, string AppVersion, DateTimeOffset LastSeen, DeadDevice? Dead);

/// <summary>What the app's servers have reported about a customer.</summary>
public sealed record Registration
{
    /// <summary>Maximum number of devices per customer; a further one replaces a dead one, or the one seen longest ago.</summary>
    public const int MaxDevices = 20;

    /// <summary>The language of customers who never chose one.</summary>
    public const string DefaultLanguage = "en";

    /// <summary>The customer's <c>sub</c> in the customer pool.</summary>
    public required string Sub { get; init; }

    /// <summary>The customer's city; null if unknown.</summary>
    public string? City { get; init; }

    /// <summary>BCP 47 tag, such as <c>hi</c>.</summary>
    public string Language { get; init; } = DefaultLanguage;

    /// <summary>The devices in the order of registration; up to <see cref="MaxDevices"/>.</summary>
    public IReadOnlyList<Device> Devices { get; init; } = [];

    /// <summary>The phone number (E.164, such as <c>+919876543210</c>); null if unknown. Personal.</summary>
    public string? Phone { get; init; }

    /// <summary>Channels that the customer has opted out of.</summary>
    public IReadOnlyCollection<Channel> OptOuts { get; init; } = [];

    /// <summary>When the registry first learned of the customer (UTC).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When any of this last changed (UTC).</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The devices that can get messages.</summary>
    public IEnumerable<Device> LiveDevices => Devices.Where(device => device.Dead is null);

    /// <summary>Whether the customer accepts messages on a channel.</summary>
    public bool Wants(Channel channel) => !OptOuts.Contains(channel);

    // The generated text would expose tokens and the phone number in any log that prints it.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Sub = ").Append(Sub).Append(", Devices = ").Append(Devices.Count);
        return true;
    }
}

/// <summary>A source of registrations: an API client, an import, the demo.</summary>
/// <param name="Id">Its id, such as <c>api:…</c>.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Address">The peer's address, if there is one.</param>
public sealed record RegistrySource(string Id, string Name, string? Address = null)
{
    /// <summary>The portal's own jobs. They have their own audit entries, so their changes are not audited again.</summary>
    public static RegistrySource Job { get; } = new("", "Clubshop Admin");
}

/// <summary>A device as reported by the app's server.</summary>
/// <param name="Id">The app's id of the installation.</param>
/// <param name="Token">The push service's token.</param>
/// <param name="Platform">The platform of the token.</param>
/// <param name="AppVersion">The app's version; may be empty.</param>
public sealed record DeviceUpdate(string Id, string Token, Platform Platform, string AppVersion);

/// <summary>The result of registering a device.</summary>
public sealed record DeviceResult
{
    /// <summary>The customer's registration now.</summary>
    public required Registration Registration { get; init; }

    /// <summary>Whether the device is new.</summary>
    public bool Created { get; init; }

    /// <summary>Another device id of the same customer that had this token and was removed; null if there was none.</summary>
    public string? Replaced { get; init; }

    /// <summary>Whether the token belonged to another customer until now.</summary>
    public bool Moved { get; init; }

    /// <summary>The device that was removed to make room; null if none was.</summary>
    public string? Dropped { get; init; }
}

/// <summary>A customer's profile as reported by the app's server. Null leaves a value unchanged, empty text removes it.</summary>
public sealed record ProfileUpdate(string? City, string? Language, string? Phone);

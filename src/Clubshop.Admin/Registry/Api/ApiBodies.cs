using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.Registry.Api;

/// <summary>Body of <c>PUT …/devices/{deviceId}</c>.</summary>
public sealed record DeviceBody
{
    /// <summary>The token that the push service gave the app.</summary>
    [Required]
    [Description("The token that the push service gave the app. ios, ios-sandbox: APNs' device token, 64 to 200 hexadecimal digits. "
        + "android, amazon: 8 to 4,096 letters, digits and - _ : .")]
    public string? Token { get; init; }

    /// <summary>The platform of the token.</summary>
    [Required]
    [Description("The platform of the token: android, ios, ios-sandbox or amazon.")]
    public string? Platform { get; init; }

    /// <summary>The app's version.</summary>
    [Description("The app's version, up to 40 visible characters.")]
    public string? AppVersion { get; init; }
}

/// <summary>Body of <c>PATCH …/profile</c>; omitted members stay unchanged.</summary>
public sealed record ProfileBody
{
    /// <summary>The customer's city.</summary>
    [Description("The customer's city, up to 60 characters. Empty removes it; omit it to leave it unchanged.")]
    public string? City { get; init; }

    /// <summary>The customer's language.</summary>
    [Description("BCP 47 tag, such as hi or en-IN. Empty sets the default; omit it to leave it unchanged.")]
    public string? Language { get; init; }

    /// <summary>The customer's phone number.</summary>
    [Description("E.164, such as +919876543210, or an Indian mobile number without the country code. Empty removes it; omit it to leave it unchanged.")]
    public string? Phone { get; init; }
}

/// <summary>A device in a response, without its token.</summary>
public sealed record DeviceView(string Id, Platform Platform, string AppVersion, DateTimeOffset LastSeen, bool Live)
{
    /// <summary>The delivery status that ended it.</summary>
    [Description("The delivery status that ended it; only for a device that is not live.")]
    public string? DeadReason { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? DeadSince { get; init; }

    internal static DeviceView Of(Device device) => new(device.Id, device.Platform, device.AppVersion, device.LastSeen, device.Dead is null)
    {
        DeadReason = device.Dead?.Reason,
        DeadSince = device.Dead?.At,
    };
}

/// <summary>Response to <c>PUT …/devices/{deviceId}</c>.</summary>
public sealed record DeviceAnswer
{
    /// <summary>The stored device.</summary>
    public required DeviceView Device { get; init; }

    /// <summary>Another device id of the same customer that had the token and was removed.</summary>
    [Description("Another device id of the same customer that had this token and was removed.")]
    public string? Replaced { get; init; }

    /// <summary>Whether the token belonged to another customer.</summary>
    [Description("Whether the token belonged to another customer until now: the phone was sold, or somebody else signed in on it.")]
    public required bool MovedFromAnotherCustomer { get; init; }

    /// <summary>The device that was removed to make room.</summary>
    [Description("The device that was removed to make room, because a customer can have up to 20: a dead one, or the one seen longest ago.")]
    public string? Dropped { get; init; }
}

/// <summary>A follow in a response.</summary>
public sealed record FollowView(FollowKind Kind, string Id);

/// <summary>Response to <c>GET …/customers/{sub}</c>.</summary>
public sealed record CustomerView
{
    /// <summary>The customer's sub.</summary>
    public required string Sub { get; init; }

    /// <summary>The customer's city.</summary>
    public string? City { get; init; }

    /// <summary>BCP 47 tag.</summary>
    public required string Language { get; init; }

    /// <summary>The last four digits of the phone number.</summary>
    [Description("The last four digits of the phone number; the rest is hidden.")]
    public string? Phone { get; init; }

    /// <summary>Channels that the customer has opted out of.</summary>
    public required IReadOnlyList<Channel> OptOuts { get; init; }

    /// <summary>The devices.</summary>
    public required IReadOnlyList<DeviceView> Devices { get; init; }

    /// <summary>What the customer follows.</summary>
    public required IReadOnlyList<FollowView> Follows { get; init; }

    internal static CustomerView Of(Registration registration, IReadOnlyList<Follow> follows) => new()
    {
        Sub = registration.Sub,
        City = registration.City,
        Language = registration.Language,
        Phone = registration.Phone is { Length: > 4 } phone ? new string('•', phone.Length - 4) + phone[^4..] : null,
        OptOuts = [.. registration.OptOuts.Order()],
        Devices = [.. registration.Devices.Select(DeviceView.Of)],
        Follows = [.. follows.Select(follow => new FollowView(follow.Kind, follow.Id))],
    };
}

/// <summary>Response to <c>POST /api/v1/token</c> (RFC 6749 section 5.1).</summary>
public sealed record TokenAnswer
{
    /// <summary>The token, for the header <c>Authorization: Bearer …</c>.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    /// <summary>Always <c>Bearer</c>.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("token_type")]
    public string TokenType { get; } = "Bearer";

    /// <summary>Seconds until it expires.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("expires_in")]
    public required int ExpiresIn { get; init; }

    /// <summary>Its scopes.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("scope")]
    public required string Scope { get; init; }
}

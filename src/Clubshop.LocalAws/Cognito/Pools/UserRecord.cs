using System.Text.Json.Serialization;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>The statuses that the embedded pools use (UserStatusType).</summary>
internal static class UserStatus
{
    public const string Unconfirmed = "UNCONFIRMED";
    public const string Confirmed = "CONFIRMED";
    public const string ResetRequired = "RESET_REQUIRED";
    public const string ForceChange = "FORCE_CHANGE_PASSWORD";
}

/// <summary>The factors as users' settings name them.</summary>
internal static class Factor
{
    public const string Totp = "SOFTWARE_TOKEN_MFA";
    public const string Sms = "SMS_MFA";
    public const string Email = "EMAIL_OTP";
}

/// <summary>A user as kept: one record, replaced whole at each change. Passwords are kept only as salt and SRP verifier.</summary>
internal sealed record UserRecord
{
    public required string PoolId { get; init; }

    /// <summary>Immutable. The sub itself where people sign in by e-mail or phone number.</summary>
    public required string Username { get; init; }

    public required string Sub { get; init; }

    /// <summary>Position in listings: the order of creation.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public bool Enabled { get; init; } = true;

    public required string Status { get; init; }

    /// <summary>Attributes by name, without sub.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>New values that wait for their code.</summary>
    public IReadOnlyDictionary<string, string>? Unverified { get; init; }

    /// <summary>Null when nobody knows a password: created without one and without a message.</summary>
    public PasswordRecord? Password { get; init; }

    /// <summary>Earlier passwords, newest first, up to 24.</summary>
    public IReadOnlyList<PasswordHash>? History { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The verified authenticator.</summary>
    public TotpDevice? Totp { get; init; }

    /// <summary>Base32 secret handed out to a signed-in person, not yet verified.</summary>
    public string? PendingTotp { get; init; }

    /// <summary>Factors switched on for this user.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    public string? PreferredFactor { get; init; }

    /// <summary>Codes under way, by purpose.</summary>
    public IReadOnlyDictionary<string, CodeRecord>? Codes { get; init; }

    /// <summary>
    /// The password in clear, for <c>/local/accounts</c>: kept only in the pool <see cref="FixedIds.StaffPoolName"/>, and only while it is
    /// the one that an administrator set, and only by this development tool.
    /// </summary>
    public string? DemoPassword { get; init; }

    /// <summary>The attribute, or null; <c>sub</c> included.</summary>
    public string? Attribute(string name) => name == "sub" ? Sub : Attributes.GetValueOrDefault(name);

    /// <summary>Whether an e-mail or phone number is there and verified.</summary>
    public bool Verified(string name) =>
        Attributes.ContainsKey(name) && Attributes.GetValueOrDefault(name + "_verified") == "true";

    /// <summary>The attributes as answers list them, sub first.</summary>
    [JsonIgnore]
    public IEnumerable<KeyValuePair<string, string>> AllAttributes => Attributes.Prepend(KeyValuePair.Create("sub", Sub));

    /// <summary>A copy with the attribute set, or gone where the value is null.</summary>
    public UserRecord With(string name, string? value)
    {
        var attributes = new Dictionary<string, string>(Attributes, StringComparer.Ordinal);
        if (value is null)
            attributes.Remove(name);
        else
            attributes[name] = value;
        return this with { Attributes = attributes };
    }

    /// <summary>A copy with a code under way for the purpose.</summary>
    public UserRecord WithCode(string purpose, CodeRecord code) => this with
    {
        Codes = new Dictionary<string, CodeRecord>(Codes ?? new Dictionary<string, CodeRecord>(), StringComparer.Ordinal)
        {
            [purpose] = code,
        },
    };

    /// <summary>A copy whose code for the purpose has done its work.</summary>
    public UserRecord WithCodeUsed(string purpose) =>
        Codes?.GetValueOrDefault(purpose) is { } code ? WithCode(purpose, code with { Used = true }) : this;
}

/// <summary>What proves a password: salt and verifier of SRP, lower-case hex and base64.</summary>
/// <param name="Salt">16 bytes, hex.</param>
/// <param name="Verifier">g^x mod N, big-endian, base64.</param>
/// <param name="SetAt">When it was set; a temporary one ends from here.</param>
internal sealed record PasswordRecord(string Salt, string Verifier, DateTimeOffset SetAt);

/// <summary>An earlier password: PBKDF2 over it, base64.</summary>
internal sealed record PasswordHash(string Salt, string Hash);

/// <summary>An authenticator.</summary>
/// <param name="Secret">Base32.</param>
/// <param name="Name">FriendlyDeviceName, if one was given.</param>
/// <param name="LastStep">The 30-second step of the newest code used: a code works once.</param>
internal sealed record TotpDevice(string Secret, string? Name, long LastStep);

/// <summary>A code that was sent.</summary>
/// <param name="Code">Six digits.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="Target">The attribute it went to: email or phone_number.</param>
/// <param name="Used">Whether it did its work: a code works once.</param>
internal sealed record CodeRecord(string Code, DateTimeOffset ExpiresAt, string Target, bool Used = false);

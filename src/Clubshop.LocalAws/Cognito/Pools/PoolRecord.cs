using System.Text.Json;
using System.Text.Json.Serialization;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>A user pool as it is kept: what its creator said, in the service's own names, and what the service added.</summary>
internal sealed record PoolRecord
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>The members of CreateUserPool or UpdateUserPool that DescribeUserPool repeats.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>Members of SetUserPoolMfaConfig apart from MfaConfiguration, which is a member of the settings too.</summary>
    public required JsonElement MfaSettings { get; init; }

    /// <summary>32 random bytes, base64: what made-up salts and ids of users who do not exist are derived from.</summary>
    public required string SimulationKey { get; init; }
}

/// <summary>The two signing keys of a pool: PKCS#1, base64. ID and access tokens are signed by different ones.</summary>
internal sealed record PoolKeysRecord(string PoolId, string IdKey, string AccessKey);

/// <summary>What a pool's settings mean, read once per change of the settings.</summary>
internal sealed class PoolRules
{
    private static readonly string[] BuiltIn =
    [
        "address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "locale", "middle_name", "name",
        "nickname", "phone_number", "phone_number_verified", "picture", "preferred_username", "profile", "sub", "updated_at",
        "website", "zoneinfo",
    ];

    private readonly Dictionary<string, SchemaAttribute> _schema = new(StringComparer.Ordinal);

    public PoolRules(PoolRecord pool)
    {
        var settings = new Input(pool.Settings);
        var mfa = new Input(pool.MfaSettings);
        Passwords = PasswordPolicy.Read(settings.Structure("Policies")?.Structure("PasswordPolicy"));
        Mfa = settings.Text("MfaConfiguration") ?? "OFF";
        TotpAllowed = mfa.Structure("SoftwareTokenMfaConfiguration")?.Flag("Enabled") ?? false;
        SmsAllowed = (mfa.Structure("SmsMfaConfiguration")?.Structure("SmsConfiguration") ?? settings.Structure("SmsConfiguration")) is not null;
        EmailAllowed = mfa.Structure("EmailMfaConfiguration") is not null;
        UsernameAttributes = settings.Texts("UsernameAttributes");
        AliasAttributes = settings.Texts("AliasAttributes");
        AutoVerified = settings.Texts("AutoVerifiedAttributes");
        VerifyBeforeUpdate = settings.Structure("UserAttributeUpdateSettings")?.Texts("AttributesRequireVerificationBeforeUpdate") ?? [];
        CaseSensitive = settings.Structure("UsernameConfiguration")?.Flag("CaseSensitive") ?? false;
        AdminCreateOnly = settings.Structure("AdminCreateUserConfig")?.Flag("AllowAdminCreateUserOnly") ?? false;
        Recovery =
        [
            .. (settings.Structure("AccountRecoverySetting")?.Structures("RecoveryMechanisms") ?? [])
                .OrderBy(mechanism => mechanism.Number("Priority"))
                .Select(mechanism => mechanism.Required("Name")),
        ];
        Tier = settings.Text("UserPoolTier") ?? "ESSENTIALS";
        Protected = settings.Text("DeletionProtection") == "ACTIVE";
        foreach (var name in BuiltIn)
            _schema[name] = new(name, Mutable: name != "sub", Required: name == "sub");
        foreach (var attribute in settings.Structures("Schema"))
        {
            var name = attribute.Text("Name") ?? "";
            var full = _schema.ContainsKey(name) ? name : (attribute.Flag("DeveloperOnlyAttribute") == true ? "dev:custom:" : "custom:") + name;
            _schema[full] = new(full, attribute.Flag("Mutable") ?? true, attribute.Flag("Required") ?? false);
        }
    }

    public PasswordPolicy Passwords { get; }

    /// <summary>OFF, ON or OPTIONAL.</summary>
    public string Mfa { get; }

    public bool TotpAllowed { get; }

    public bool SmsAllowed { get; }

    public bool EmailAllowed { get; }

    /// <summary>Attributes that people sign in with instead of a user name; the user name is then the sub.</summary>
    public IReadOnlyList<string> UsernameAttributes { get; }

    /// <summary>Attributes that people may sign in with besides the user name, once verified.</summary>
    public IReadOnlyList<string> AliasAttributes { get; }

    /// <summary>Attributes that a code is sent to when they are set by their owner.</summary>
    public IReadOnlyList<string> AutoVerified { get; }

    /// <summary>Attributes whose old value stays until the new one is verified.</summary>
    public IReadOnlyList<string> VerifyBeforeUpdate { get; }

    public bool CaseSensitive { get; }

    /// <summary>Whether SignUp is closed.</summary>
    public bool AdminCreateOnly { get; }

    /// <summary>Recovery mechanisms, best first; empty when the pool says nothing.</summary>
    public IReadOnlyList<string> Recovery { get; }

    public string Tier { get; }

    /// <summary>Whether the pool refuses to be deleted.</summary>
    public bool Protected { get; }

    public IEnumerable<SchemaAttribute> Schema => _schema.Values;

    public SchemaAttribute? Attribute(string name) => _schema.GetValueOrDefault(name);
}

/// <summary>An attribute that a pool knows, by its full name (<c>custom:</c> included).</summary>
internal sealed record SchemaAttribute(string Name, bool Mutable, bool Required);

/// <summary>An app client as it is kept.</summary>
internal sealed record ClientRecord
{
    public required string Id { get; init; }

    public required string PoolId { get; init; }

    public required string Name { get; init; }

    public string? Secret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>The members of CreateUserPoolClient or UpdateUserPoolClient that DescribeUserPoolClient repeats.</summary>
    public required JsonElement Settings { get; init; }

    [JsonIgnore]
    public ClientRules Rules => field ??= new ClientRules(Settings);
}

/// <summary>A group. Its members are kept with the users.</summary>
internal sealed record GroupRecord
{
    public required string PoolId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? RoleArn { get; init; }

    /// <summary>0 is highest; null is below every number.</summary>
    public long? Precedence { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }
}

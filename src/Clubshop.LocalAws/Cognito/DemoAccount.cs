using System.Text.Json.Serialization;

namespace Clubshop.LocalAws.Cognito;

/// <summary>A staff account as <c>/local/accounts</c> shows it.</summary>
/// <param name="Email">The name the person signs in with.</param>
/// <param name="Password">The password that an administrator last set; null once the person changed it.</param>
/// <param name="Role">Name of the highest group; null without one.</param>
/// <param name="TotpSecret">Base32 secret of the verified authenticator; null until enrolled.</param>
public sealed record DemoAccount(string Email, string? Password, string? Role, string? TotpSecret)
{
    /// <summary>Base32 secret of an authenticator that was given out and not verified yet: at the first sign-in, or to replace the present one; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EnrollingSecret { get; init; }
}

/// <summary>The JSON of <c>/local/accounts</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<DemoAccount>))]
internal sealed partial class DemoAccountJson : JsonSerializerContext;

using System.Text.Json;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>What an app client's settings mean.</summary>
internal sealed class ClientRules
{
    public ClientRules(JsonElement settings)
    {
        var client = new Input(settings);
        Flows = client.Texts("ExplicitAuthFlows");
        HidesExistence = client.Text("PreventUserExistenceErrors") == "ENABLED";
        Revocation = client.Flag("EnableTokenRevocation") ?? true;
        SessionLife = TimeSpan.FromMinutes(client.Number("AuthSessionValidity") ?? 3);
        var units = client.Structure("TokenValidityUnits");
        AccessLife = Life(client.Number("AccessTokenValidity"), units?.Text("AccessToken") ?? "hours", TimeSpan.FromHours(1));
        IdLife = Life(client.Number("IdTokenValidity"), units?.Text("IdToken") ?? "hours", TimeSpan.FromHours(1));
        RefreshLife = Life(client.Number("RefreshTokenValidity"), units?.Text("RefreshToken") ?? "days", TimeSpan.FromDays(30));
        var rotation = client.Structure("RefreshTokenRotation");
        Rotates = rotation?.Text("Feature") == "ENABLED";
        Grace = TimeSpan.FromSeconds(rotation?.Number("RetryGracePeriodSeconds") ?? 0);
        Reads = client.Member("ReadAttributes") is null ? null : client.Texts("ReadAttributes").ToHashSet(StringComparer.Ordinal);
        Writes = client.Member("WriteAttributes") is null ? null : client.Texts("WriteAttributes").ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Flows { get; }

    /// <summary>PreventUserExistenceErrors = ENABLED.</summary>
    public bool HidesExistence { get; }

    /// <summary>EnableTokenRevocation, on by default.</summary>
    public bool Revocation { get; }

    /// <summary>How long a challenge waits for its answer: AuthSessionValidity, 3–15 minutes.</summary>
    public TimeSpan SessionLife { get; }

    public TimeSpan AccessLife { get; }

    public TimeSpan IdLife { get; }

    public TimeSpan RefreshLife { get; }

    /// <summary>Refresh token rotation.</summary>
    public bool Rotates { get; }

    /// <summary>How long the old refresh token works after a rotation, 0–60 s.</summary>
    public TimeSpan Grace { get; }

    /// <summary>Attributes the client may read; null for all.</summary>
    public IReadOnlySet<string>? Reads { get; }

    /// <summary>Attributes the client may write; null for all.</summary>
    public IReadOnlySet<string>? Writes { get; }

    public bool AllowsSrp => Allows("ALLOW_USER_SRP_AUTH", legacy: true) && !Flows.Contains("CUSTOM_AUTH_FLOW_ONLY", StringComparer.Ordinal);

    public bool AllowsPassword => Has("ALLOW_USER_PASSWORD_AUTH") || Has("USER_PASSWORD_AUTH");

    public bool AllowsAdminPassword => Has("ALLOW_ADMIN_USER_PASSWORD_AUTH") || Has("ADMIN_NO_SRP_AUTH");

    public bool AllowsRefresh => !Rotates && Allows("ALLOW_REFRESH_TOKEN_AUTH", legacy: true);

    private bool Has(string flow) => Flows.Contains(flow, StringComparer.Ordinal);

    /// <summary>SRP and refresh are on unless the client lists flows of the newer kind without them.</summary>
    private bool Allows(string flow, bool legacy) =>
        Has(flow) || (legacy && !Flows.Any(named => named.StartsWith("ALLOW_", StringComparison.Ordinal)));

    private static TimeSpan Life(long? number, string unit, TimeSpan otherwise) => number is null or 0
        ? otherwise
        : TimeSpan.FromSeconds(number.Value * unit switch { "seconds" => 1, "minutes" => 60, "hours" => 3_600, _ => 86_400 });
}

namespace Clubshop.Admin.Ops;

/// <summary>A demo customer, as the embedded AWS accepts them (<c>POST /local/users</c>, docs/local-aws.md).</summary>
public sealed record DemoCustomer
{
    /// <summary>The user name: <c>ishaani.velankar.17</c>.</summary>
    public required string Username { get; init; }

    /// <summary>The <c>sub</c>; the same in every folder.</summary>
    public required string Sub { get; init; }

    /// <summary>A value of Cognito's UserStatusType.</summary>
    public required string Status { get; init; }

    /// <summary>Whether signing in is allowed.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Cognito's attributes by name.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Names of groups of the customer pool.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Base32 secret of an authenticator; null for none.</summary>
    public string? TotpSecret { get; init; }

    /// <summary>Enabled second factors.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    /// <summary>When the account was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }
}

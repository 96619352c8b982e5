namespace Clubshop.LocalAws.Cognito;

/// <summary>
/// A user to put into a pool with any status, dates and factors, even those that no operation sets. Only for
/// seeds; nobody knows a password, so none has to be hashed.
/// </summary>
public sealed record PlacedUser
{
    /// <summary>The user name; immutable.</summary>
    public required string Username { get; init; }

    /// <summary>The <c>sub</c>: a UUID.</summary>
    public required string Sub { get; init; }

    /// <summary>Any value of UserStatusType, or one that it does not have yet.</summary>
    public required string Status { get; init; }

    /// <summary>Whether signing in is allowed.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Attributes by name, without <c>sub</c>.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names of groups that exist.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Base32 secret of an authenticator that counts as enrolled; null without one.</summary>
    public string? TotpSecret { get; init; }

    /// <summary>Factors switched on: <c>SOFTWARE_TOKEN_MFA</c>, <c>SMS_MFA</c>, <c>EMAIL_OTP</c>.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }
}

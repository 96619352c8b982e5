namespace Clubshop.LocalAws.Cognito.Tokens;

/// <summary>One sign-in and the refresh token that keeps it going. Its id is the <c>origin_jti</c> of its tokens.</summary>
internal sealed record SignInRecord
{
    public required string Id { get; init; }

    public required string PoolId { get; init; }

    public required string ClientId { get; init; }

    public required string Username { get; init; }

    /// <summary>When the person passed the sign-in; refreshing does not move it.</summary>
    public required DateTimeOffset AuthTime { get; init; }

    /// <summary>When the refresh token ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>SHA-256 of the refresh tokens that work, base64: one, or a few after a retry in the grace period of a rotation.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>The token that the last rotation replaced.</summary>
    public string? Retired { get; init; }

    /// <summary>Until when the replaced token still works.</summary>
    public DateTimeOffset? RetiredUntil { get; init; }

    public bool Revoked { get; init; }
}

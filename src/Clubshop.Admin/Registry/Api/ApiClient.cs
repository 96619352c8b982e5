namespace Clubshop.Admin.Registry.Api;

/// <summary>A program that may call the API.</summary>
public sealed record ApiClient
{
    /// <summary>Its id; <c>client_id</c> in OAuth.</summary>
    public required string Id { get; init; }

    /// <summary>Its display name.</summary>
    public required string Name { get; init; }

    /// <summary>Its scopes.</summary>
    public required IReadOnlyList<ApiScope> Scopes { get; init; }

    /// <summary>Ids of the clubs whose records it may change; empty: all. Says nothing of what it may see.</summary>
    public IReadOnlyList<string> Clubs { get; init; } = [];

    /// <summary>Its hashed secrets, newest first; two during a rotation.</summary>
    public IReadOnlyList<ApiSecret> Secrets { get; init; } = [];

    /// <summary>When it was created (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was revoked (UTC); null while it is active.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>A stored secret.</summary>
/// <param name="Hash">SHA-256 of its text, in hexadecimal. 256 random bits need no slow hash.</param>
/// <param name="CreatedAt">When it was created (UTC).</param>
/// <param name="Until">When it stops working (UTC); null for the newest secret.</param>
public sealed record ApiSecret(string Hash, DateTimeOffset CreatedAt, DateTimeOffset? Until);

/// <summary>A new secret. Its plain text is available only here.</summary>
/// <param name="Client">Its client.</param>
/// <param name="Text">The secret in plain text.</param>
public sealed record NewApiSecret(ApiClient Client, string Text)
{
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Client = ").Append(Client.Id);
        return true;
    }
}

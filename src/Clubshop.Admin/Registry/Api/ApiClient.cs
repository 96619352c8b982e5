namespace Clubshop.Admin.Registry.Api;

/// <summary>A program of the app's that may call the API.</summary>
public sealed record ApiClient
{
    /// <summary>Its id, <c>client_id</c> in OAuth.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<ApiScope> Scopes { get; init; }

    /// <summary>The secrets, hashed, the newest first; two while they are rotated.</summary>
    public IReadOnlyList<ApiSecret> Secrets { get; init; } = [];

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was revoked, UTC; null while it may call.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>A secret as it is kept.</summary>
/// <param name="Hash">SHA-256 of its text, hexadecimal: 256 random bits need no slow hash.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Until">When it stops working, UTC; null while it is the newest.</param>
public sealed record ApiSecret(string Hash, DateTimeOffset CreatedAt, DateTimeOffset? Until);

/// <summary>A secret just made: the only time that its text is to be had.</summary>
/// <param name="Client">Whose it is.</param>
/// <param name="Text">The secret.</param>
public sealed record ApiSecretShown(ApiClient Client, string Text)
{
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Client = ").Append(Client.Id);
        return true;
    }
}

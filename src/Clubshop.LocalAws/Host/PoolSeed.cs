using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Host;

/// <summary>The user pools of a <c>--users</c> file; the format is in docs/local-aws.md.</summary>
internal sealed record SeedFile
{
    public required IReadOnlyList<SeedPool> Pools { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It has another format; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<SeedFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        try
        {
            return await JsonSerializer.DeserializeAsync<SeedFile>(file, Json, cancellationToken) ?? throw new JsonException("It is null.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }
}

/// <summary>A pool. <see cref="Settings"/> are further members of CreateUserPool.</summary>
internal sealed record SeedPool
{
    public required string Name { get; init; }

    /// <summary>OFF, OPTIONAL or ON (authenticator codes); null leaves it as the pool is made.</summary>
    public string? Mfa { get; init; }

    public JsonObject? Settings { get; init; }

    public IReadOnlyList<SeedClient> Clients { get; init; } = [];

    public IReadOnlyList<SeedGroup> Groups { get; init; } = [];

    public IReadOnlyList<SeedUser> Users { get; init; } = [];
}

/// <summary>An app client. <see cref="Settings"/> are further members of CreateUserPoolClient.</summary>
internal sealed record SeedClient
{
    public required string Name { get; init; }

    public bool Secret { get; init; }

    public JsonObject? Settings { get; init; }
}

/// <summary>A group.</summary>
internal sealed record SeedGroup
{
    public required string Name { get; init; }

    public int? Precedence { get; init; }

    public string? Description { get; init; }
}

/// <summary>A user; without a password nobody can sign in until one is set.</summary>
internal sealed record SeedUser
{
    public required string Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether the password has to be changed at the first sign-in.</summary>
    public bool Temporary { get; init; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Base32 secret of an authenticator that counts as enrolled.</summary>
    public string? TotpSecret { get; init; }
}

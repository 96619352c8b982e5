using System.Text.Json.Serialization;

namespace Clubshop.LocalAws.Kms;

/// <summary>Whether a key may be used.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KmsKeyState>))]
internal enum KmsKeyState
{
    Enabled,
    Disabled,
    PendingDeletion,
}

/// <summary>A symmetric key.</summary>
internal sealed record KmsKey
{
    /// <summary>A UUID.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, in its maker's words.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it may be used.</summary>
    public KmsKeyState State { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it will be deleted; null when it will not.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>32 bytes each: the last one encrypts, the earlier ones decrypt what they encrypted before a rotation.</summary>
    public required IReadOnlyList<byte[]> Materials { get; init; }
}

/// <summary>One entry of the log; says what is so now, so that applying it twice does no harm.</summary>
internal sealed record KmsEntry
{
    /// <summary>A key as it is.</summary>
    public KmsKey? Key { get; init; }

    /// <summary>An alias, with its prefix.</summary>
    public string? Alias { get; init; }

    /// <summary>The key that the alias stands for; null when the alias is gone.</summary>
    public string? Target { get; init; }
}

/// <summary>The JSON of the log.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KmsEntry))]
internal sealed partial class KmsJson : JsonSerializerContext;

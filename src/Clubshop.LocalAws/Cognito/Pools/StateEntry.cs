using System.Text.Json;
using System.Text.Json.Serialization;
using Clubshop.LocalAws.Cognito.Tokens;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>
/// One entry of the log: records to put in place of those with the same key, and keys to remove, applied together. Putting is
/// idempotent, so a snapshot is just the present records.
/// </summary>
internal sealed record StateEntry
{
    public PoolRecord? Pool { get; init; }

    public string? DeletedPool { get; init; }

    public PoolKeysRecord? Keys { get; init; }

    public ClientRecord? Client { get; init; }

    public string? DeletedClient { get; init; }

    public GroupRecord? Group { get; init; }

    public RecordKey? DeletedGroup { get; init; }

    public UserRecord? User { get; init; }

    /// <summary>A second user that changes with the first: one whose alias was taken over.</summary>
    public UserRecord? OtherUser { get; init; }

    public RecordKey? DeletedUser { get; init; }

    public SignInRecord? SignIn { get; init; }

    /// <summary>A user all of whose sign-ins end.</summary>
    public RecordKey? SignedOut { get; init; }
}

/// <summary>A group's or a user's key.</summary>
internal sealed record RecordKey(string PoolId, string Name);

/// <summary>The JSON of the log.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StateEntry))]
internal sealed partial class StateJson : JsonSerializerContext
{
    public static byte[] Write(StateEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Default.StateEntry);

    public static StateEntry Read(ReadOnlySpan<byte> entry) =>
        JsonSerializer.Deserialize(entry, Default.StateEntry) ?? throw new JsonException("An entry of the log is null.");
}

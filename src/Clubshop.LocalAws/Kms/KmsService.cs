using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Kms;

/// <summary>
/// AWS Key Management Service, as far as <see cref="OperationNames"/> goes: JSON 1.1 under <c>TrentService.*</c>, with real
/// encryption under keys that are stored in the folder. Its state is rebuilt by replay; <see cref="Attach"/> gives the log after that.
/// </summary>
public sealed class KmsService : ILocalService, IReplayable
{
    private const string TargetHead = "TrentService.";
    private const string JsonType = "application/x-amz-json-1.1";

    private readonly KmsState _state;
    private readonly KmsOperations _using;
    private readonly KmsKeeping _keeping;

    /// <param name="region">The region in ARNs.</param>
    /// <param name="time">The clock for the dates of keys and for their deletion.</param>
    public KmsService(string region, TimeProvider time)
    {
        _state = new(time);
        var names = new KmsNames(_state, region);
        (_using, _keeping) = (new(_state, names), new(_state, names, time));
    }

    /// <summary>The operations that are answered; any other is refused by name.</summary>
    public static IReadOnlyList<string> OperationNames { get; } =
    [
        "CancelKeyDeletion", "CreateAlias", "CreateKey", "Decrypt", "DeleteAlias", "DescribeKey", "DisableKey", "EnableKey", "Encrypt",
        "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateRandom", "ListAliases", "ListKeys", "ReEncrypt", "RotateKeyOnDemand",
        "ScheduleKeyDeletion", "UpdateAlias",
    ];

    /// <summary>Gives the log that changes go to. Call once, after the replay.</summary>
    public void Attach(IStateLog log) => _state.Attach(log);

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> entry) => _state.Apply(entry);

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Snapshot() => _state.Snapshot();

    /// <inheritdoc/>
    public string ServiceName => "kms";

    /// <inheritdoc/>
    public bool Claims(WireRequest request) => request.Header("X-Amz-Target")?.StartsWith(TargetHead, StringComparison.Ordinal) == true;

    /// <inheritdoc/>
    public WireResponse? Refusal(WireRequest request, FaultKind kind) => kind switch
    {
        FaultKind.Throttling => Refuse(new("ThrottlingException", "Rate exceeded")),
        FaultKind.InternalError => Refuse(KmsException.Internal()),
        _ => null,
    };

    /// <inheritdoc/>
    public async ValueTask<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (SigningScope.ServiceOf(request) is null) throw new KmsException("MissingAuthenticationTokenException", "Missing Authentication Token");
            var answer = await RunAsync(request.Header("X-Amz-Target")![TargetHead.Length..], KmsInput.Read(request.Body), cancellationToken);
            return Reply(200, answer is null ? [] : JsonSerializer.SerializeToUtf8Bytes(answer));
        }
        catch (KmsException refusal)
        {
            return Refuse(refusal);
        }
        catch (IOException)
        {
            return Refuse(KmsException.Internal()); // the log could not be written, so nothing changed
        }
    }

    private async ValueTask<JsonObject?> RunAsync(string operation, KmsInput input, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case "Encrypt": return _using.Encrypt(input);
            case "Decrypt": return _using.Decrypt(input);
            case "ReEncrypt": return _using.ReEncrypt(input);
            case "GenerateDataKey": return _using.GenerateDataKey(input, withPlaintext: true);
            case "GenerateDataKeyWithoutPlaintext": return _using.GenerateDataKey(input, withPlaintext: false);
            case "GenerateRandom": return KmsOperations.GenerateRandom(input);
            case "DescribeKey": return _keeping.DescribeKey(input);
            case "ListKeys": return _keeping.ListKeys();
            case "ListAliases": return _keeping.ListAliases(input);
        }
        await _state.Writing.WaitAsync(cancellationToken);
        try
        {
            return operation switch
            {
                "CreateKey" => await _keeping.CreateKeyAsync(input),
                "EnableKey" => await _keeping.EnableKeyAsync(input),
                "DisableKey" => await _keeping.DisableKeyAsync(input),
                "RotateKeyOnDemand" => await _keeping.RotateAsync(input),
                "ScheduleKeyDeletion" => await _keeping.ScheduleDeletionAsync(input),
                "CancelKeyDeletion" => await _keeping.CancelDeletionAsync(input),
                "CreateAlias" => await _keeping.CreateAliasAsync(input),
                "UpdateAlias" => await _keeping.UpdateAliasAsync(input),
                "DeleteAlias" => await _keeping.DeleteAliasAsync(input),
                _ => throw new KmsException("UnknownOperationException", $"The embedded KMS does not answer {operation}."),
            };
        }
        finally
        {
            _state.Writing.Release();
        }
    }

    private static WireResponse Refuse(KmsException refusal)
    {
        var body = new JsonObject { ["__type"] = refusal.Name };
        if (refusal.Text is { } text) body["message"] = text;
        return Reply(refusal.Status, JsonSerializer.SerializeToUtf8Bytes(body));
    }

    private static WireResponse Reply(int status, byte[] body) => new(
        status, JsonType, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["x-amzn-RequestId"] = Guid.NewGuid().ToString() }, body);
}

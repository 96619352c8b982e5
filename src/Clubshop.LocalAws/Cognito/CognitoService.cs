using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Operations;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Tokens;
using Clubshop.LocalAws.Cognito.Totp;
using Clubshop.LocalAws.Cognito.Wire;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Outbox;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Cognito;

/// <summary>
/// Amazon Cognito user pools, as far as <see cref="OperationNames"/> goes: JSON 1.1 under
/// <c>AWSCognitoIdentityProviderService.*</c>, and each pool's <c>/.well-known</c> documents. Its state is rebuilt by replay;
/// <see cref="Attach"/> gives the log after that.
/// </summary>
public sealed class CognitoService : ILocalService, IReplayable
{
    private const string TargetHead = "AWSCognitoIdentityProviderService.";
    private const string JsonType = "application/x-amz-json-1.1";
    private readonly CognitoParts _parts;

    /// <param name="region">The region in ids and issuers, such as <c>ap-south-1</c>.</param>
    /// <param name="clock">The clock for everything that expires.</param>
    /// <param name="outbox">Where codes and invitations go.</param>
    /// <param name="faults">What goes wrong with tokens; null for nothing.</param>
    public CognitoService(string region, TimeProvider clock, MessageOutbox outbox, FaultBoard? faults = null)
        : this(region, clock, outbox, PoolKeys.NewKey, faults)
    {
    }

    /// <summary>The same with a maker of signing keys.</summary>
    internal CognitoService(string region, TimeProvider clock, MessageOutbox outbox, Func<string> newKey, FaultBoard? faults = null) =>
        _parts = new CognitoParts(region, clock, outbox, newKey, faults ?? new FaultBoard(clock));

    /// <summary>The operations that are answered; any other is an UnknownOperationException.</summary>
    public static IReadOnlyList<string> OperationNames => OperationTable.Names;

    /// <summary>Gives the log that changes go to. Call once, after the replay.</summary>
    public void Attach(IStateLog log) => _parts.State.Attach(log);

    /// <summary>The accounts of the staff pool, in order of creation; empty without that pool.</summary>
    public IReadOnlyList<DemoAccount> Accounts()
    {
        if (!_parts.State.Pools.TryGetValue(FixedIds.PoolId(_parts.Region, FixedIds.StaffPoolName)!, out var pool))
            return [];
        var enrolling = _parts.Sessions.Enrolling(pool.Id);
        return
        [
            .. pool.Users.After(0).Select(user => new DemoAccount(
                user.Attribute("email") ?? user.Username,
                user.DemoPassword,
                pool.GroupsOf(user) is [var highest, ..] ? highest.Name : null,
                user.Totp?.Secret) { EnrollingSecret = user.PendingTotp ?? enrolling.GetValueOrDefault(user.Username) }),
        ];
    }

    /// <summary>The code that an authenticator with this secret shows now; good for the rest of its 30 s, once.</summary>
    /// <param name="totpSecret">Base32, as <see cref="DemoAccount.TotpSecret"/>.</param>
    public string CodeNow(string totpSecret) => TotpCodes.Now(totpSecret, _parts.Clock.GetUtcNow());

    /// <summary>The accounts as <c>GET /local/accounts</c> answers them: <c>[{email,password,role,totpSecret}]</c>, UTF-8.</summary>
    public byte[] AccountsJson() =>
        JsonSerializer.SerializeToUtf8Bytes(Accounts(), DemoAccountJson.Default.IReadOnlyListDemoAccount);

    /// <inheritdoc />
    public void Apply(ReadOnlySpan<byte> entry) => _parts.State.Change(StateJson.Read(entry));

    /// <inheritdoc />
    public IEnumerable<ReadOnlyMemory<byte>> Snapshot() =>
        _parts.State.Snapshot().Select(entry => (ReadOnlyMemory<byte>)StateJson.Write(entry));

    /// <inheritdoc/>
    public string ServiceName => "cognito";

    /// <inheritdoc />
    public bool Claims(WireRequest request) =>
        request.Header("X-Amz-Target")?.StartsWith(TargetHead, StringComparison.Ordinal) == true
        || (request.Method == "GET" && WellKnown.Parse(request.Path) is not null);

    /// <inheritdoc />
    public async ValueTask<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        if (request.Header("X-Amz-Target") is not { } target)
            return await WellKnown.AnswerAsync(_parts, request.Path);
        var requestId = Guid.NewGuid().ToString();
        try
        {
            var answer = await RunAsync(target[TargetHead.Length..], request, cancellationToken);
            var body = answer is null ? [] : JsonSerializer.SerializeToUtf8Bytes(answer, Answer.Options);
            return new WireResponse(200, JsonType, Headers(requestId), body);
        }
        catch (CognitoException refusal)
        {
            return Refuse(400, refusal.Name, refusal.Message, requestId);
        }
        catch (IOException)
        {
            // The log could not be written, so nothing changed; the caller may try again.
            return Refuse(500, "InternalErrorException", "Internal error: the change could not be stored.", requestId);
        }
    }

    private async ValueTask<JsonObject?> RunAsync(string name, WireRequest request, CancellationToken cancellationToken)
    {
        var operation = OperationTable.Find(name)
            ?? throw new CognitoException("UnknownOperationException", $"The embedded user pools do not answer {name}.");
        if (operation.Signed && !Signature.IsPresent(request))
            throw new CognitoException("MissingAuthenticationTokenException", "Missing Authentication Token");
        var root = JsonBody.Parse(request.Body.IsEmpty ? "{}"u8.ToArray() : request.Body)
            ?? throw new CognitoException("SerializationException", "The request body is not JSON.");
        return await RunAsync(operation, name, root, cancellationToken);
    }

    /// <summary>One operation by name, without HTTP; the request counts as signed. Null where the operation has no answer.</summary>
    /// <exception cref="CognitoException">A refusal.</exception>
    internal ValueTask<JsonObject?> ExecuteAsync(string operation, JsonObject request, CancellationToken cancellationToken) =>
        RunAsync(OperationTable.Find(operation)!, operation, JsonSerializer.SerializeToElement(request), cancellationToken);

    /// <summary>Puts users into a pool with arbitrary status and dates; existing users stay as they are. Only for seeds.</summary>
    /// <returns>How many were put in.</returns>
    /// <exception cref="ArgumentException">There is no such pool.</exception>
    public Task<int> PlaceAsync(string poolId, IEnumerable<PlacedUser> users, CancellationToken cancellationToken) =>
        _parts.State.Pools.TryGetValue(poolId, out var pool)
            ? Placing.PlaceAsync(_parts.State, pool, users, cancellationToken)
            : throw new ArgumentException($"There is no user pool {poolId}.", nameof(poolId));

    /// <summary>Gives a user an authenticator that counts as verified: what no operation does, because people enrol themselves.</summary>
    internal async Task EnrolAsync(string poolId, string username, string secret, CancellationToken cancellationToken)
    {
        var pool = _parts.State.Pool(poolId);
        await _parts.State.ChangeUserAsync(
            pool, pool.User(username).Username,
            user => user with { Totp = new(secret, null, 0), Factors = [Factor.Totp], PreferredFactor = Factor.Totp }, cancellationToken);
    }

    private async ValueTask<JsonObject?> RunAsync(Operation operation, string name, JsonElement root, CancellationToken cancellationToken)
    {
        ShapeValidator.Check(ShapeTable.Operation(name)!, root);
        return await operation.AnswerAsync(new Call(_parts, new Input(root), cancellationToken));
    }

    private static WireResponse Refuse(int status, string name, string message, string requestId)
    {
        var headers = Headers(requestId);
        headers["x-amzn-errortype"] = name + ":";
        if (message.All(letter => letter is >= ' ' and <= '~'))
            headers["x-amzn-errormessage"] = message;
        var body = new JsonObject { ["__type"] = name, ["message"] = message };
        return new WireResponse(status, JsonType, headers, JsonSerializer.SerializeToUtf8Bytes(body, Answer.Options));
    }

    private static Dictionary<string, string> Headers(string requestId) =>
        new(StringComparer.OrdinalIgnoreCase) { ["x-amzn-requestid"] = requestId };
}

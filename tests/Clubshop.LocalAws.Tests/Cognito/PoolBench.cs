#pragma warning disable CA1507 // The strings are names of the wire; members here may be called otherwise tomorrow.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Outbox;
using Clubshop.LocalAws.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>The embedded user pools on a clock of their own, called only over the wire.</summary>
internal sealed class PoolBench
{
    public const string Password = "Corr3ct-Horse!";

    private PoolBench(FakeTimeProvider clock, ListLog log, ListLog outboxLog)
    {
        (Clock, Log, OutboxLog) = (clock, log, outboxLog);
        Outbox = new MessageOutbox();
        Service = new CognitoService("ap-south-1", clock, Outbox, NextKey);
        foreach (var entry in outboxLog.Entries)
            Outbox.Apply(entry);
        foreach (var entry in log.Entries)
            Service.Apply(entry);
        Outbox.Attach(outboxLog);
        Service.Attach(log);
    }

    /// <summary>Keys made once for all tests: each costs a quarter of a second.</summary>
    private static readonly string[] Keys = [NewKey(), NewKey()];

    private int _key;

    public FakeTimeProvider Clock { get; }

    public ListLog Log { get; }

    public ListLog OutboxLog { get; }

    public CognitoService Service { get; }

    public MessageOutbox Outbox { get; }

    public string PoolId { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string? ClientSecret { get; set; }

    public string PoolName => PoolId[(PoolId.IndexOf('_', StringComparison.Ordinal) + 1)..];

    /// <summary>A service with nothing in it.</summary>
    public static PoolBench Empty() => new(new FakeTimeProvider(new DateTimeOffset(2026, 3, 3, 9, 5, 7, TimeSpan.Zero)), new ListLog(), new ListLog());

    /// <summary>A service with one pool, in which people sign in by e-mail, and one client for all flows.</summary>
    public static async Task<PoolBench> WithPoolAsync(string mfa = "OFF", JsonObject? pool = null, JsonObject? client = null)
    {
        var bench = Empty();
        var wanted = pool ?? [];
        wanted["PoolName"] ??= "people";
        if (!wanted.ContainsKey("AliasAttributes") && !wanted.ContainsKey("UsernameAttributes"))
            wanted["UsernameAttributes"] = new JsonArray("email");
        var created = (await bench.CallAsync("CreateUserPool", wanted)).Ok();
        bench.PoolId = created.Json.GetProperty("UserPool").GetProperty("Id").GetString()!;
        if (mfa != "OFF")
        {
            (await bench.CallAsync("SetUserPoolMfaConfig", new JsonObject
            {
                ["UserPoolId"] = bench.PoolId,
                ["MfaConfiguration"] = mfa,
                ["SoftwareTokenMfaConfiguration"] = new JsonObject { ["Enabled"] = true },
            })).Ok();
        }

        await bench.AddClientAsync(client);
        return bench;
    }

    /// <summary>Makes a client and uses it from here on.</summary>
    public async Task AddClientAsync(JsonObject? client = null)
    {
        var wanted = client ?? [];
        wanted["UserPoolId"] = PoolId;
        wanted["ClientName"] ??= "app";
        if (!wanted.ContainsKey("ExplicitAuthFlows"))
        {
            wanted["ExplicitAuthFlows"] = new JsonArray(
                "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH");
        }

        var created = (await CallAsync("CreateUserPoolClient", wanted)).Ok().Json.GetProperty("UserPoolClient");
        ClientId = created.GetProperty("ClientId").GetString()!;
        ClientSecret = created.TryGetProperty("ClientSecret", out var secret) ? secret.GetString() : null;
    }

    /// <summary>The same state after a crash: a new service, made only from the log.</summary>
    public PoolBench Restart() => new(Clock, Log, OutboxLog) { PoolId = PoolId, ClientId = ClientId, ClientSecret = ClientSecret };

    /// <summary>The same state after compaction and a crash.</summary>
    public PoolBench RestartFromSnapshot()
    {
        var compact = new ListLog();
        foreach (var entry in Service.Snapshot())
            compact.AppendAsync(entry).AsTask().GetAwaiter().GetResult();
        return new PoolBench(Clock, compact, OutboxLog) { PoolId = PoolId, ClientId = ClientId, ClientSecret = ClientSecret };
    }

    /// <summary>A signed call.</summary>
    public Task<Reply> CallAsync(string operation, JsonObject input) => SendAsync(operation, input.ToJsonString(), signed: true);

    /// <summary>A call without a signature, as applications make it.</summary>
    public Task<Reply> PublicAsync(string operation, JsonObject input) => SendAsync(operation, input.ToJsonString(), signed: false);

    /// <summary>A signed call about the pool.</summary>
    public Task<Reply> AdminAsync(string operation, JsonObject? input = null, string? user = null)
    {
        var wanted = input ?? [];
        wanted["UserPoolId"] = PoolId;
        if (user is not null)
            wanted["Username"] = user;
        return CallAsync(operation, wanted);
    }

    public async Task<Reply> SendAsync(string operation, string body, bool signed)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Amz-Target"] = "AWSCognitoIdentityProviderService." + operation,
            ["Content-Type"] = "application/x-amz-json-1.1",
        };
        if (signed)
            headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=00";
        var request = new WireRequest("POST", "/", headers, Encoding.UTF8.GetBytes(body));
        Assert.True(Service.Claims(request));
        return new Reply(await Service.AnswerAsync(request, CancellationToken.None));
    }

    public async Task<Reply> GetAsync(string path)
    {
        var request = new WireRequest("GET", path, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), default);
        Assert.True(Service.Claims(request));
        return new Reply(await Service.AnswerAsync(request, CancellationToken.None));
    }

    /// <summary>A confirmed person with a verified e-mail address.</summary>
    public async Task AddPersonAsync(string email, string password = Password, params (string Name, string Value)[] attributes)
    {
        (await AdminAsync("AdminCreateUser", new JsonObject
        {
            ["MessageAction"] = "SUPPRESS",
            ["UserAttributes"] = Attributes([("email_verified", "true"), .. attributes]),
        }, email)).Ok();
        (await AdminAsync("AdminSetUserPassword", new JsonObject { ["Password"] = password, ["Permanent"] = true }, email)).Ok();
    }

    public static JsonArray Attributes(params (string Name, string Value)[] attributes) =>
        [.. attributes.Select(attribute => (JsonNode)new JsonObject { ["Name"] = attribute.Name, ["Value"] = attribute.Value })];

    public string SecretHash(string username) => Convert.ToBase64String(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientSecret!), Encoding.UTF8.GetBytes(username + ClientId)));

    /// <summary>InitiateAuth with USER_PASSWORD_AUTH.</summary>
    public Task<Reply> PasswordAsync(string username, string password = Password) => InitiateAsync("USER_PASSWORD_AUTH", new JsonObject
    {
        ["USERNAME"] = username,
        ["PASSWORD"] = password,
    }, username);

    public Task<Reply> InitiateAsync(string flow, JsonObject parameters, string? username = null)
    {
        if (ClientSecret is not null && username is not null && !parameters.ContainsKey("SECRET_HASH"))
            parameters["SECRET_HASH"] = SecretHash(username);
        return PublicAsync("InitiateAuth", new JsonObject
        {
            ["AuthFlow"] = flow,
            ["ClientId"] = ClientId,
            ["AuthParameters"] = parameters,
        });
    }

    /// <summary>RespondToAuthChallenge.</summary>
    public Task<Reply> AnswerAsync(string challenge, string? session, string username, params (string Name, string Value)[] responses)
    {
        var map = new JsonObject { ["USERNAME"] = username };
        foreach (var (name, value) in responses)
            map[name] = value;
        if (ClientSecret is not null && !map.ContainsKey("SECRET_HASH"))
            map["SECRET_HASH"] = SecretHash(username);
        var input = new JsonObject { ["ClientId"] = ClientId, ["ChallengeName"] = challenge, ["ChallengeResponses"] = map };
        if (session is not null)
            input["Session"] = session;
        return PublicAsync("RespondToAuthChallenge", input);
    }

    /// <summary>A whole SRP sign-in up to what follows the password.</summary>
    public async Task<Reply> SrpAsync(string username, string password = Password)
    {
        var (claim, asked) = await SrpClaimAsync(username, password);
        return claim is null ? asked : await AnswerAsync("PASSWORD_VERIFIER", null, claim.Value.UserId, claim.Value.Responses);
    }

    /// <summary>The first half of an SRP sign-in and the answer to it; no claim when InitiateAuth refused.</summary>
    public async Task<((string UserId, (string, string)[] Responses)? Claim, Reply Asked)> SrpClaimAsync(
        string username, string password = Password)
    {
        var client = SrpClient.Random();
        var asked = await InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = username, ["SRP_A"] = client.PublicHex }, username);
        if (asked.ChallengeName != "PASSWORD_VERIFIER")
            return (null, asked);
        var userId = asked.Parameter("USER_ID_FOR_SRP");
        var block = asked.Parameter("SECRET_BLOCK");
        var timestamp = SrpClient.Timestamp(Clock.GetUtcNow());
        var signature = client.Sign(
            PoolName, userId, password, asked.Parameter("SALT"), asked.Parameter("SRP_B"), block, timestamp);
        return ((userId,
        [
            ("PASSWORD_CLAIM_SECRET_BLOCK", block), ("PASSWORD_CLAIM_SIGNATURE", signature), ("TIMESTAMP", timestamp),
        ]), asked);
    }

    private static string NewKey()
    {
        using var key = RSA.Create(2048);
        return Convert.ToBase64String(key.ExportRSAPrivateKey());
    }

    private string NextKey() => Keys[Interlocked.Increment(ref _key) & 1];

    /// <summary>Claims of a token, unverified.</summary>
    public static JsonElement Claims(string token) =>
        JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
}

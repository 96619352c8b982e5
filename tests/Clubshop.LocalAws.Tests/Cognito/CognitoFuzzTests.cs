using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Cognito.Wire;
using Clubshop.LocalAws.Tests.Fuzzing;
using Clubshop.LocalAws.Wire;
using CsCheck;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>Requests made of the service's own shapes, then changed: answered or refused in its form, never anything else.</summary>
public sealed class CognitoFuzzTests
{
    private const string User = "ada@example.test";

    // Filled in for each world: {pool}, {client}, {token}, {session}.
    private static readonly Gen<string> AnyText = Gen.Frequency<string>(
        (4, Gen.OneOf(
            User, "someone@example.test", "+919876543210", "\U0001F600", "", " ", "a", "0", "-1", "123456", "Corr3ct-Horse!", "email", "name", "true", "custom:x", "sub", "{token}", "{session}",
            "cognito:username", "00", "FFFFFFFF", "-FF", "A.B.C", "eyJhbGciOiJub25lIn0.eyJzdWIiOjF9.", "bnVsbA.bnVsbA.bnVsbA", "Sat Nov 21 08:00:00 UTC 2026", "AAAA", "%", "a\nb", "\0")),
        (1, Gen.String[0, 12]),
        (1, Gen.OneOf("F", "0", "a", "=", ".", "-").Array[1, 40].Select(string.Concat)));

    private static readonly Gen<string> Filter = Gen.OneOf("email", "username", "status", "cognito:user_status", "sub", "x", "=", "^=", "\"", "\\", " ", "a", "Enabled", "\u00e9", "\\\"").Array[0, 8].Select(string.Concat);

    private static readonly Gen<string> Key = Gen.OneOf(
        "USERNAME", "PASSWORD", "SRP_A", "SECRET_HASH", "NEW_PASSWORD", "SOFTWARE_TOKEN_MFA_CODE", "SMS_MFA_CODE", "ANSWER", "REFRESH_TOKEN", "SESSION", "DEVICE_KEY", "PREFERRED_CHALLENGE",
        "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP", "USER_ID_FOR_SRP", "userAttributes.name", "userAttributes.email", "userAttributes.", "x");

    private static readonly Gen<string> AnyJson = Gen.OneOf("{}", "[]", "null", "true", "1", "\"a\"", """{"a":{"b":[1,null]}}""");

    private static readonly Gen<(string Operation, string Body)> Requests = Gen.Frequency(
        [.. CognitoService.OperationNames.Select(name => (name.Contains("Delete", StringComparison.Ordinal) ? 1 : 8, RequestOf(name)))]);

    [Fact]
    public Task Request_OfAnyOperation_IsAnsweredInTheServicesForm()
    {
        var world = new Renewed<World>(World.NewAsync, cases: 500);
        return Gen.Select(Requests, Mutations.Changes(Mutations.Json), Gen.Int[0, 2], Gen.Bool).SampleAsync(async (request, changes, changed, latin) =>
        {
            var there = await world.GetAsync();
            var body = there.Filled(request.Body);
            if (changed == 0) body = changes.Aggregate(body, (text, change) => change.Apply(text));
            await AnsweredAsync(there.Bench.Service, request.Operation, Mutations.Bytes(body, latin && changed == 0));
        });
    }

    [Fact]
    public Task Attribute_OfAnyText_IsReadBackAsItWas()
    {
        var world = new Renewed<World>(World.NewAsync, cases: 2_000);
        return AnyText.SampleAsync(async text =>
        {
            var there = await world.GetAsync();
            var name = "user-" + Guid.NewGuid().ToString("N") + "@example.test";
            var created = await there.Bench.AdminAsync(
                "AdminCreateUser", new JsonObject { ["MessageAction"] = "SUPPRESS", ["UserAttributes"] = PoolBench.Attributes(("name", text)) }, name);
            if (created.Status != 200 || text.Length == 0) return; // an empty one takes the attribute off
            var got = (await there.Bench.AdminAsync("AdminGetUser", user: name)).Ok();
            // As sent: a half character became the replacement before it left.
            Assert.Contains(
                got.Json.GetProperty("UserAttributes").EnumerateArray(),
                attribute => attribute.GetProperty("Name").GetString() == "name" && attribute.GetProperty("Value").GetString() == JsonSerializer.Deserialize<string>(JsonSerializer.SerializeToUtf8Bytes(text)));
        });
    }

    private static Gen<(string Operation, string Body)> RequestOf(string operation) =>
        StructureOf(ShapeTable.Operation(operation)!, 0).Select(body => (operation, body));

    private static Gen<string> StructureOf(Shape shape, int depth)
    {
        Gen<string> body = Gen.Const("");
        foreach (var member in shape.Members!)
        {
            var pair = ValueOf(member, depth).Select(value => $"{JsonSerializer.Serialize(member.Name)}:{value},");
            var often = member.Required ? 30 : 1;
            body = Gen.Select(body, Gen.Frequency<string>((often, pair), (1, Gen.Const("")))).Select(two => two.Item1 + two.Item2);
        }
        return body.Select(members => "{" + members.TrimEnd(',') + "}");
    }

    private static Gen<string> ValueOf(ShapeMember member, int depth) => member.Name switch
    {
        "UserPoolId" => Mostly("{pool}"),
        "ClientId" => Mostly("{client}"),
        "AccessToken" => Mostly("{token}"),
        "Session" => Mostly("{session}"),
        "Username" => Mostly(User),
        "GroupName" => Mostly("Group"),
        "Filter" => Filter.Select(text => JsonSerializer.Serialize(text)),
        _ => ValueOf(ShapeTable.ByName(member.Shape), depth),
    };

    private static Gen<string> Mostly(string text) => Gen.Frequency<string>((6, Gen.Const(JsonSerializer.Serialize(text))), (1, AnyText.Select(other => JsonSerializer.Serialize(other))));

    private static Gen<string> ValueOf(Shape shape, int depth) => shape.Kind switch
    {
        ShapeKind.Enumeration => Gen.OneOf([.. shape.Names!]).Select(name => $"\"{name}\""),
        ShapeKind.Flag => Gen.OneOf("true", "false"),
        ShapeKind.Whole => Gen.Frequency<string>(
            (6, Gen.Int[(int)(shape.Min ?? 0), (int)Math.Min(shape.Max ?? 100, 100_000)].Select(number => number.ToString(CultureInfo.InvariantCulture))),
            (1, Gen.OneOf("-1", "0", "9223372036854775807", "2147483648", "1.5", "1e3", "99999999999999999999"))),
        ShapeKind.List when depth < 4 => ValueOf(ShapeTable.ByName(shape.Item!), depth + 1).Array[0, 3].Select(items => $"[{string.Join(',', items)}]"),
        ShapeKind.Map => Gen.Select(Key, AnyText).Array[0, 6].Select(pairs =>
            "{" + string.Join(',', pairs.Select(pair => $"{JsonSerializer.Serialize(pair.Item1)}:{JsonSerializer.Serialize(pair.Item2)}")) + "}"),
        ShapeKind.Structure when depth < 4 => StructureOf(shape, depth + 1),
        ShapeKind.Text => AnyText.Select(text => JsonSerializer.Serialize(text)),
        _ => AnyJson,
    };

    private static async Task AnsweredAsync(CognitoService service, string operation, byte[] body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Amz-Target"] = "AWSCognitoIdentityProviderService." + operation,
            ["Authorization"] = "AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=00",
        };
        var answer = await service.AnswerAsync(new WireRequest("POST", "/", headers, body), CancellationToken.None);
        var read = answer.Body.IsEmpty ? null : JsonNode.Parse(answer.Body.Span);
        if (answer.Status == 200) return;
        Assert.Equal(400, answer.Status);
        Assert.EndsWith("Exception", (string)read!["__type"]!, StringComparison.Ordinal);
        Assert.NotNull(read["message"]);
    }

    private sealed record World(PoolBench Bench, string Token, string Session)
    {
        public static async Task<World> NewAsync()
        {
            var bench = await PoolBench.WithPoolAsync("OPTIONAL");
            await bench.AddPersonAsync(User);
            var token = (await bench.PasswordAsync(User)).Ok().AccessToken;
            (await bench.AdminAsync("CreateGroup", new JsonObject { ["GroupName"] = "Group" })).Ok();
            (await bench.AdminAsync("AdminCreateUser", new JsonObject { ["MessageAction"] = "SUPPRESS", ["TemporaryPassword"] = PoolBench.Password }, "someone@example.test")).Ok();
            return new World(bench, token, (await bench.PasswordAsync("someone@example.test")).Session!);
        }

        public string Filled(string body) => body
            .Replace("{pool}", Bench.PoolId, StringComparison.Ordinal).Replace("{client}", Bench.ClientId, StringComparison.Ordinal)
            .Replace("{token}", Token, StringComparison.Ordinal).Replace("{session}", Session, StringComparison.Ordinal);
    }
}

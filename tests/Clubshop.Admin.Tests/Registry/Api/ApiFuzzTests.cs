using System.Text;
using System.Text.Json;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Tests.Input;
using CsCheck;

namespace Clubshop.Admin.Tests.Registry.Api;

/// <summary>Invalid bodies as programs send them.</summary>
internal static class AnyBody
{
    private static readonly string[] Names = ["token", "platform", "appVersion", "city", "language", "phone", "Token", "PLATFORM", "x", "", "\\u0074oken", "\\ud800"];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e999", "[]", "{}", "[[[[]]]]", "\"\"", "\"android\"", "\"ios\"", "\"nokia\"", "\"ANDROID\"", "\"fcm-token-000001\"", "\"fcm-token-000001\\n\"", "\"Pune\"",
        "\"\\ud800\"", "\"\\u202e\"", "\"\\u3164\"", "\"hi\"", "\"en-IN\"", "\"+919876500202\"", "\"+91 0 98765 00202\"", "\"98765\"", "\"९८७६५००२०२\"", "\"\\u0000\"", "NaN", "'a'", "",
    ];

    private static readonly Gen<string> Object = Gen.Select(Gen.OneOf<string>(Names), Gen.OneOf<string>(Values), (name, value) => $"\"{name}\":{value}").Array[0, 5].Select(members => "{" + string.Join(',', members) + "}");

    /// <summary>Objects, texts, and objects with something removed or inserted.</summary>
    public static Gen<byte[]> Bytes { get; } = Gen.OneOf<byte[]>(
        Object.Select(Encoding.UTF8.GetBytes),
        AnyText.Of(20).Select(Encoding.UTF8.GetBytes),
        Gen.Select(Object.Select(Encoding.UTF8.GetBytes), Gen.Int[0, 200], Gen.Byte, Gen.Bool, Mutated));

    private static byte[] Mutated(byte[] body, int at, byte with, bool cut) =>
        cut ? body[..(at % (body.Length + 1))] : [.. body[..(at % (body.Length + 1))], with, .. body[(at % (body.Length + 1))..]];
}

public sealed class ApiBodyFuzzTests
{
    private static readonly RegistrySource Source = new("api:fuzz", "Fuzz");

    [Fact]
    public void DeviceBody_OfAnyBytes_IsRefusedByNameOrCanBeKept() => AnyBody.Bytes.Sample(bytes =>
    {
        if (Read<DeviceBody>(bytes) is not { } body || Platforms.Parse(body.Platform) is not { } platform)
            return;

        var problems = RegistryRules.CheckDevice(new("pixel", body.Token ?? "", platform, body.AppVersion ?? ""));
        Assert.All(problems, problem => Assert.Contains(problem.Code, (string[])["invalid-token", "invalid-app-version"]));
        if (problems.Count == 0)
            Assert.Equal(body, Read<DeviceBody>(JsonSerializer.SerializeToUtf8Bytes(body, ApiProblems.Json)));
    });

    [Fact]
    public void ProfileBody_OfAnyBytes_IsRefusedByNameOrCanBeKept() => AnyBody.Bytes.Sample(bytes =>
    {
        if (Read<ProfileBody>(bytes) is not { } body)
            return;

        var told = new ProfileUpdate(body.City, body.Language, body.Phone);
        var problems = RegistryRules.CheckProfile(told);
        Assert.All(problems, problem => Assert.Contains(problem.Code, (string[])["invalid-city", "invalid-language", "invalid-phone"]));
        if (problems.Count > 0)
            return;

        // Sent again as it was stored, it stays the same.
        var kept = RegistryService.WithProfile(new() { Sub = "" }, told);
        Assert.Equal(kept, RegistryService.WithProfile(kept, new(kept.City, kept.Language, kept.Phone)) with { OptOuts = kept.OptOuts, Devices = kept.Devices });
    });

    private static T? Read<T>(byte[] bytes)
        where T : class
    {
        var (body, refused) = new ApiCall(Source, bytes, "token", CancellationToken.None).Read<T>();
        Assert.True(body is null != refused is null);
        if (refused is not null)
        {
            Assert.Equal(400, refused.Status);
            Assert.Equal("invalid-body", Assert.IsType<ApiProblem>(refused.Body).Code);
            Assert.NotEmpty(refused.Bytes);
        }

        return body;
    }
}

/// <summary>The same over HTTP, in the whole portal.</summary>
public sealed class ApiHostFuzzTests(SharedApi shared) : IClassFixture<SharedApi>
{
    // A case is a request of some milliseconds.
    private const int Cases = 200;

    [Fact]
    public async Task AnyCall_WithAnyBody_IsAnsweredWithADocumentedStatus()
    {
        var host = shared.Host;
        var tokens = new[] { await host.TokenAsync(), await host.TokenAsync(), await host.TokenAsync() };
        var paths = Gen.OneOf<string>("PUT /devices/pixel", "PATCH /profile", "PUT /opt-outs/sms", "DELETE /opt-outs/push", "DELETE /devices/a", "DELETE /follows/club/x", "PUT /follows/shop/%0A", "GET ");
        var tails = Gen.OneOf<string>("", "", "", "%0A", "%00", "%20", "%F0%9F%98%80", "%E2%80%AE", "%2F", "%25", "/", "?a=b");
        await Gen.Select(paths, tails, AnyBody.Bytes, Gen.OneOf<string>("", "", "k1", "k2"), Gen.Int[0, 2]).SampleAsync(
            async (path, tail, body, key, client) =>
            {
                var (method, rest) = (path.Split(' ')[0], path.Split(' ')[1]);
                using var request = new HttpRequestMessage(new(method), "/api/v1/customers/0f8fad5b-d9cb-469f-a165-70867728950e" + rest + tail);
                request.Headers.Authorization = new("Bearer", tokens[client]);
                if (key.Length > 0)
                    request.Headers.Add("Idempotency-Key", key);
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.ContentType = new("application/json");
                using var answer = await host.Http.SendAsync(request);
                Assert.Contains((int)answer.StatusCode, (int[])[200, 201, 204, 400, 404, 405, 409, 413, 415, 422, 429]);
            },
            iter: Cases);
    }
}

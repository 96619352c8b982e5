using System.Text.Json.Nodes;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Outbox;
using Clubshop.LocalAws.Pinpoint;
using Clubshop.LocalAws.Tests.Fuzzing;
using Clubshop.LocalAws.Wire;
using CsCheck;

namespace Clubshop.LocalAws.Tests.Pinpoint;

/// <summary>Whatever is sent is answered or refused in the service's own form, and the outbox has what was reported as sent.</summary>
public sealed class PinpointFuzzTests
{
    private const string Messages = "/v1/apps/c1ab5409ad11400000000000000000a1/messages";

    private static readonly (string Method, string Path, string Body)[] Right =
    [
        ("POST", Messages, """{"Addresses":{"token-1":{"ChannelType":"GCM","TitleOverride":"T {{a}}","Substitutions":{"a":["b"]}}},"MessageConfiguration":{"GCMMessage":{"Title":"T","Body":"B {{a}}","TimeToLive":60,"Action":"URL","Priority":"high","Data":{"k":"v"}},"DefaultPushNotificationMessage":{"Body":"d","Action":"OPEN_APP"}}}"""),
        ("POST", Messages, """{"Addresses":{"+919876543210":{"ChannelType":"SMS","BodyOverride":"o"}},"MessageConfiguration":{"SMSMessage":{"Body":"B","MessageType":"PROMOTIONAL","SenderId":"CLBSHP"},"DefaultMessage":{"Body":"d","Substitutions":{"x":["y"]}}}}"""),
        ("POST", Messages, """{"Addresses":{"t":{"ChannelType":"APNS","RawContent":"{\"aps\":{\"alert\":{\"title\":\"T\",\"body\":\"B\"}}}"}},"MessageConfiguration":{"APNSMessage":{"RawContent":"{\"aps\":{\"alert\":\"a\"}}","CollapseId":"c","Priority":"10"}}}"""),
        ("POST", Messages, """{"Addresses":{"t":{"ChannelType":"ADM"},"u":{"ChannelType":"BAIDU"}},"MessageConfiguration":{"ADMMessage":{"RawContent":"{\"fcmV1Message\":{\"message\":{\"notification\":{\"title\":\"\\ud800\"}}}}"},"BaiduMessage":{"Body":"x"}},"Endpoints":{}}"""),
        ("POST", "/v1/apps", """{"Name":"an app"}"""),
        ("GET", "/v1/apps", ""),
        ("GET", "/v1/apps/c1ab5409ad11400000000000000000a1", ""),
        ("DELETE", "/v1/apps/00000000000000000000000000000000", ""),
    ];

    private static readonly string[] Snippets =
        [.. Mutations.Json, "{{a}}", "{{ ", "}}", "+91", "SMS", "GCM", "APNS_VOIP", "\"Addresses\":{", "\"Body\":", "\"RawContent\":\"{}\",", "/", "%2f", "%ED%A0%80", "?a=b"];

    [Fact]
    public Task Request_OfAnyKind_IsAnsweredInTheServicesForm()
    {
        var world = new Renewed<(PinpointService Service, MessageOutbox Outbox)>(NewAsync, cases: 2_000);
        return Gen.Select(Gen.OneOf(Right), Mutations.Changes(Snippets), Mutations.Changes(Snippets), Gen.Int[0, 9], Gen.Bool).SampleAsync(async (request, changes, ways, other, latin) =>
        {
            var (service, _) = await world.GetAsync();
            var body = changes.Aggregate(request.Body, (text, change) => change.Apply(text));
            var path = other == 0 ? "/" + ways.Aggregate(request.Path, (text, change) => change.Apply(text)) : request.Path;
            await AnsweredAsync(service, request.Method, path, Mutations.Bytes(body, latin));
        });
    }

    [Fact]
    public Task Send_OfAnyText_IsInTheOutboxAsItWas() => Gen.Select(Gen.String[1, 20], Gen.String[1, 20]).SampleAsync(async (token, text) =>
    {
        var (service, outbox) = await NewAsync();
        var request = new JsonObject
        {
            ["Addresses"] = new JsonObject { ["t" + token] = new JsonObject { ["ChannelType"] = "GCM" } },
            ["MessageConfiguration"] = new JsonObject { ["GCMMessage"] = new JsonObject { ["Body"] = text.Replace("{", "", StringComparison.Ordinal) } },
        };
        var bytes = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(request);
        if (await AnsweredAsync(service, "POST", Messages, bytes) is null) return;

        // As sent: a half character became the replacement before it left.
        var sent = JsonNode.Parse(bytes)!;
        var message = Assert.Single(outbox.Read());
        Assert.Equal(Assert.Single(sent["Addresses"]!.AsObject()).Key, message.To);
        Assert.Equal((string)sent["MessageConfiguration"]!["GCMMessage"]!["Body"]!, message.Body);
    });

    private static Task<(PinpointService Service, MessageOutbox Outbox)> NewAsync()
    {
        var outbox = new MessageOutbox();
        outbox.Attach(new MemoryStateLog());
        var service = new PinpointService("ap-south-1", TestTime.New(), outbox, new FaultBoard());
        service.Attach(new MemoryStateLog());
        return Task.FromResult((service, outbox));
    }

    // The answer's body; null for a refusal. Anything but the two fails the test.
    private static async Task<JsonNode?> AnsweredAsync(PinpointService service, string method, string path, byte[] body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Authorization"] = "AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/mobiletargeting/aws4_request, SignedHeaders=host, Signature=b",
        };
        var request = new WireRequest(method, path, headers, body);
        Assert.True(service.Claims(request));
        _ = service.OperationOf(request);
        var answer = await service.AnswerAsync(request, CancellationToken.None);
        var read = JsonNode.Parse(answer.Body.Span)!;
        if (answer.Status is 200 or 201) return read;
        Assert.InRange(answer.Status, 400, 499);
        Assert.EndsWith("Exception", answer.Headers["x-amzn-ErrorType"], StringComparison.Ordinal);
        Assert.NotNull(read["Message"]);
        return null;
    }
}

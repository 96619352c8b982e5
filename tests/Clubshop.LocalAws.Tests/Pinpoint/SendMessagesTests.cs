using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Pinpoint;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.Pinpoint;

public sealed class SendMessagesTests : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private LocalAws _aws = null!;

    public async Task InitializeAsync() => _aws = await OpenAsync();

    public async Task DisposeAsync() => await _aws.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Send_PushAndSms_AreInTheOutboxAndEachHasItsResult()
    {
        var answer = await SendAsync("""
            {"Addresses":{"token-1":{"ChannelType":"GCM","Substitutions":{"name":["Asha"]}},
                          "token-2":{"ChannelType":"APNS","TitleOverride":"Only you","Substitutions":{"name":["Rohan"]}},
                          "+919876543210":{"ChannelType":"SMS","BodyOverride":"By text"}},
             "MessageConfiguration":{"DefaultPushNotificationMessage":{"Title":"Diwali","Body":"Namaste {{name}}"},
                                     "SMSMessage":{"Body":"unused","MessageType":"PROMOTIONAL","SenderId":"CLBSHP"}}}
            """);
        var results = answer["Result"]!.AsObject();
        Assert.Equal(3, results.Count);
        Assert.All(results, result => Assert.Equal("SUCCESSFUL 200", $"{result.Value!["DeliveryStatus"]} {result.Value["StatusCode"]}"));
        Assert.Equal(3, results.Select(result => (string)result.Value!["MessageId"]!).Distinct().Count());
        Assert.Equal(FixedApplication.Id, (string)answer["ApplicationId"]!);
        Assert.Equal(
            ["push token-1 Diwali|Namaste Asha", "push token-2 Only you|Namaste Rohan", "sms +919876543210 |By text"],
            _aws.Outbox.Read().Select(message => $"{message.Channel} {message.To} {message.Title}|{message.Body}").Order(StringComparer.Ordinal).ToArray());
    }

    [Theory]
    [InlineData("+919876543210\\n", "SMS", "Invalid phone number")]
    [InlineData("+91987654321\u0967", "SMS", "Invalid phone number")]
    public async Task Send_ToWhatIsNoNumber_IsThatAddresssRefusal(string address, string channel, string message)
    {
        var answer = await SendAsync($$"""{"Addresses":{"{{address}}":{"ChannelType":"{{channel}}"} },"MessageConfiguration":{"SMSMessage":{"Body":"a"} } }""");

        Assert.Equal(message, (string)Assert.Single(answer["Result"]!.AsObject()).Value!["StatusMessage"]!);
    }

    [Theory]
    [InlineData("throttled-1", "GCM", "THROTTLED", 429)]
    [InlineData("temporary-failure-1", "APNS", "TEMPORARY_FAILURE", 503)]
    [InlineData("permanent-failure-1", "APNS_SANDBOX", "PERMANENT_FAILURE", 410)]
    [InlineData("unknown-failure-1", "GCM", "UNKNOWN_FAILURE", 500)]
    [InlineData("opt-out-1", "ADM", "OPT_OUT", 400)]
    [InlineData("duplicate-1", "BAIDU", "DUPLICATE", 400)]
    [InlineData("timeout-1", "GCM", "TIMEOUT", 504)]
    [InlineData("+915550000001", "SMS", "THROTTLED", 429)]
    [InlineData("+915550000005", "SMS", "OPT_OUT", 400)]
    [InlineData("12345", "SMS", "PERMANENT_FAILURE", 400)]
    public async Task Send_ToAMagicAddress_HasItsStatusAndNoMessage(string address, string channel, string status, int code)
    {
        var result = await OneAsync(address, channel);
        Assert.Equal((status, code), ((string)result["DeliveryStatus"]!, (int)result["StatusCode"]!));
        Assert.Null(result["MessageId"]);
        Assert.Empty(_aws.Outbox.Read());
        Assert.Empty(_aws.Pinpoint.Sent);
    }

    [Fact]
    public async Task Send_ToARenewedToken_NamesTheNewOne()
    {
        Assert.Equal("renewed-7", (string)(await OneAsync("updated-token-7", "GCM"))["UpdatedToken"]!);
        Assert.Null((await OneAsync("updated-token-7", "APNS"))["UpdatedToken"]);
    }

    [Fact]
    public async Task Send_WithAFaultForOneAddress_FailsThatOneAsOftenAsTold()
    {
        _aws.Faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.Delivery, Address = "a", Status = "TEMPORARY_FAILURE", Times = 1 }] });
        Assert.Equal("SUCCESSFUL", (string)(await OneAsync("b", "GCM"))["DeliveryStatus"]!);
        Assert.Equal("TEMPORARY_FAILURE", (string)(await OneAsync("a", "GCM"))["DeliveryStatus"]!);
        Assert.Equal("SUCCESSFUL", (string)(await OneAsync("a", "GCM"))["DeliveryStatus"]!);
    }

    [Fact]
    public async Task Send_Twice_IsCountedTwice_AlsoAfterARestart()
    {
        await OneAsync("a", "GCM");
        await OneAsync("a", "GCM");
        await OneAsync("b", "GCM");
        await _aws.DisposeAsync();
        _aws = await OpenAsync();
        Assert.Equal((2, 1), (_aws.Pinpoint.Sent["a"], _aws.Pinpoint.Sent["b"]));
        await OneAsync("b", "GCM");
        Assert.Equal(2, _aws.Pinpoint.Sent["b"]);
    }

    [Fact]
    public async Task Send_WhatNobodyCanDeliver_IsRefusedForThatAddressAlone()
    {
        var results = (await SendAsync($$$"""
            {"Addresses":{"good":{"ChannelType":"GCM"},
                          "unfilled":{"ChannelType":"GCM","BodyOverride":"Hello {{name}}"},
                          "large":{"ChannelType":"APNS","RawContent":"{\"aps\":{\"alert\":\"{{{new string('x', 4096)}}}\"} }"},
                          "raw":{"ChannelType":"APNS","RawContent":"{\"aps\":{\"alert\":{\"title\":\"T\",\"body\":\"B\"} } }"},
                          "+919876543210":{"ChannelType":"SMS"}},
             "MessageConfiguration":{"GCMMessage":{"Title":"T","Body":"B"} } }
            """))["Result"]!;
        string Status(string address) => $"{results[address]!["DeliveryStatus"]} {results[address]!["StatusCode"]}";
        Assert.Equal("SUCCESSFUL 200", Status("good"));
        Assert.Equal("PERMANENT_FAILURE 400", Status("unfilled"));
        Assert.Equal("PERMANENT_FAILURE 413", Status("large"));
        Assert.Equal("SUCCESSFUL 200", Status("raw"));
        Assert.Equal("PERMANENT_FAILURE 400", Status("+919876543210"));
        Assert.All(_aws.Outbox.Read(), message => Assert.Equal(("T", "B"), (message.Title, message.Body)));
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("{}", "MessageConfiguration")]
    [InlineData("""{"MessageConfiguration":{}}""", "Addresses")]
    [InlineData("""{"MessageConfiguration":{},"Addresses":{"a":{}}}""", "ChannelType")]
    [InlineData("""{"MessageConfiguration":{},"Addresses":{"a":{"ChannelType":"PIGEON"}}}""", "PIGEON")]
    [InlineData("""{"MessageConfiguration":{},"Addresses":{"a":{"ChannelType":"EMAIL"}}}""", "EMAIL")]
    [InlineData("""{"MessageConfiguration":{},"Endpoints":{"e":{}}}""", "Endpoints ended")]
    [InlineData("""{"MessageConfiguration":{"SMSMessage":{"MessageType":"LOUD"}},"Addresses":{"a":{"ChannelType":"SMS"}}}""", "MessageType")]
    [InlineData("""{"MessageConfiguration":{"GCMMessage":{"TimeToLive":"60"}},"Addresses":{"a":{"ChannelType":"GCM"}}}""", "TimeToLive")]
    [InlineData("""{"MessageConfiguration":{"APNSMessage":{"TimeToLive":-1}},"Addresses":{"a":{"ChannelType":"APNS"}}}""", "TimeToLive")]
    public async Task Send_ABadRequest_IsBadRequestException(string body, string named)
    {
        using var answer = await PostAsync($"/v1/apps/{FixedApplication.Id}/messages", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("BadRequestException", answer.Headers.GetValues("x-amzn-ErrorType").Single());
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Contains(named, (string)error["Message"]!, StringComparison.Ordinal);
        Assert.Equal(answer.Headers.GetValues("x-amzn-RequestId").Single(), (string)error["RequestID"]!);
    }

    [Fact]
    public async Task Send_To101Addresses_IsRefusedAsAWhole()
    {
        var addresses = string.Join(',', Enumerable.Range(0, 101).Select(i => $$"""
            "t{{i}}":{"ChannelType":"GCM"}
            """));
        using var answer = await PostAsync(
            $"/v1/apps/{FixedApplication.Id}/messages", "{\"Addresses\":{" + addresses + "},\"MessageConfiguration\":{\"GCMMessage\":{\"Body\":\"B\"} } }");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_aws.Outbox.Read());
    }

    [Theory]
    [InlineData("/v1/apps/00000000000000000000000000000000/messages", 404, "NotFoundException")]
    [InlineData("/v1/apps/00000000000000000000000000000000/segments", 404, "UnknownOperationException")]
    public async Task Request_ForWhatIsNotThere_IsRefusedByName(string path, int status, string name)
    {
        using var answer = await PostAsync(path, "{}");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(name, answer.Headers.GetValues("x-amzn-ErrorType").Single());
    }

    [Fact]
    public async Task Send_Throttled_IsTooManyRequests()
    {
        _aws.Faults.Set(FaultText.Parse("throttle=1")!);
        using var answer = await PostAsync($"/v1/apps/{FixedApplication.Id}/messages", "{}");
        Assert.Equal(429, (int)answer.StatusCode);
        Assert.Equal("TooManyRequestsException", answer.Headers.GetValues("x-amzn-ErrorType").Single());
    }

    private Task<LocalAws> OpenAsync() =>
        LocalAws.OpenAsync(new LocalAwsOptions { Directory = _folder.Path }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

    private async Task<JsonNode> OneAsync(string address, string channel) => (await SendAsync($$$"""
        {"Addresses":{"{{{address}}}":{"ChannelType":"{{{channel}}}"}},"MessageConfiguration":{"DefaultMessage":{"Body":"Hello"} } }
        """))["Result"]![address]!;

    private async Task<JsonNode> SendAsync(string body)
    {
        using var answer = await PostAsync($"/v1/apps/{FixedApplication.Id}/messages", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var http = new HttpClient(_aws.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost" + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/mobiletargeting/aws4_request, SignedHeaders=host, Signature=b");
        return await http.SendAsync(request);
    }
}

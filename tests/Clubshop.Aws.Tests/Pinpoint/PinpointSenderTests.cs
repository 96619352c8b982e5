using System.Net;
using System.Net.Sockets;
using Clubshop.Aws.Pinpoint;
using Clubshop.LocalAws.Faults;
using static Clubshop.Aws.Tests.Pinpoint.PinpointWorld;

namespace Clubshop.Aws.Tests.Pinpoint;

/// <summary>What is known after a call, for every way that it can end; in process and over HTTP.</summary>
public sealed class PinpointSenderTests
{
    public static TheoryData<bool> Ways => [false, true];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Send_ToSeveral_HasAResultForEach(bool overHttp)
    {
        await using var world = await PinpointWorld.OpenAsync(overHttp);

        var outcome = await world.Sender.SendAsync(Push("good-token", "opt-out-1", "updated-token-7", "permanent-failure-1", "throttled-1"), CancellationToken.None);

        var answered = Assert.IsType<SendOutcome.Answered>(outcome);
        Assert.Empty(answered.Missing);
        Assert.True(answered.Results["good-token"].IsAccepted);
        Assert.NotNull(answered.Results["good-token"].MessageId);
        Assert.Equal("renewed-7", answered.Results["updated-token-7"].UpdatedToken);
        Assert.True(answered.Results["permanent-failure-1"].IsDead);
        Assert.True(answered.Results["throttled-1"].MayBeSentAgain);
        Assert.Equal(("OPT_OUT", 400), (answered.Results["opt-out-1"].Status, answered.Results["opt-out-1"].Code));
        var message = world.Aws.Outbox.Read().First(message => message.To == "good-token");
        Assert.Equal(("Diwali", "Namaste Asha"), (message.Title, message.Body));
        Assert.Equal(["good-token", "updated-token-7"], world.Aws.Pinpoint.Sent.Keys);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Send_WithAStatusThatNobodyKnows_KeepsItAsItIs(bool overHttp)
    {
        await using var world = await PinpointWorld.OpenAsync(overHttp);
        world.Fail(new FaultRule { Kind = FaultKind.Delivery, Status = "LOST_IN_SPACE" });

        var answered = Assert.IsType<SendOutcome.Answered>(await world.Sender.SendAsync(Push("token-1"), CancellationToken.None));

        var result = answered.Results["token-1"];
        Assert.Equal("LOST_IN_SPACE", result.Status);
        Assert.False(result.IsAccepted || result.MayBeSentAgain || result.IsDead);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Send_Throttled_SentNothingAndDidNotTryAgain(bool overHttp)
    {
        await using var world = await PinpointWorld.OpenAsync(overHttp);
        world.Fail(On(FaultKind.Throttling) with { Times = 1 });

        Assert.IsType<SendOutcome.Throttled>(await world.Sender.SendAsync(Push("token-1"), CancellationToken.None));
        Assert.Empty(world.Aws.Pinpoint.Sent);
        Assert.IsType<SendOutcome.Answered>(await world.Sender.SendAsync(Push("token-1"), CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Send_WhoseAnswerIsLost_IsUnknownAndWasSentOnce(bool overHttp)
    {
        await using var world = await PinpointWorld.OpenAsync(overHttp);
        world.Fail(On(FaultKind.AnswerLost));

        Assert.IsType<SendOutcome.Unknown>(await world.Sender.SendAsync(Push("token-1", "token-2"), CancellationToken.None));

        Assert.Equal([1, 1], world.Aws.Pinpoint.Sent.Values);
    }

    [Theory]
    [InlineData(false, FaultKind.ConnectionReset)]
    [InlineData(true, FaultKind.ConnectionReset)]
    [InlineData(false, FaultKind.InternalError)]
    [InlineData(true, FaultKind.InternalError)]
    public async Task Send_ThatBrokeOnTheWay_IsUnknown(bool overHttp, FaultKind kind)
    {
        await using var world = await PinpointWorld.OpenAsync(overHttp);
        world.Fail(On(kind));

        Assert.IsType<SendOutcome.Unknown>(await world.Sender.SendAsync(Push("token-1"), CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Send_FromAnApplicationThatIsNotThere_IsRefusedByName(bool overHttp)
    {
        await using var world = await PinpointWorld.OpenAsync(overHttp);

        var refused = Assert.IsType<SendOutcome.Refused>(await world.Of(new string('0', 32)).SendAsync(Push("token-1"), CancellationToken.None));

        Assert.Equal(("NotFoundException", 404), (refused.Name, refused.Status));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Send_OfABadRequest_IsRefusedAndNamesNoAddressInItsText(bool overHttp)
    {
        await using var world = await PinpointWorld.OpenAsync(overHttp);
        var request = Push("token-1");
        request.Addresses!["token-1"].ChannelType = "EMAIL";

        var refused = Assert.IsType<SendOutcome.Refused>(await world.Sender.SendAsync(request, CancellationToken.None));

        Assert.Equal("BadRequestException", refused.Name);
        Assert.Equal("Refused { BadRequestException 400 }", refused.ToString());
    }

    [Fact]
    public async Task Send_ToNobodyThere_SentNothing()
    {
        using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Aws, Region = "ap-south-1", Endpoint = $"http://127.0.0.1:{FreePort()}" }, null, TimeProvider.System);

        Assert.IsType<SendOutcome.NotReached>(await new PinpointSender(clients.Pinpoint, "a").SendAsync(Push("token-1"), CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>gateway</html>")]
    [InlineData("{}")]
    [InlineData("{\"Result\":7}")]
    public async Task Send_WithAnAnswerThatIsNotTheServices_IsUnknown(string body)
    {
        using var wire = new Wire(_ => new(HttpStatusCode.OK) { Content = new StringContent(body) });
        using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, wire, TimeProvider.System);

        Assert.IsType<SendOutcome.Unknown>(await new PinpointSender(clients.Pinpoint, "a").SendAsync(Push("token-1"), CancellationToken.None));
        Assert.Equal(1, wire.Calls);
    }

    [Fact]
    public async Task Send_WithAnAnswerThatForgetsAnAddress_NamesItAsMissing()
    {
        using var wire = new Wire(_ => new(HttpStatusCode.OK) { Content = new StringContent("""{"Result":{"b":{"DeliveryStatus":"SUCCESSFUL","StatusCode":200}}}""") });
        using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, wire, TimeProvider.System);

        var answered = Assert.IsType<SendOutcome.Answered>(await new PinpointSender(clients.Pinpoint, "a").SendAsync(Push("a", "b"), CancellationToken.None));

        Assert.Equal(["a"], answered.Missing);
    }

    [Fact]
    public async Task Send_OnTheWire_IsSignedForMobileTargeting()
    {
        HttpRequestMessage? seen = null;
        var body = "";
        using var wire = new Wire(request =>
        {
            (seen, body) = (request, request.Content!.ReadAsStringAsync().GetAwaiter().GetResult());
            return new(HttpStatusCode.TooManyRequests);
        });
        using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, wire, TimeProvider.System);

        Assert.IsType<SendOutcome.Throttled>(await new PinpointSender(clients.Pinpoint, "an/app").SendAsync(Push("token-1"), CancellationToken.None));

        Assert.Equal(("POST", "/v1/apps/an%2Fapp/messages"), (seen!.Method.Method, seen.RequestUri!.AbsolutePath));
        Assert.Contains("/ap-south-1/mobiletargeting/aws4_request", seen.Headers.GetValues("Authorization").Single(), StringComparison.Ordinal);
        Assert.Equal(
            """{"Addresses":{"token-1":{"ChannelType":"GCM"}},"MessageConfiguration":{"GCMMessage":{"Action":"URL","Body":"Namaste {{name}}","Substitutions":{"name":["Asha"]},"TimeToLive":3600,"Title":"Diwali"}}}""",
            body);
        Assert.Equal(1, wire.Calls);
    }

    [Fact]
    public async Task Send_ToNoneOrTooMany_IsABugOfTheCaller()
    {
        await using var world = await PinpointWorld.OpenAsync(overHttp: false);

        await Assert.ThrowsAsync<ArgumentException>(() => world.Sender.SendAsync(Push(), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => world.Sender.SendAsync(Push([.. Enumerable.Range(0, 101).Select(n => "t" + n)]), CancellationToken.None));
    }

    [Fact]
    public async Task Sends_WithFaultsOfEveryKind_NeverReachAnAddressTwice()
    {
        await using var world = await PinpointWorld.OpenAsync(overHttp: true);
        world.Fail(On(FaultKind.Throttling, 0.2), On(FaultKind.InternalError, 0.1), On(FaultKind.ConnectionReset, 0.1), On(FaultKind.AnswerLost, 0.1));
        var accepted = 0;
        for (var n = 0; n < 60; n++)
        {
            SendOutcome outcome;
            do
                outcome = await world.Sender.SendAsync(Push($"token-{n}"), CancellationToken.None);
            while (outcome is SendOutcome.Throttled or SendOutcome.NotReached);
            accepted += outcome is SendOutcome.Answered ? 1 : 0;
        }

        Assert.All(world.Aws.Pinpoint.Sent.Values, count => Assert.Equal(1, count));
        Assert.InRange(world.Aws.Pinpoint.Sent.Count, accepted, 60);
        Assert.InRange(accepted, 20, 59);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Wire(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(answer(request));
        }
    }
}

using System.Text;
using Clubshop.LocalAws.Faults;

namespace Clubshop.LocalAws.Tests.Faults;

public sealed class FaultTextTests
{
    [Fact]
    public void Parse_AllParts_GivesTheirRules()
    {
        var plan = FaultText.Parse(" index-lag=500, throttle=0.02,seed=7,latency=20,unprocessed=.5 ")!;
        Assert.Equal(7, plan.Seed);
        Assert.Equal(
            [
                new FaultRule { Kind = FaultKind.IndexLag, DelayMs = 500 },
                new FaultRule { Kind = FaultKind.Throttling, Probability = 0.02 },
                new FaultRule { Kind = FaultKind.Latency, DelayMs = 20 },
                new FaultRule { Kind = FaultKind.Unprocessed, Probability = 0.5 },
            ],
            plan.Rules);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Parse_OfNothing_IsNoPlan(string? text) => Assert.Null(FaultText.Parse(text));

    [Theory]
    [InlineData("throttle=0.5,seed=7")]
    [InlineData(" throttle=0.5, seed=7\n")]
    [InlineData(""" {"seed":7,"rules":[{"kind":"Throttling","probability":0.5}]} """)]
    public async Task Read_OfEitherForm_IsThePlan(string body)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(body));

        var plan = await FaultJson.ReadAsync(stream, CancellationToken.None);

        Assert.Equal(7, plan.Seed);
        Assert.Equal(new FaultRule { Kind = FaultKind.Throttling, Probability = 0.5 }, Assert.Single(plan.Rules));
    }

    [Theory]
    [InlineData("throttle")]
    [InlineData("throttle=2")]
    [InlineData("throttle=-0.1")]
    [InlineData("throttle=0.1,throttle=0.2")]
    [InlineData("index-lag=half")]
    [InlineData("index-lag=-5")]
    [InlineData("seed=x")]
    [InlineData("gremlins=1")]
    public void Parse_OfWhatIsNoFault_NamesIt(string text) =>
        Assert.Contains(text.Split(',')[^1], Assert.Throws<FormatException>(() => FaultText.Parse(text)).Message, StringComparison.Ordinal);
}

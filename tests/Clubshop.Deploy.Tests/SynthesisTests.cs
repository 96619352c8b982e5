using Clubshop.Deploy.Tests.Testing;

namespace Clubshop.Deploy.Tests;

public sealed class SynthesisTests
{
    [Theory]
    [InlineData("production", "pipeline")]
    [InlineData("development", null)]
    [InlineData("backup", null)]
    public void Blueprint_OfAnEnvironment_HasItsStacks(string environment, string? more)
    {
        string[] expected = ["account", "data", "front", "identity", "network", .. more is null ? (string[])[] : [more], "servers"];

        Assert.Equal(expected, Synthesis.All(environment).Keys.Order(StringComparer.Ordinal));
    }
}

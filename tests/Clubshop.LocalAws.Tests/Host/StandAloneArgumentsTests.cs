using Clubshop.LocalAws.Host;

namespace Clubshop.LocalAws.Tests.Host;

/// <summary>The arguments of the stand-alone embedded AWS.</summary>
public sealed class StandAloneArgumentsTests
{
    [Theory]
    [InlineData("--allow-host")]
    [InlineData("--allow-host a/b")]
    [InlineData("--allow-origin *")]
    [InlineData("--allow-origin localhost:3000")]
    [InlineData("--allow-origin http://localhost:3000/")]
    [InlineData("--allow-origin null")]
    [InlineData("--port 65536")]
    [InlineData("--port +1")]
    [InlineData("--prot 1")]
    [InlineData("--in-memory --data x")]
    public void Arguments_ThatCannotBeRead_StopTheStart(string arguments) => Assert.Null(StandAloneArguments.Parse(arguments.Split(' ')));

    [Fact]
    public void Arguments_WithoutSwitches_KeepToThisMachine()
    {
        var read = StandAloneArguments.Parse(["--in-memory", "--port", "0"])!;

        Assert.Equal((false, null, 0), (read.AllowRemote, read.Directory, read.Port));
        Assert.False(read.Access.Allows("https://evil.example"));
    }
}

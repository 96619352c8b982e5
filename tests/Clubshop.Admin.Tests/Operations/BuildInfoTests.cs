using Clubshop.Admin.Common;

namespace Clubshop.Admin.Tests.Operations;

public sealed class BuildInfoTests
{
    [Theory]
    [InlineData("0.1.0+a7b80433e31d6c599fdd5c76629b54692a53277b", "312", "0.1.0, build 312, commit a7b80433e31d")]
    [InlineData("1.2.3-rc.1+build.a7b80433e31d6c599f", null, "1.2.3-rc.1, commit a7b80433e31d")]
    [InlineData("0.1.0", null, "0.1.0")]
    [InlineData("0.1.0+", "", "0.1.0")]
    [InlineData(null, null, "0.0.0")]
    public void Text_OfABuild_SaysWhatIsKnown(string? informational, string? build, string text) => Assert.Equal(text, BuildInfo.Of(informational, build).Text);

    [Fact]
    public void Current_OfThisBuild_HasAVersion() => Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", BuildInfo.Current.Version);
}

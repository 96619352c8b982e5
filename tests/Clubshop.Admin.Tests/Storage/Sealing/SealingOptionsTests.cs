using Clubshop.Admin.Storage.Sealing;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Storage.Sealing;

public sealed class SealingOptionsTests
{
    [Fact]
    public void Options_WrongInAwsMode_NameEveryKeyAtOnce()
    {
        var options = new SealingOptions { RotateAfter = TimeSpan.Zero, CacheFor = TimeSpan.FromDays(2), CachedKeys = 0 };

        var failures = Check(AwsMode.Aws, options).Failures!.ToList();

        Assert.Equal(
            ["Sealing:KeyId", "Sealing:RotateAfter", "Sealing:CacheFor", "Sealing:CachedKeys"], failures.Select(failure => failure.Split(' ')[0]));
    }

    [Theory]
    [InlineData(AwsMode.Embedded, null)]
    [InlineData(AwsMode.Aws, "alias/ours")]
    public void Options_WithWhatIsNeeded_Pass(AwsMode mode, string? key) => Assert.True(Check(mode, new() { KeyId = key }).Succeeded);

    [Fact]
    public void Key_NotSet_IsTheOneThatThePortalMakes() => Assert.Equal("alias/clubshop-admin", new SealingOptions().KeyIdInEffect);

    private static ValidateOptionsResult Check(AwsMode mode, SealingOptions options) =>
        new SealingOptionsCheck(Options.Create(new AwsOptions { Mode = mode })).Validate(null, options);
}

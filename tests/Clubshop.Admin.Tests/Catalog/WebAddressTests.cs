using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;

namespace Clubshop.Admin.Tests.Catalog;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("")]
    [InlineData("https://www.croma.com")]
    [InlineData("http://www.essarenergy.com/")]
    [InlineData("https://मिठाई.भारत/दुकान")]
    [InlineData("https://shop.example:8443/a?b=c#d")]
    public void Website_ThatIsAPage_IsTaken(string value) => Assert.Empty(WebAddress.Check(value, "Website", "The website", onlySecure: false));

    [Theory]
    [InlineData("croma.com", "https://croma.com")]
    [InlineData("javascript:alert(1)", "beginning with https:// or http://")]
    [InlineData("ftp://croma.com", "beginning with")]
    [InlineData("https://localhost", "names no website")]
    [InlineData("https://10.0.0.1/", "names no website")]
    [InlineData("https://user:pass@croma.com", "name or password")]
    [InlineData("https://cro ma.com", "space")]
    [InlineData("data:text/html,<script>alert(1)</script>", "beginning with")]
    public void Website_ThatIsNone_IsRefusedInWords(string value, string part)
    {
        var problem = Assert.Single(WebAddress.Check(value, "Website", "The website", onlySecure: false));
        Assert.Equal("Website", problem.Field);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LandingPage_WithoutEncryption_IsRefusedWithTheRemedy()
    {
        var problem = Assert.Single(WebAddress.Check("http://croma.com/x", "LandingPage", "The landing page", onlySecure: true));
        Assert.Contains("“https://croma.com/x”", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Website_OfTenThousandCharacters_IsRefusedByLength()
    {
        var problem = Assert.Single(WebAddress.Check("https://croma.com/" + new string('a', 10_000), "Website", "The website", onlySecure: false));
        Assert.Contains("10,018", problem.Message, StringComparison.Ordinal);
    }
}

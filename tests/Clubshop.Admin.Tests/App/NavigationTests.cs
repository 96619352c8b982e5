using Clubshop.Admin.App;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.App;

public sealed class NavigationTests
{
    [Fact]
    public void For_NobodySignedIn_IsEmpty() => Assert.Empty(TestPortal.Navigation.For(null));

    [Theory]
    [InlineData("offers/new?x=1", "Offers")]
    [InlineData("/offers", "Offers")]
    [InlineData("/offers/", "Offers")]
    [InlineData("/offers#top", "Offers")]
    [InlineData("", "Dashboard")]
    [InlineData("/offersale", null)]
    [InlineData("/account", "Your account")]
    [InlineData("/sign-in", null)]
    public void Of_Address_IsThePageItBelongsTo(string path, string? label) => Assert.Equal(label, TestPortal.Navigation.Of(path)?.Label);
}

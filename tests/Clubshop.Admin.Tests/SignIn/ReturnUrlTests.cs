using Clubshop.Admin.SignIn;
using CsCheck;

namespace Clubshop.Admin.Tests.SignIn;

public sealed class ReturnUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/offers")]
    [InlineData("/offers?status=published&q=%2F%2Fx")]
    [InlineData("/shops/0199?tab=history#top")]
    [InlineData("/sign-ins-of-today")]
    public void Local_APathOfThePortal_IsKept(string address) => Assert.Equal(address, ReturnUrl.Local(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("offers")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("\\\\elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("/\n/elsewhere.example")]
    [InlineData("/offers\\..\\x")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" /offers")]
    [InlineData("/sign-in")]
    [InlineData("/sign-in?returnUrl=%2Fsign-in")]
    [InlineData("/Sign-In/code")]
    [InlineData("/sign-out")]
    [InlineData("/_blazor/negotiate")]
    public void Local_AnywhereElse_IsTheDashboard(string? address) => Assert.Equal("/", ReturnUrl.Local(address));

    [Fact]
    public void Local_WhateverIsGiven_StaysOnTheHost()
    {
        var here = new Uri("https://portal.example/sign-in");
        Gen.OneOf("/\\.:@?#%&=ahtps\t\r\n\0 ;".ToCharArray()).Array[0, 11].Select(chars => new string(chars)).Sample(address =>
        {
            // Browsers drop tabs and line ends and read \ as / before they resolve an address.
            var asBrowsersRead = ReturnUrl.Local(address).Replace("\t", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
                .Replace("\r", "", StringComparison.Ordinal).Replace('\\', '/');
            Assert.True(Uri.TryCreate(here, asBrowsersRead, out var resolved));
            Assert.Equal("portal.example", resolved.Host);
        }, iter: 20_000);
    }

    [Fact]
    public void ToSignIn_ALocalPath_LeadsBackToIt() => Assert.Equal("/sign-in?returnUrl=%2Foffers%3Fq%3Da%26b", ReturnUrl.ToSignIn("/offers?q=a&b"));

    [Fact]
    public void ToSignIn_WithAReason_NamesBoth() => Assert.Equal("/sign-in?returnUrl=%2Foffers&reason=idle", ReturnUrl.ToSignIn("/offers", SignInReasons.Idle));
}

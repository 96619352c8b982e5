using Clubshop.Admin.SignIn;

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
        var seed = Environment.TickCount;
        var random = new Random(seed);
        const string Pieces = "/\\.:@?#%&=ahtps\t\r\n\0 ;";
        var here = new Uri("https://portal.example/sign-in");
        for (var i = 0; i < 20_000; i++)
        {
            var address = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));

            // Browsers drop tabs and line ends and read \ as / before they resolve an address.
            var asBrowsersRead = ReturnUrl.Local(address).Replace("\t", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
                .Replace("\r", "", StringComparison.Ordinal).Replace('\\', '/');
            Assert.True(Uri.TryCreate(here, asBrowsersRead, out var resolved), $"seed {seed}: {address}");
            Assert.True(resolved.Host == "portal.example", $"seed {seed}: {address} leads to {resolved}");
        }
    }

    [Fact]
    public void ToSignIn_ALocalPath_LeadsBackToIt() => Assert.Equal("/sign-in?returnUrl=%2Foffers%3Fq%3Da%26b", ReturnUrl.ToSignIn("/offers?q=a&b"));

    [Fact]
    public void ToSignIn_WithAReason_NamesBoth() => Assert.Equal("/sign-in?returnUrl=%2Foffers&reason=idle", ReturnUrl.ToSignIn("/offers", SignInReasons.Idle));
}

using System.Globalization;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Pages;
using Clubshop.Admin.SignIn.Sessions;
using QRCoder;

namespace Clubshop.Admin.Tests.SignIn;

public sealed class SmallPartsTests
{
    [Fact]
    public void RandomKeys_NewValue_IsNeverTheSameAndHasAKey()
    {
        var values = Enumerable.Range(0, 1000).Select(_ => RandomKeys.NewValue()).ToHashSet();
        Assert.Equal(1000, values.Count);
        Assert.All(values, value => Assert.NotNull(RandomKeys.KeyOf(value)));
        Assert.All(values, value => Assert.NotEqual(value, RandomKeys.KeyOf(value)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void RandomKeys_WhatWasNeverMade_HasNoKey(string? value) => Assert.Null(RandomKeys.KeyOf(value));

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Chrome on Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux")]
    [InlineData("curl/8.5", "Unknown browser")]
    [InlineData("", "Unknown browser")]
    [InlineData(null, "Unknown browser")]
    public void BrowserName_OfAUserAgent_IsWhatAPersonSays(string? userAgent, string name) => Assert.Equal(name, BrowserName.Of(userAgent));

    [Fact]
    public void QrPath_OfAText_DrawsExactlyTheDarkModules()
    {
        const string Text = "otpauth://totp/Clubshop%20Admin:a%40b.example?secret=KR3T6YQDPN2H7ELWM5VAJX4C&issuer=Clubshop%20Admin";
        using var data = QRCodeGenerator.GenerateQrCode(Text, QRCodeGenerator.ECCLevel.M);
        var qr = QrPath.Of(Text);
        var drawn = new bool[qr.Size, qr.Size];
        foreach (var part in qr.Path.Split('M', StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = part.Split([' ', 'h', 'v', 'z'], StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
            for (var x = 0; x < numbers[2]; x++)
                drawn[numbers[1], numbers[0] + x] = true;
        }

        for (var y = 0; y < qr.Size; y++)
        {
            for (var x = 0; x < qr.Size; x++)
                Assert.Equal(data.ModuleMatrix[y][x], drawn[y, x]);
        }
    }

    [Fact]
    public void KeyUri_OfAPerson_NamesIssuerAndAddressEscaped() => Assert.Equal(
        "otpauth://totp/Clubshop%20Admin:a%2Bb%40x.example?secret=ABC234&issuer=Clubshop%20Admin", QrPath.KeyUri("a+b@x.example", "ABC234"));

    [Fact]
    public void Reasons_WordsThatAreNotOurs_SayNothing() => Assert.Null(SignInReasons.Sentence("<script>alert(1)</script>"));
}

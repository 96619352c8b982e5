using System.Net;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.SignIn;

public sealed class CircuitDoorTests
{
    [Fact]
    public async Task Circuit_WithoutASession_OpensOnADevelopersMachineAlone()
    {
        await using var production = await PortalHost.StartAsync(environment: "Production");
        using var browser = production.NewBrowser();
        var answer = await browser.SendAsync(new(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }
}

using Bunit;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Ui;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Operations;

public sealed class DrainNoticeTests : UiTest
{
    [Fact]
    public void OpenPage_WhenTheServerIsAboutToStop_SaysSo()
    {
        var shutdown = new CircuitShutdown(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<CircuitShutdown>.Instance);
        using var session = new CircuitSession(null!, Options.Create(new SignInOptions()), TimeProvider.System, NullLogger<CircuitSession>.Instance);
        session.SetAuthenticationState(Task.FromResult(new AuthenticationState(ActorClaims.PrincipalOf(
            new Actor { Id = "p", Name = "Meera Iyer", Email = "meera@clubshop.example", Role = Role.Administrators }, "session"))));
        Services.AddSingleton<AuthenticationStateProvider>(session);
        Services.AddSingleton(shutdown);
        Services.AddSingleton(new SessionEnding(TimeProvider.System, NullLogger<SessionEnding>.Instance));
        var page = Render<ActorProvider>(parameters => parameters.AddChildContent("<h1>Offers</h1>"));
        Assert.Empty(page.FindAll("[role=alert]"));

        shutdown.Announce();

        page.WaitForAssertion(() => Assert.Contains("This server is being updated", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Your page reconnects by itself.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Offers", page.Find("h1").TextContent);
    }
}

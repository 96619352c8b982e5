using Clubshop.Admin.App;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Admin.Tests.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.App;

/// <summary>Renders parts of the app's frame, with an antiforgery token for its forms.</summary>
public abstract class AppTest : UiTest
{
    protected AppTest()
    {
        Services.AddSingleton<AntiforgeryStateProvider>(new FixedToken());
        Services.AddSingleton(TestPortal.Navigation);
    }

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    private protected NavigationManager NavigationManager => Services.GetRequiredService<NavigationManager>();

    private protected static Actor Person(Role role) => new() { Id = "p", Name = "Meera Iyer", Email = "meera@clubshop.example", Role = role };

    /// <summary>The addresses of the pages that a role may open.</summary>
    private protected static IEnumerable<string> PagesOf(Role role) => TestPortal.Navigation.All.Where(item => Permissions.Has(role, item.Permission)).Select(item => item.Href);

    private sealed class FixedToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}

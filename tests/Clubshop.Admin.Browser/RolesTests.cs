using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Browser;

/// <summary>Downloads and pages by address, role by role, in the whole portal: what is answered is what the table of permissions says.</summary>
public sealed class RolesTests(RolesTests.OnePortal one) : IClassFixture<RolesTests.OnePortal>
{
    private static readonly (string Path, Permission Needed)[] Addresses =
    [
        ("/", Permission.EnterPortal), ("/account", Permission.EnterPortal),
        ("/offers", Permission.SeeCatalog), ("/offers/new", Permission.EditCatalog), ("/offers/import", Permission.Import), ("/offers/export", Permission.SeeCatalog),
        ("/shops", Permission.SeeCatalog), ("/shops/new", Permission.EditCatalog), ("/shops/import", Permission.Import), ("/shops/export?q=a", Permission.SeeCatalog),
        ("/categories", Permission.SeeCatalog), ("/categories/new", Permission.EditCategories), ("/categories/import", Permission.EditCategories),
        ("/categories/export", Permission.SeeCatalog), ("/api", Permission.SeeCatalog),
        ("/clubs", Permission.SeeCatalog), ("/clubs/new", Permission.EditWholeCatalog), ("/clubs/import", Permission.EditWholeCatalog),
        ("/clubs/export", Permission.SeeCatalog),
        ("/customers", Permission.HelpCustomers), ("/customers/0f8fad5b-d9cb-469f-a165-70867728950e", Permission.HelpCustomers),
        ("/audit", Permission.SeeAudit), ("/staff", Permission.ManageStaff), ("/staff/new", Permission.ManageStaff),
        ("/operations", Permission.SeeOperations),
    ];

    /// <summary>One portal; each role is another account.</summary>
    public sealed class OnePortal : IAsyncLifetime
    {
        public Portal Portal { get; private set; } = null!;

        public async Task InitializeAsync() => Portal = await Browser.Portal.StartAsync("demo");

        public async Task DisposeAsync() => await Portal.DisposeAsync();
    }

    [Theory]
    [InlineData("vikram.singh@clubshop.example", Role.Administrators)]
    [InlineData("meera.iyer@clubshop.example", Role.ClubAdministrators)]
    [InlineData("farah.khan@clubshop.example", Role.Support)]
    [InlineData("rohan.deshpande@clubshop.example", Role.ServiceProviders)]
    [InlineData("priya.nair@clubshop.example", Role.ReadOnly)]
    public async Task EveryAddress_ForTheRole_AnswersAsTheTableSays(string email, Role role)
    {
        await using var visitor = await Visitor.ToAsync(one.Portal);
        await visitor.SignInAsync(email);

        foreach (var (path, needed) in Addresses)
        {
            var answer = await visitor.Page.APIRequest.GetAsync(new Uri(one.Portal.Address, path).AbsoluteUri, new() { MaxRedirects = 0 });
            Assert.True(answer.Status == (Permissions.Has(role, needed) ? 200 : 403), $"{role} {path}: {answer.Status}");
        }
    }

    [Fact]
    public async Task EveryAddress_WithoutASession_LeadsToSignIn()
    {
        await using var visitor = await Visitor.ToAsync(one.Portal);

        foreach (var (path, _) in Addresses)
        {
            var answer = await visitor.Page.APIRequest.GetAsync(new Uri(one.Portal.Address, path).AbsoluteUri, new() { MaxRedirects = 0 });
            Assert.True(answer.Status == 302 && answer.Headers["location"].Contains("/sign-in?returnUrl=", StringComparison.Ordinal), $"{path}: {answer.Status}");
        }
    }

    [Fact]
    public async Task Health_WithoutASession_TellsLiveAndReady()
    {
        await using var visitor = await Visitor.ToAsync(one.Portal);
        await visitor.SignInAsync("asha.rao@clubshop.example"); // by then the indexes have been asked for

        await visitor.GoAsync("/shops");
        await Microsoft.Playwright.Assertions.Expect(visitor.Link("Chandni Sarees")).ToBeVisibleAsync();
        foreach (var path in new[] { "/health/live", "/health/ready", "/health" })
            Assert.Equal(200, (await visitor.Page.APIRequest.GetAsync(new Uri(one.Portal.Address, path).AbsoluteUri)).Status);
    }
}

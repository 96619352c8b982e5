using Bunit;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Ops;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Faults;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Customers;

/// <summary>The two pages with the real services: what they show, and what they never contain.</summary>
public sealed class CustomerPageTests : UiTest, IAsyncLifetime
{
    private readonly AnsweredCase _dialogs = new();
    private CustomerWorld _world = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        _world = await CustomerWorld.OpenAsync(60, ("Customers:PatienceSeconds", "2"));
        Services.AddSingleton<TimeProvider>(_world.Catalog.Clock);
        Services.AddSingleton<Dialogs>(_dialogs);
        Services.AddSingleton<Toasts>(new KeptToasts());
        Services.AddScoped<SessionEnding>();
        Services.AddFallbackServiceProvider(_world.Catalog.Services);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _world.DisposeAsync();
    }

    private DemoCustomer Person => _world.Person(0);

    [Fact]
    public void List_Typed_ShowsMaskedRows_AndTheAddressStays()
    {
        var page = Open<CustomerListPage>();
        page.Find("input[type=search]").Change("70000 00000");
        page.WaitForAssertion(() => Assert.Contains("Ishaani V.", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(Person.Attributes["phone_number"], page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoCustomers.MailDomain, page.Markup, StringComparison.Ordinal);
        Assert.Equal("http://localhost/", Services.GetRequiredService<NavigationManager>().Uri);
        page.Find("input[type=search]").Change("");
        page.WaitForAssertion(() => Assert.Contains("Who are you looking for?", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void List_CognitoBusy_KeepsTheText_AndSaysSo()
    {
        _world.Fail(new FaultRule { Kind = FaultKind.Throttling, Operation = "ListUsers" });
        var page = Open<CustomerListPage>();
        page.Find("input[type=search]").Change(Person.Sub);
        page.WaitForAssertion(() => Assert.Contains("Cognito is busy; trying again…", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("Cognito is busy. Nothing was done.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(40));
        Assert.Equal(Person.Sub, page.Find("input[type=search]").GetAttribute("value"));
        _world.Catalog.Aws.Faults.Clear();
        page.FindAll("button").Single(button => button.TextContent == "Try again").Click();
        page.WaitForAssertion(() => Assert.Contains("Ishaani V.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void List_CognitoDown_SaysSoWithAReference()
    {
        _world.Fail(new FaultRule { Kind = FaultKind.InternalError, Operation = "ListUsers" });
        var page = Open<CustomerListPage>();
        page.Find("input[type=search]").Change(Person.Sub);
        page.WaitForAssertion(() => Assert.Contains("Cognito did not answer, so the search did not run.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void Page_Show_RevealsOneFieldForAMinute()
    {
        _dialogs.Answer = new(CustomerWorld.Why, null);
        var page = Open<CustomerPage>(Person.Sub);
        page.WaitForAssertion(() => Assert.Contains("How things stand", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(Person.Attributes["phone_number"], page.Markup, StringComparison.Ordinal);
        Press(page, "Show mobile");
        page.WaitForAssertion(() => Assert.Contains(Person.Attributes["phone_number"], page.Markup, StringComparison.Ordinal));
        Press(page, "Show email");
        page.WaitForAssertion(() => Assert.Contains(Person.Attributes["email"], page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(Person.Attributes["phone_number"], page.Markup, StringComparison.Ordinal); // one at a time
        _world.Catalog.Clock.Advance(TimeSpan.FromSeconds(61));
        page.WaitForAssertion(() => Assert.DoesNotContain(Person.Attributes["email"], page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_ChangedElsewhere_DoesNothing_AndShowsTheChange()
    {
        _dialogs.Answer = new(CustomerWorld.Why, null);
        var page = Open<CustomerPage>(Person.Sub);
        page.WaitForAssertion(() => Assert.Contains("How things stand", page.Markup, StringComparison.Ordinal));
        await _world.Cognito.AdminDisableUserAsync(new() { UserPoolId = FixedIds.CustomerPoolId, Username = Person.Username });
        Press(page, "Reset the password");
        page.WaitForAssertion(() => Assert.Contains("has just been changed elsewhere", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Cannot sign in: the account is disabled.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_DeletedElsewhere_SaysSo()
    {
        _dialogs.Answer = new(CustomerWorld.Why, null);
        var page = Open<CustomerPage>(Person.Sub);
        page.WaitForAssertion(() => Assert.Contains("How things stand", page.Markup, StringComparison.Ordinal));
        await _world.Cognito.AdminDeleteUserAsync(new() { UserPoolId = FixedIds.CustomerPoolId, Username = Person.Username });
        Press(page, "Sign out everywhere");
        page.WaitForAssertion(() => Assert.Contains("This customer does not exist.", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void List_RevealReport_IsForThoseWhoReadTheWholeLog(bool administrator)
    {
        var page = Render<CustomerListPage>(page => page.AddCascadingValue(administrator ? CustomerWorld.Asha : CustomerWorld.Farah));
        if (administrator)
            page.WaitForAssertion(() => Assert.Contains("Nobody has shown a masked detail", page.Markup, StringComparison.Ordinal));
        else
            Assert.DoesNotContain("Details shown in the last 7 days", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<TPage> Open<TPage>(string? sub = null)
        where TPage : IComponent => Render<TPage>(page =>
        {
            page.AddCascadingValue(CustomerWorld.Farah);
            if (sub is not null)
                page.TryAdd("Sub", sub);
        });

    private static void Press<TPage>(IRenderedComponent<TPage> page, string name)
        where TPage : IComponent => page.FindAll("button").First(one => one.TextContent.Trim() == name || one.GetAttribute("aria-label") == name).Click();

    /// <summary>Answers the case dialog as the test says.</summary>
    private sealed class AnsweredCase() : Dialogs(null!)
    {
        public CaseAnswer? Answer { get; set; }

        public override Task<TResult?> OpenAsync<TBody, TResult>(string title, IReadOnlyDictionary<string, object?> parameters)
            where TResult : default => Task.FromResult((TResult?)(object?)Answer);
    }
}

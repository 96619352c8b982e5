using Bunit;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry;
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
        Services.AddScoped<SearchMemory>();
        Services.AddScoped<CaseMemory>();
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
        page.Type("input[type=search]", "70000 00000");
        page.WaitForAssertion(() => Assert.Contains("Ishaani V.", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(Person.Attributes["phone_number"], page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoCustomers.MailDomain, page.Markup, StringComparison.Ordinal);
        Assert.Equal("http://localhost/", Services.GetRequiredService<NavigationManager>().Uri);
        page.Type("input[type=search]", "");
        page.WaitForAssertion(() => Assert.Contains("Who are you looking for?", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_Rows_TellPeopleApartByCityAndClubs()
    {
        var club = await _world.Catalog.ClubAsync("Sahyadri Trekkers");
        await _world.Catalog.Get<RegistryService>().SetProfileAsync(RegistrySource.Job, Person.Sub, new("Pune", null, null), default);
        await _world.Catalog.Get<RegistryService>().FollowAsync(RegistrySource.Job, Person.Sub, new(FollowKind.Club, club.Id), default);
        var page = Open<CustomerListPage>();
        page.Type("input[type=search]", "Ishaani");
        page.WaitForAssertion(() => Assert.Contains("Pune · follows Sahyadri Trekkers", page.Markup, StringComparison.Ordinal));
        Assert.Contains("City and clubs not known", page.Markup, StringComparison.Ordinal); // the others of that name
        Assert.DoesNotContain("Given name", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void List_Opened_HasTheFocusInTheSearch()
    {
        var page = Open<CustomerListPage>();
        page.WaitForAssertion(() => JSInterop.VerifyInvoke("clubshop.focus"));
        Assert.Contains("wide", page.Find(".search").ClassList);
    }

    [Fact]
    public async Task List_OpenedAgain_ShowsTheSameRows_WithoutAskingForThem()
    {
        var first = Open<CustomerListPage>();
        first.Type("input[type=search]", "Ishaani");
        first.WaitForAssertion(() => Assert.Contains("City and clubs not known", first.Markup, StringComparison.Ordinal));
        await DisposeComponentsAsync();

        _world.Fail(new FaultRule { Kind = FaultKind.InternalError, Operation = "ListUsers" });
        var again = Open<CustomerListPage>();
        Assert.Equal("Ishaani", again.Find("input[type=search]").GetAttribute("value"));
        Assert.Contains("Ishaani V.", again.Markup, StringComparison.Ordinal);
        Assert.Equal("http://localhost/", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public async Task List_OpenedAgainAfterTenMinutes_IsEmpty()
    {
        var first = Open<CustomerListPage>();
        first.Type("input[type=search]", "Ishaani");
        first.WaitForAssertion(() => Assert.Contains("Ishaani V.", first.Markup, StringComparison.Ordinal));
        await DisposeComponentsAsync();

        _world.Catalog.Clock.Advance(SearchMemory.KeptFor);
        Assert.Contains("Who are you looking for?", Open<CustomerListPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OpenedAgainAfterAChange_ShowsTheCustomerAsTheyAreNow()
    {
        var first = Open<CustomerListPage>();
        first.Type("input[type=search]", "70000 00000");
        first.WaitForAssertion(() => Assert.Contains("Active", first.Markup, StringComparison.Ordinal));
        await DisposeComponentsAsync();
        _dialogs.Answer = new(CustomerWorld.Why, null);
        var customer = Open<CustomerPage>(Person.Sub);
        customer.WaitForAssertion(() => Assert.Contains("How things stand", customer.Markup, StringComparison.Ordinal));
        Press(customer, "Disable the account");
        customer.WaitForAssertion(() => Assert.Contains("Cannot sign in: the account is disabled.", customer.Markup, StringComparison.Ordinal));
        await DisposeComponentsAsync();

        var again = Open<CustomerListPage>();
        again.WaitForAssertion(() => Assert.Contains("Disabled", again.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void List_CognitoBusy_KeepsTheText_AndSaysSo()
    {
        _world.Fail(new FaultRule { Kind = FaultKind.Throttling, Operation = "ListUsers" });
        var page = Open<CustomerListPage>();
        page.Type("input[type=search]", Person.Sub);
        page.WaitForAssertion(() => Assert.Contains("The customer directory is busy; trying again…", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("The customer directory is busy. Nothing was done.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(40));
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
        page.Type("input[type=search]", Person.Sub);
        page.WaitForAssertion(() => Assert.Contains("The customer directory did not answer, so the search did not run.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(40));
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
    public async Task Page_ASecondDetailOfOneCall_BeginsWithTheCaseOfTheFirst_AndIsInTheLogToo()
    {
        _dialogs.Answer = new(CustomerWorld.Why, null);
        var page = Open<CustomerPage>(Person.Sub);
        page.WaitForAssertion(() => Assert.Contains("How things stand", page.Markup, StringComparison.Ordinal));
        Press(page, "Show mobile");
        page.WaitForAssertion(() => Assert.Contains(Person.Attributes["phone_number"], page.Markup, StringComparison.Ordinal));
        Assert.Null(_dialogs.Known);
        Press(page, "Show email");
        page.WaitForAssertion(() => Assert.Contains(Person.Attributes["email"], page.Markup, StringComparison.Ordinal));
        Assert.Equal(CustomerWorld.Why, _dialogs.Known);

        Assert.Equal(2, (await _world.HistoryAsync(Person)).Count(entry => entry.Action == "reveal"));
        page.WaitForAssertion(() => Assert.Contains("looked at the email of this customer", page.Find(".log").TextContent, StringComparison.Ordinal));
        Assert.Contains("looked at the mobile number of this customer", page.Find(".log").TextContent, StringComparison.Ordinal);
        Assert.Equal("The customer asked, identity checked · case CS-48213", page.Find(".log .why").TextContent);
    }

    [Fact]
    public void Page_ADetailAfterFifteenMinutes_AsksForTheCaseAgain()
    {
        _dialogs.Answer = new(CustomerWorld.Why, null);
        var page = Open<CustomerPage>(Person.Sub);
        page.WaitForAssertion(() => Assert.Contains("How things stand", page.Markup, StringComparison.Ordinal));
        Press(page, "Show mobile");
        page.WaitForAssertion(() => Assert.Contains(Person.Attributes["phone_number"], page.Markup, StringComparison.Ordinal));
        _world.Catalog.Clock.Advance(CaseMemory.KeptFor);
        Press(page, "Show email");
        page.WaitForAssertion(() => Assert.Contains(Person.Attributes["email"], page.Markup, StringComparison.Ordinal));
        Assert.Null(_dialogs.Known);
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

    [Fact]
    public void Page_OfNobody_LeadsToTheSearch_AndOffersNoRepetition()
    {
        var page = Open<CustomerPage>("0f8fad5b-d9cb-469f-a165-70867728950e");
        page.WaitForAssertion(() => Assert.Equal("There is no such customer", page.Find(".state h2").TextContent));
        Assert.Equal(["Find a customer"], page.FindAll(".state .b").Select(button => button.TextContent.Trim()));
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

        /// <summary>What the last dialog began with.</summary>
        public Case? Known { get; private set; }

        public override Task<TResult?> OpenAsync<TBody, TResult>(string title, IReadOnlyDictionary<string, object?> parameters)
            where TResult : default
        {
            Known = parameters.GetValueOrDefault(nameof(CaseDialog.Known)) as Case;
            return Task.FromResult((TResult?)(object?)Answer);
        }
    }
}

using Clubshop.Admin.Common;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Tests.Customers;

/// <summary>One customer: view, help, audit entries and failures.</summary>
public sealed class CustomerServiceTests : IAsyncLifetime
{
    private CustomerWorld _world = null!;

    public async Task InitializeAsync() => _world = await CustomerWorld.OpenAsync(settings: ("Customers:PatienceSeconds", "3"));

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private DemoCustomer Active => _world.First(customer => customer is { Status: "CONFIRMED", Enabled: true } && customer.Factors.Contains("SOFTWARE_TOKEN_MFA"));

    [Fact]
    public async Task EveryMethod_EveryRole_EqualsThePermissionTable()
    {
        var (none, sub) = (CancellationToken.None, Active.Sub);
        foreach (var role in Enum.GetValues<Role>().Select(role => (Role?)role).Append(null))
        {
            var actor = CatalogWorld.Person(role) with { Id = $"p{role}" };
            var may = actor.Has(Permission.HelpCustomers);
            IReadOnlyList<IReadOnlyList<Problem>> answers =
            [
                (await _world.Service.FindAsync(actor, sub, null, none)).Problems,
                (await _world.Service.RevealAsync(actor, sub, CustomerField.Email, new(null, null), none)).Problems,
                (await _world.Service.HelpAsync(actor, sub, new(CustomerAction.SignOut, new(null, null), ""), none)).Problems,
                (await _world.Service.SetOptOutAsync(actor, sub, Channel.Push, true, new(null, null), none)).Problems,
                (await _world.Service.RemoveDeviceAsync(actor, sub, "no-device", new(null, null), none)).Problems,
                (await _world.Service.ExportAsync(actor, sub, new(null, null), none)).Problems,
                (await _world.Service.EraseAsync(actor, sub, new(null, null), "", none)).Problems,
                (await _world.Service.ReceiptAsync(actor, sub, none)).Problems,
            ];
            foreach (var problems in answers)
                Assert.Equal(!may, problems.Any(problem => problem.Code == Problem.Forbidden));
            Assert.Equal(role == Role.Administrators, (await _world.Service.RevealsAsync(actor, none)).Ok);
        }
    }

    [Fact]
    public async Task View_EveryField_IsMasked()
    {
        foreach (var customer in DemoCustomers.First(60, _world.Catalog.Clock.GetUtcNow()))
        {
            var view = await _world.ViewAsync(customer);
            var shown = string.Join('\n', view.Fields.Select(field => field.Text).Concat(view.Summary.Select(line => line.Text + line.Next)).Concat(view.Offers.SelectMany(offer => offer.Consequences)));
            foreach (var (name, value) in customer.Attributes.Where(attribute => attribute.Key is "email" or "phone_number" or "name" or "birthdate" or "family_name"))
                Assert.False(shown.Contains(value, StringComparison.OrdinalIgnoreCase), $"{name} of {customer.Username}");
            Assert.DoesNotContain(customer.Username, shown, StringComparison.OrdinalIgnoreCase);
            Assert.NotEmpty(view.Summary);
        }
    }

    [Theory]
    [InlineData("CONFIRMED", "Can sign in.")]
    [InlineData("UNCONFIRMED", "Has not confirmed the account, so cannot sign in.")]
    [InlineData("FORCE_CHANGE_PASSWORD", "Was invited and has not set a password yet.")]
    [InlineData("RESET_REQUIRED", "Must set a new password before signing in.")]
    [InlineData("EXTERNAL_PROVIDER", "Signs in with another provider.")]
    [InlineData("COMPROMISED", "The account was closed because others may know its password.")]
    [InlineData("ARCHIVED", "Cannot sign in: the account is archived.")]
    [InlineData("UNKNOWN", "The status of this account is not known.")]
    [InlineData("HIBERNATING", "The account has a status that this portal does not know: HIBERNATING.")]
    public async Task Summary_OfEveryStatus_IsPlain_EvenOfAnUnknownOne(string status, string line)
    {
        var customer = _world.Person(500) with { Status = status, Enabled = true };
        await _world.PlaceAsync(CustomerWorld.Placed(customer));
        Assert.Equal(line, (await _world.ViewAsync(customer)).Summary[0].Text);
        Assert.Equal(customer.Sub, Assert.Single(await _world.FindAsync(customer.Sub)).Sub);
    }

    [Theory]
    [InlineData("someone")]
    [InlineData("ishaani.velankar.0@dakghar.example")]
    [InlineData("ishaani.velankar.0")]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e")]
    public async Task Find_WithoutASub_FindsNobody(string id) =>
        Assert.Equal(Problem.NotFound, (await _world.Service.FindAsync(CustomerWorld.Farah, id, null, default)).Problems.Single().Code);

    [Fact]
    public async Task Help_EachAction_IsDoneAndInTheAuditLog_WithoutAnythingPersonal()
    {
        var customer = Active;
        Assert.False((await _world.HelpAsync(customer, CustomerAction.ResetAuthenticator)).View!.HasAuthenticator);
        Assert.Equal("RESET_REQUIRED", (await _world.HelpAsync(customer, CustomerAction.ResetPassword)).View!.Status);
        Assert.Contains(_world.Catalog.Aws.Outbox.Read(), sent => sent.To == customer.Attributes["email"] && sent.Reason == "AdminResetUserPassword");
        Assert.NotNull((await _world.HelpAsync(customer, CustomerAction.SignOut)).View);
        Assert.False((await _world.HelpAsync(customer, CustomerAction.Disable)).View!.Enabled);
        Assert.True((await _world.HelpAsync(customer, CustomerAction.Enable)).View!.Enabled);

        var corrected = (await _world.HelpAsync(customer, CustomerAction.CorrectPhone, "98765 43219")).View!;
        Assert.Equal(("+91 •••••• 3219", false), (corrected.Field(CustomerField.Phone)!.Text, corrected.Field(CustomerField.Phone)!.Verified));
        Assert.False((await _world.HelpAsync(customer, CustomerAction.CorrectEmail, "New.One@dakghar.example")).View!.Field(CustomerField.Email)!.Verified);

        var history = await _world.HistoryAsync(customer);
        Assert.Equal(14, history.Count);
        foreach (var action in (string[])["reset-authenticator", "reset-password", "sign-out-everywhere", "disable", "enable", "correct-phone", "correct-email"])
        {
            Assert.Single(history, entry => entry.Action == action);
            Assert.Single(history, entry => entry.Action == "ask-" + action);
        }

        var text = string.Join('\n', history.Select(entry => $"{entry.EntityName} {entry.Note} {string.Join(' ', entry.Changes)}"));
        foreach (var personal in customer.Attributes.Values.Where(value => value.Length > 5).Concat(["98765", "new.one", customer.Username]))
            Assert.DoesNotContain(personal, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Resend_ToUnconfirmedAndInvitedCustomers_SendsIt()
    {
        foreach (var status in (string[])["UNCONFIRMED", "FORCE_CHANGE_PASSWORD"])
        {
            var customer = _world.First(customer => customer.Status == status && customer.Enabled && customer.Attributes.ContainsKey("email"));
            var before = _world.Catalog.Aws.Outbox.Read().Count;
            Assert.NotNull((await _world.HelpAsync(customer, CustomerAction.ResendConfirmation)).View);
            Assert.Equal(before + 1, _world.Catalog.Aws.Outbox.Read().Count);
        }
    }

    [Theory]
    [InlineData("CONFIRMED", CustomerAction.ResendConfirmation, "state")]
    [InlineData("CONFIRMED", CustomerAction.Enable, "already")]
    [InlineData("UNCONFIRMED", CustomerAction.ResetPassword, "state")]
    [InlineData("FORCE_CHANGE_PASSWORD", CustomerAction.ResetPassword, "state")]
    [InlineData("EXTERNAL_PROVIDER", CustomerAction.ResetPassword, "state")]
    [InlineData("EXTERNAL_PROVIDER", CustomerAction.CorrectEmail, "state")]
    internal async Task Help_ThatDoesNotFit_IsRefusedInWords(string status, CustomerAction action, string code)
    {
        var customer = _world.Person(501) with { Status = status, Enabled = true, Factors = [], TotpSecret = null };
        await _world.PlaceAsync(CustomerWorld.Placed(customer));
        var helped = await _world.HelpAsync(customer, action, "someone@dakghar.example");
        Assert.Equal([code], helped.Codes);
        Assert.Empty(await _world.HistoryAsync(customer));
    }

    [Fact]
    public async Task Correct_WhileCognitoThrottles_IsAskedAndRefusedInTheAuditLog()
    {
        var customer = Active;
        _world.Fail(new FaultRule { Kind = FaultKind.Throttling, Operation = "AdminUpdateUserAttributes" });
        Assert.Equal(["busy"], (await _world.HelpAsync(customer, CustomerAction.CorrectEmail, "other@dakghar.example")).Codes);
        Assert.Equal(["ask-correct-email", "refuse-correct-email"], (await _world.HistoryAsync(customer)).Select(entry => entry.Action).Order(StringComparer.Ordinal));
        Assert.True((await _world.ViewAsync(customer)).Field(CustomerField.Email)!.Verified);
    }

    [Fact]
    public async Task Help_AfterAChangeElsewhere_DoesNothing_AndReturnsTheCurrentAccount()
    {
        var customer = Active;
        var seen = (await _world.ViewAsync(customer)).Seen;
        await _world.Cognito.AdminDisableUserAsync(new() { UserPoolId = Clubshop.LocalAws.Cognito.FixedIds.CustomerPoolId, Username = customer.Username });
        var helped = await _world.Service.HelpAsync(CustomerWorld.Farah, customer.Sub, new(CustomerAction.ResetPassword, CustomerWorld.Why, seen), default);
        Assert.Equal(Problem.Conflict, helped.Problems.Single().Code);
        Assert.False(helped.Current!.Enabled);
        Assert.Empty(await _world.HistoryAsync(customer));
    }

    [Fact]
    public async Task Help_AfterTheAccountWasDeleted_SaysSo()
    {
        var customer = Active;
        var seen = (await _world.ViewAsync(customer)).Seen;
        await _world.Cognito.AdminDeleteUserAsync(new() { UserPoolId = Clubshop.LocalAws.Cognito.FixedIds.CustomerPoolId, Username = customer.Username });
        var helped = await _world.Service.HelpAsync(CustomerWorld.Farah, customer.Sub, new(CustomerAction.SignOut, CustomerWorld.Why, seen), default);
        Assert.Equal(Problem.NotFound, helped.Problems.Single().Code);
    }

    [Theory]
    [InlineData(null, "CS-1", "Reason")]
    [InlineData(CaseReason.Verify, null, "Ticket")]
    [InlineData(CaseReason.Verify, "Asha Kulkarni", "Ticket")]
    [InlineData(CaseReason.Verify, "asha@x.in", "Ticket")]
    [InlineData(CaseReason.Verify, "Asha", "Ticket")]
    [InlineData(CaseReason.Verify, "Kulkarni", "Ticket")]
    [InlineData(CaseReason.Verify, "asha-kulkarni", "Ticket")]
    [InlineData(CaseReason.Verify, "asha-17", "Ticket")]
    [InlineData(CaseReason.Verify, "CS-", "Ticket")]
    [InlineData(CaseReason.Verify, "CS-48213\u202E", "Ticket")]
    [InlineData(CaseReason.Verify, "9876543210", "Ticket")]
    public async Task Reveal_WithoutAProperCase_IsRefusedAtItsField(CaseReason? reason, string? ticket, string field) => Assert.Equal(
        field, (await _world.Service.RevealAsync(CustomerWorld.Farah, Active.Sub, CustomerField.Phone, new(reason, ticket), default)).Problems.Single().Field);

    [Fact]
    public async Task Reveal_ShowsOneField_ForAMinute_AndIsInTheAuditAndTheSummary()
    {
        var customer = Active;
        var shown = CatalogWorld.Value(await _world.Service.RevealAsync(CustomerWorld.Farah, customer.Sub, CustomerField.Phone, CustomerWorld.Why, default));
        Assert.Equal((customer.Attributes["phone_number"], _world.Catalog.Clock.GetUtcNow().AddSeconds(60)), (shown.Text, shown.HidesAt));
        Assert.DoesNotContain(shown.Text, shown.ToString(), StringComparison.Ordinal);
        var entry = Assert.Single(await _world.HistoryAsync(customer));
        Assert.Equal(("reveal", "Mobile; The customer asked, identity checked; case CS-48213"), (entry.Action, entry.Note));
        Assert.Equal("Customer " + customer.Sub[..8], entry.EntityName);

        var person = Assert.Single(CatalogWorld.Value(await _world.Service.RevealsAsync(CustomerWorld.Asha, default)).People);
        Assert.Equal(("Farah Khan", 1, 1), (person.Name, person.Reveals, person.Customers));
        Assert.Equal("You", (await _world.ViewAsync(customer)).Events[0].Who);
        Assert.Equal("A colleague", (await _world.ViewAsync(customer, CustomerWorld.Farah with { Id = "other" })).Events[0].Who);
        Assert.Equal("Farah Khan", (await _world.ViewAsync(customer, CustomerWorld.Asha)).Events[0].Who);
    }

    [Fact]
    public async Task Reveal_TooOften_IsRefused_UntilTheHourPasses()
    {
        var customer = Active;
        for (var n = 0; n < 20; n++)
            Assert.True((await RevealAsync()).Ok);
        Assert.Equal("limit", (await RevealAsync()).Problems.Single().Code);
        var history = await _world.HistoryAsync(customer);
        Assert.Equal(20, history.Count(entry => entry.Action == "reveal"));
        Assert.Equal("Email; The customer asked, identity checked; case CS-48213", Assert.Single(history, entry => entry.Action == "refuse-reveal").Note);
        Assert.Equal("limit", (await _world.Service.ExportAsync(CustomerWorld.Farah, customer.Sub, CustomerWorld.Why, default)).Problems.Single().Code);
        Assert.Single(await _world.HistoryAsync(customer), entry => entry.Action == "refuse-export-personal-data");
        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.True((await RevealAsync()).Ok);

        Task<Result<Revealed>> RevealAsync() => _world.Service.RevealAsync(CustomerWorld.Farah, customer.Sub, CustomerField.Email, CustomerWorld.Why, default);
    }

    [Fact]
    public async Task Reveal_ManyAtOnce_CountsEach()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            _world.Service.RevealAsync(CustomerWorld.Farah, Active.Sub, CustomerField.Email, CustomerWorld.Why, default))));
        Assert.All(all, reveal => Assert.True(reveal.Ok));
        Assert.Equal(6, CatalogWorld.Value(await _world.Service.RevealsAsync(CustomerWorld.Asha, default)).People.Single().Reveals);
    }

    [Fact]
    public async Task View_WhileCognitoIsDown_IsAnOutage()
    {
        _world.Fail(new FaultRule { Kind = FaultKind.InternalError, Operation = "AdminGetUser" });
        await Assert.ThrowsAsync<CustomersUnreachableException>(() => _world.Service.FindAsync(CustomerWorld.Farah, Active.Sub, null, default));
    }
}

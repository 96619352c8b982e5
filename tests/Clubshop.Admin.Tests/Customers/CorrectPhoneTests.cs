using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Tests.Customers;

/// <summary>Correcting a phone number changes it both in Cognito and in the registry.</summary>
public sealed class CorrectPhoneTests : IAsyncLifetime
{
    private const string Old = "+919876500001";
    private const string New = "+919876500202";
    private CustomerWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await CustomerWorld.OpenAsync(20);
        Person = _world.First(customer => customer is { Status: "CONFIRMED", Enabled: true });
        Assert.True((await Registry.SetProfileAsync(RegistrySource.Job, Person.Sub, new("Pune", null, Old), default)).Ok);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private DemoCustomer Person { get; set; } = null!;

    private RegistryService Registry => _world.Catalog.Get<RegistryService>();

    private RegistryReader Reader => _world.Catalog.Get<RegistryReader>();

    [Fact]
    public async Task Correct_ANumber_ChangesWhereSmsGo_KeepsOptOuts_AndIsOneEntry()
    {
        await Registry.SetOptOutAsync(RegistrySource.Job, Person.Sub, Channel.Sms, optedOut: true, default);
        Assert.NotNull((await _world.HelpAsync(Person, CustomerAction.CorrectPhone, "98765 00202")).View);

        var known = await Reader.FindAsync(Person.Sub, default);
        Assert.Equal((New, false), (known!.Phone, known.Wants(Channel.Sms)));
        Assert.Equal([Person.Sub], await Reader.FindByPhoneAsync(New, default));
        Assert.Empty(await Reader.FindByPhoneAsync(Old, default));

        var deeds = CatalogWorld.Value(await _world.Catalog.Get<Clubshop.Admin.Audit.AuditLog>().ReadGroupedAsync(
            CustomerWorld.Asha, new() { Kind = "customer", Record = Person.Sub }, null, 50, default)).Entries;
        var entry = Assert.Single(deeds);
        Assert.Equal(("correct-phone", "Farah Khan", CustomerWorld.Why.AuditText), (entry.Action, entry.ActorName, entry.Note));
        Assert.DoesNotContain("98765", string.Join(' ', entry.Changes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correct_ACustomerUnknownToTheRegistry_LeavesThemUnknown()
    {
        var other = _world.First(customer => customer is { Status: "CONFIRMED", Enabled: true } && customer.Sub != Person.Sub);
        Assert.NotNull((await _world.HelpAsync(other, CustomerAction.CorrectPhone, "98765 00202")).View);
        Assert.Null(await Reader.FindAsync(other.Sub, default));
        Assert.Contains(await _world.HistoryAsync(other), entry => entry.Action == "correct-phone");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Correct_Interrupted_IsSettledFromThePool(bool cognitoDidIt)
    {
        await _world.Catalog.Get<CustomerChangeStore>().AddAsync(
            new()
            {
                Token = _world.Catalog.NewId(),
                Action = CustomerAction.CorrectPhone,
                Actor = CustomerWorld.Farah,
                Sub = Person.Sub,
                Note = CustomerWorld.Why.AuditText,
                AskedAt = _world.Catalog.Clock.GetUtcNow(),
            },
            default);
        if (cognitoDidIt)
        {
            await _world.Cognito.AdminUpdateUserAttributesAsync(new()
            {
                UserPoolId = FixedIds.CustomerPoolId,
                Username = Person.Username,
                UserAttributes = [new() { Name = "phone_number", Value = New }, new() { Name = "phone_number_verified", Value = "false" }],
            });
        }

        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await _world.Service.SettleAsync(default));
        Assert.Equal(cognitoDidIt ? New : Old, (await Reader.FindAsync(Person.Sub, default))!.Phone);
        Assert.Contains(await _world.HistoryAsync(Person), entry => entry.Action == (cognitoDidIt ? "correct-phone" : "refuse-correct-phone"));
        Assert.Equal(0, await _world.Service.SettleAsync(default));
    }

    [Fact]
    public async Task Correct_WhileCognitoRefuses_LeavesTheRegistryAsItIs()
    {
        _world.Fail(new FaultRule { Kind = FaultKind.Throttling, Operation = "AdminUpdateUserAttributes" });
        Assert.Equal(["busy"], (await _world.HelpAsync(Person, CustomerAction.CorrectPhone, "98765 00202")).Codes);
        Assert.Equal(Old, (await Reader.FindAsync(Person.Sub, default))!.Phone);
    }

    [Fact]
    public async Task Correct_ToTheSameValue_IsRefused_AndItStaysVerified()
    {
        var (email, phone) = (Person.Attributes["email"], Person.Attributes["phone_number"]);
        Assert.True((await _world.ViewAsync(Person)).Field(CustomerField.Email)!.Verified);
        Assert.Equal(("already", "The account already has this address. Nothing was changed."), Told(await _world.HelpAsync(Person, CustomerAction.CorrectEmail, email.ToUpperInvariant())));
        Assert.True((await _world.ViewAsync(Person)).Field(CustomerField.Email)!.Verified);

        // Cognito already has the number, but the registry does not: only the registry is corrected.
        var verified = (await _world.ViewAsync(Person)).Field(CustomerField.Phone)!.Verified;
        Assert.NotNull((await _world.HelpAsync(Person, CustomerAction.CorrectPhone, phone)).View);
        Assert.Equal(phone, (await Reader.FindAsync(Person.Sub, default))!.Phone);
        Assert.Equal(("already", "The account already has this number. Nothing was changed."), Told(await _world.HelpAsync(Person, CustomerAction.CorrectPhone, phone)));
        Assert.Equal(verified, (await _world.ViewAsync(Person)).Field(CustomerField.Phone)!.Verified);
        Assert.Equal("RESET_REQUIRED", (await _world.HelpAsync(Person, CustomerAction.ResetPassword)).View!.Status);
    }

    private static (string Code, string Message) Told(CustomerWorld.Result helped) => (helped.Codes.Single(), helped.Message);
}

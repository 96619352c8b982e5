using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Tests.Customers;

/// <summary>Export and erasure, opt-outs and devices, and recovery from a crash in between.</summary>
public sealed class CustomerEndTests : IAsyncLifetime
{
    private CustomerWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await CustomerWorld.OpenAsync();
        await _world.Catalog.Get<RegistryService>().RegisterDeviceAsync(RegistrySource.Job, Person.Sub, new("phone-1", "fcm-token-000001:APA91b", Platform.Android, "4.8.0"), default);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private DemoCustomer Person => _world.Person(0);

    [Fact]
    public async Task Export_HasEverything_AndIsInTheAuditLog()
    {
        var export = CatalogWorld.Value(await _world.Service.ExportAsync(CustomerWorld.Farah, Person.Sub, CustomerWorld.Why, default));
        var text = Encoding.UTF8.GetString(export.Json);
        foreach (var kept in Person.Attributes.Values.Append("fcm-token-000001:APA91b").Append(Person.Username))
            Assert.Contains(kept, text, StringComparison.Ordinal);
        Assert.Equal($"customer-{Person.Sub[..8]}.json", export.FileName);
        Assert.Equal("export-personal-data", Assert.Single(await _world.HistoryAsync(Person)).Action);
    }

    [Fact]
    public async Task Erase_WithoutAnExport_IsRefused_AndAfterItNothingIsLeft()
    {
        var view = await _world.ViewAsync(Person);
        Assert.False(view.Exported);
        Assert.Equal("no-export", (await EraseAsync(view)).Problems.Single().Code);

        await _world.Service.ExportAsync(CustomerWorld.Farah, Person.Sub, CustomerWorld.Why, default);
        view = await _world.ViewAsync(Person);
        Assert.True(view.Exported);
        var receipt = CatalogWorld.Value(await EraseAsync(view));
        Assert.Equal((Person.Sub, "Farah Khan"), (receipt.Sub, receipt.By));

        Assert.Empty(await _world.FindAsync(Person.Sub));
        Assert.Null(await _world.Catalog.Get<RegistryReader>().FindAsync(Person.Sub, default));
        Assert.Equal(Problem.NotFound, (await _world.Service.FindAsync(CustomerWorld.Farah, Person.Sub, null, default)).Problems.Single().Code);
        Assert.Equal(receipt.Number, CatalogWorld.Value(await _world.Service.ReceiptAsync(CustomerWorld.Farah, Person.Sub, default)).Number);
        Assert.Equal(
            ["ask-erase", "erase", "erase-registration", "export-personal-data"],
            (await _world.HistoryAsync(Person)).Select(entry => entry.Action).Order(StringComparer.Ordinal)); // the clock stands: all at one moment
    }

    [Fact]
    public async Task Erase_InterruptedBeforeCognito_IsFinishedLater()
    {
        await _world.Service.ExportAsync(CustomerWorld.Farah, Person.Sub, CustomerWorld.Why, default);
        var view = await _world.ViewAsync(Person);
        _world.Fail(new FaultRule { Kind = FaultKind.InternalError, Operation = "AdminDeleteUser" });
        Assert.Equal("unreachable", (await EraseAsync(view)).Problems.Single().Code);
        Assert.DoesNotContain(await _world.HistoryAsync(Person), entry => entry.Action == "erase");

        _world.Catalog.Aws.Faults.Clear();
        Assert.Equal(0, await _world.Service.SettleAsync(default)); // whoever asked may be at it still
        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await _world.Service.SettleAsync(default));
        Assert.Equal(0, await _world.Service.SettleAsync(default));
        Assert.Empty(await _world.FindAsync(Person.Sub));
        Assert.Contains("finished after the portal was cut off", CatalogWorld.Value(await _world.Service.ReceiptAsync(CustomerWorld.Farah, Person.Sub, default)).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "disable")]
    [InlineData(false, "refuse-disable")]
    public async Task Help_Interrupted_IsSettledFromThePool(bool cognitoDidIt, string end)
    {
        await _world.Catalog.Get<CustomerChangeStore>().AddAsync(
            new()
            {
                Token = Ids.New(_world.Catalog.Clock),
                Action = CustomerAction.Disable,
                Actor = CustomerWorld.Farah,
                Sub = Person.Sub,
                Note = CustomerWorld.Why.AuditText,
                AskedAt = _world.Catalog.Clock.GetUtcNow(),
            },
            default);
        if (cognitoDidIt)
            await _world.Cognito.AdminDisableUserAsync(new() { UserPoolId = Clubshop.LocalAws.Cognito.FixedIds.CustomerPoolId, Username = Person.Username });
        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, await _world.Service.SettleAsync(default));
        Assert.Equal(new[] { "ask-disable", end }.Order(StringComparer.Ordinal), (await _world.HistoryAsync(Person)).Select(entry => entry.Action).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OptOutAndDevice_WithAReason_AreChanged()
    {
        var off = CatalogWorld.Value(await _world.Service.SetOptOutAsync(CustomerWorld.Farah, Person.Sub, Channel.Push, true, CustomerWorld.Why, default));
        Assert.Contains(Channel.Push, off.Contact.OptOuts);
        Assert.Contains(off.Summary, line => line.Text.Contains("turned them off", StringComparison.Ordinal));
        var on = CatalogWorld.Value(await _world.Service.SetOptOutAsync(CustomerWorld.Farah, Person.Sub, Channel.Push, false, CustomerWorld.Why, default));
        Assert.Empty(on.Contact.OptOuts);
        Assert.Equal("Android, app 4.8.0", Assert.Single(on.Contact.Devices).Name);
        Assert.Empty(CatalogWorld.Value(await _world.Service.RemoveDeviceAsync(CustomerWorld.Farah, Person.Sub, "phone-1", CustomerWorld.Why, default)).Contact.Devices);
        Assert.Equal(["remove-device", "set-opt-out", "set-opt-out"], (await _world.HistoryAsync(Person)).Select(entry => entry.Action).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Label_OfADevice_NamesPlatformAndVersion()
    {
        Assert.Equal(["Android", "iPhone", "iPhone (test build)", "Fire device"], Enum.GetValues<Platform>().Select(Platforms.NameOf));
    }

    private Task<Result<EraseReceipt>> EraseAsync(CustomerView view) => _world.Service.EraseAsync(CustomerWorld.Farah, view.Sub, CustomerWorld.Why, view.Seen, default);
}

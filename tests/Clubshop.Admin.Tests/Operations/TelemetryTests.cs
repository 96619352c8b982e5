using Clubshop.Admin.Common;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Operations.Figures;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Customers;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Admin.Tests.Testing;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace Clubshop.Admin.Tests.Operations;

/// <summary>What leaves the process for a collector: that it leaves, and that nothing of a person is in it.</summary>
public sealed class TelemetryTests
{
    private const string Canary = "canary-that-must-be-found";
    private const string Pushed = "device-token-that-nobody-else-may-see";

    [Fact]
    public async Task Telemetry_WithoutAnEndpoint_IsNotEvenRegistered()
    {
        await using var portal = await PortalHost.StartAsync(fill: false);
        Assert.Null(portal.Get<IServiceProvider>().GetService<TracerProvider>());
    }

    [Fact]
    public async Task Telemetry_OfFlowsWithPeopleInThem_HasTracesMetricsAndLogs_AndNothingOfAnybody()
    {
        await using var collector = await CollectorHost.StartAsync();
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        var portal = await PortalHost.StartAsync(
        [
            new("Otlp:Endpoint", collector.Address.AbsoluteUri), new("Otlp:Protocol", "http/protobuf"), new("Otlp:TraceShare", "1"), new("Otlp:MetricSeconds", "1"),
            new("Logging:LogLevel:Clubshop", "Debug"),
        ],
        add: services => services.Run<PortalGauges>());
        var log = portal.Log;
        await using (portal)
        {
            await SignInAsync(portal, secrets);
            await HelpAsync(portal, secrets);
            SingCanary(portal);
        }

        var sent = (Traces: collector.Of("traces"), Metrics: collector.Of("metrics"), Logs: collector.Of("logs"));
        Assert.Contains("clubshop-admin", sent.Traces, StringComparison.Ordinal);
        Assert.Contains("/sign-in", sent.Traces, StringComparison.Ordinal);
        foreach (var figure in new[] { "clubshop.signins", "signed-in", "wrong-credentials", "clubshop.aws.calls", "clubshop.dynamodb.capacity", "clubshop-customers", "clubshop.circuits", "clubshop.index.lag" })
            Assert.Contains(figure, sent.Metrics, StringComparison.Ordinal);
        Assert.Contains("Now listening on", sent.Logs, StringComparison.Ordinal);
        Assert.Contains("Clubshop.Admin.Customers", sent.Logs, StringComparison.Ordinal); // what failed was logged

        Assert.All([sent.Traces, sent.Metrics, sent.Logs, log.Text], text => Assert.Contains(Canary, text, StringComparison.Ordinal)); // what is there is found
        (string Place, string Text)[] places = [("traces", sent.Traces), ("metrics", sent.Metrics), ("logs", sent.Logs), ("the log", log.Text)];
        var found = secrets.SelectMany(secret => places.Where(place => place.Text.Contains(secret.Value, StringComparison.OrdinalIgnoreCase)).Select(place => $"{secret.Key} is in {place.Place}"));
        Assert.Empty(found);
        Assert.True(secrets.Count > 10 && secrets.Values.All(value => value.Length > 4), "There was little to find.");
    }

    private static void SingCanary(PortalHost portal)
    {
        using (var activity = PortalMeter.Activities.StartActivity("canary"))
            activity?.SetTag("canary", Canary);
        PortalMeter.Meter.CreateCounter<long>("clubshop.canary").Add(1, new KeyValuePair<string, object?>("canary", Canary));
#pragma warning disable CA1848, CA1873, CA2254 // once, in a test
        portal.Get<ILogger<TelemetryTests>>().LogWarning("The canary sings {Canary}", Canary);
#pragma warning restore CA1848, CA1873, CA2254
    }

    private static async Task SignInAsync(PortalHost portal, Dictionary<string, string> secrets)
    {
        using var browser = portal.NewBrowser();
        var person = PortalHost.Person(Role.Support);
        await browser.GivePasswordAsync("somebody.else@elsewhere.example", "NotThePassword#1");
        await browser.GivePasswordAsync(person.Email, "NotThePassword#2");
        var authenticator = await portal.EnrolAsync(browser, person);
        await browser.GetAsync("/offers?q=typed.by.mistake@elsewhere.example");
        secrets["an email typed at the door"] = "somebody.else@elsewhere.example";
        secrets["a wrong password"] = "NotThePassword";
        secrets["an email of staff"] = person.Email;
        secrets["a password"] = person.Password;
        secrets["an authenticator's key"] = authenticator.Secret;
        secrets["a session"] = browser.Cookies["clubshop"];
        secrets["an email in the address of a list"] = "typed.by.mistake";
    }

    private static async Task HelpAsync(PortalHost portal, Dictionary<string, string> secrets)
    {
        var none = CancellationToken.None;
        await portal.Aws.Cognito.PlaceAsync(FixedIds.CustomerPoolId, DemoCustomers.First(40, portal.Time.GetUtcNow()).Select(CustomerWorld.Placed), none);
        var (search, service, registry) = (portal.Get<CustomerSearch>(), portal.Get<CustomerService>(), portal.Get<RegistryService>());
        var customer = DemoCustomers.First(40, portal.Time.GetUtcNow())
            .First(one => one is { Status: "CONFIRMED", Enabled: true } && one.Attributes.ContainsKey("email") && one.Attributes.ContainsKey("phone_number") && one.Attributes.ContainsKey("name"));
        foreach (var typed in new[] { customer.Attributes["email"], customer.Attributes["phone_number"], customer.Attributes["name"] })
            Assert.True((await search.FindAsync(CustomerWorld.Farah, typed, null, none)).Ok);
        var view = await service.FindAsync(CustomerWorld.Farah, customer.Sub, null, none);
        Assert.True((await service.RevealAsync(CustomerWorld.Farah, customer.Sub, CustomerField.Email, CustomerWorld.Why, none)).Ok);
        // Once against a pool that fails: an exception is logged with all that it says.
        var correction = new HelpRequest(CustomerAction.CorrectEmail, CustomerWorld.Why, view.Value!.Seen) { Value = "newly.corrected@elsewhere.example" };
        portal.Aws.Faults.Set(new() { Rules = [new FaultRule { Kind = FaultKind.InternalError, Operation = "AdminUpdateUserAttributes" }] });
        Assert.False((await service.HelpAsync(CustomerWorld.Farah, customer.Sub, correction, none).WaitAsync(TimeSpan.FromMinutes(1))).Ok);
        portal.Aws.Faults.Set(new());
        await service.HelpAsync(CustomerWorld.Farah, customer.Sub, correction, none);
        Assert.True((await registry.RegisterDeviceAsync(RegistrySource.Job, customer.Sub, new("phone", Pushed, Platform.Android, "4.8.0"), none)).Ok);
        secrets["a customer's email"] = customer.Attributes["email"];
        secrets["a customer's number"] = customer.Attributes["phone_number"];
        secrets["the same without its plus"] = customer.Attributes["phone_number"].TrimStart('+');
        secrets["a customer's name"] = customer.Attributes["name"];
        secrets["a corrected email"] = "newly.corrected@elsewhere.example";
        secrets["a device's token"] = Pushed;
    }
}

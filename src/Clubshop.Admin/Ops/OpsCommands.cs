using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Ops;

/// <summary>The commands of <c>dotnet run --project src/Clubshop.Admin -- ops …</c>.</summary>
public static class OpsCommands
{
    // Fixed id of the embedded AWS (docs/local-aws.md).
    private const string CustomerPoolId = "ap-south-1_ClubshopCust";

    /// <summary>Runs a command. Errors go to the error output and name the key to set.</summary>
    /// <returns>0 on success, 1 on failure.</returns>
    public static async Task<int> RunAsync(WebApplication app, Func<WebApplication, Task<int>> command)
    {
        try
        {
            return await command(app);
        }
        catch (Exception refused) when (refused is OptionsValidationException or HttpRequestException or Amazon.Runtime.AmazonServiceException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    internal static async Task<int> CreateTablesAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<TableSetup>().CreateMissingAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync("The tables exist.");
        return 0;
    }

    internal static async Task<int> InviteFirstAsync(WebApplication app, string email)
    {
        if (await app.Services.GetRequiredService<FirstAdministrator>().InviteAsync(email, CancellationToken.None) is { } problem)
            throw new InvalidOperationException(problem.Message);

        await Console.Out.WriteLineAsync($"The invitation is sent to {email}. Its temporary password works for a week.");
        return 0;
    }

    internal static async Task<int> CheckAsync(IServiceProvider services)
    {
        var missing = await services.GetRequiredService<TableSetup>().MissingAsync(CancellationToken.None);
        if (missing.Count > 0)
            await Console.Out.WriteLineAsync($"MUST   these tables are missing: {string.Join(", ", missing)} → create them with \"ops create-tables\"");

        var keyStops = false;
        try
        {
            await services.GetRequiredService<KeyService>().CurrentKeyAsync(CancellationToken.None);
        }
        catch (SealingUnavailableException key)
        {
            keyStops = true;
            await Console.Out.WriteLineAsync($"MUST   {key.Message}");
        }

        var found = await services.GetRequiredService<PoolCheck>().FindAsync(CancellationToken.None);
        foreach (var finding in found)
            await Console.Out.WriteLineAsync(finding.ToString());

        var age = services.GetRequiredService<IOptions<StaffOptions>>().Value.PasswordMaxAgeDays;
        await Console.Out.WriteLineAsync("NOTE   Cognito does not limit a password's age; the portal does"
            + (age == 0 ? " when Staff:PasswordMaxAgeDays is not 0, as it is now" : $": {age} days (Staff:PasswordMaxAgeDays)"));
        if (missing.Count > 0 || keyStops || found.Any(finding => finding.Stops))
            return 1;

        await Console.Out.WriteLineAsync(found.Count == 0 ? "Tables, key and staff pool are as the portal needs them." : "The portal starts, but the points above should be fixed.");
        return 0;
    }

    internal static async Task<int> SetUpAsync(WebApplication app, SeedSize seed)
    {
        var services = app.Services;
        if (services.GetRequiredService<IOptions<AwsOptions>>().Value is not { Mode: AwsMode.Aws, EndpointAddress: { IsLoopback: true } endpoint })
        {
            await Console.Error.WriteLineAsync(
                "ops setup requires a stand-alone AWS on this machine. Set Aws:Mode to Aws and Aws:Endpoint to its address, such as http://127.0.0.1:8100.");
            return 1;
        }

        var clients = services.GetRequiredService<AwsClients>();
        await services.GetRequiredService<TableSetup>().CreateMissingAsync(CancellationToken.None);
        await services.GetRequiredService<SealingKey>().CreateMissingAsync(CancellationToken.None);
        var pool = await new StaffPoolSetup(clients.Cognito, services.GetRequiredService<IOptions<StaffOptions>>().Value).CreateMissingAsync(CancellationToken.None);
        var seeds = services.GetRequiredService<Seeds>();
        var people = new DemoStaff(clients.Cognito);
        await seeds.OnceAsync("accounts", () => people.CreateAsync(pool, CancellationToken.None), CancellationToken.None);
        if (seed is { Demo: false, Offers: 0 })
        {
            await Console.Out.WriteLineAsync($"{endpoint} has the tables, key, pools and demo accounts.");
            return 0;
        }

        // The catalog is seeded through the services, which need the indexes, which the host loads at start.
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        await services.GetRequiredService<DemoCatalog>().SeedAsync(seed, CancellationToken.None);
        if (seed.Demo)
        {
            await seeds.OnceAsync(
                "assignments",
                () => people.AssignAsync(
                    pool, services.GetRequiredService<WriteUnit>(), services.GetRequiredService<StaffStore>(),
                    services.GetRequiredService<TimeProvider>(), CancellationToken.None),
                CancellationToken.None);
        }

        if (seed.Demo)
            await seeds.OnceAsync("texts", () => services.GetRequiredService<DemoSmsTemplates>().SeedAsync(CancellationToken.None), CancellationToken.None);
        await seeds.OnceAsync("customers", () => PlaceCustomersAsync(endpoint, seed, services.GetRequiredService<TimeProvider>()), CancellationToken.None);
        await seeds.OnceAsync(
            "registry",
            () => services.GetRequiredService<RegistrySeed>().SeedAsync(
                DemoCustomers.InRegistry(seed, services.GetRequiredService<TimeProvider>().GetUtcNow()), DemoCustomers.RegistrySeed, CancellationToken.None),
            CancellationToken.None);
        if (seed.Demo)
            await seeds.OnceAsync("coupons", () => services.GetRequiredService<DemoCoupons>().SeedAsync(CancellationToken.None), CancellationToken.None);
        await app.StopAsync();
        await Console.Out.WriteLineAsync($"{endpoint} has the tables, key, pools, demo accounts, catalog and customers.");
        return 0;
    }

    // In batches, because a large seed would make a request body of many megabytes.
    private static async Task PlaceCustomersAsync(Uri endpoint, SeedSize seed, TimeProvider time)
    {
        using var http = new HttpClient { BaseAddress = endpoint };
        foreach (var batch in DemoCustomers.First(DemoCustomers.CountFor(seed), time.GetUtcNow()).Chunk(1000))
        {
            using var answer = await http.PostAsJsonAsync($"/local/users/{CustomerPoolId}", batch);
            answer.EnsureSuccessStatusCode();
        }
    }
}

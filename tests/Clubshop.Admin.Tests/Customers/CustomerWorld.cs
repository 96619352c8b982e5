using Amazon.CognitoIdentityProvider;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Testing;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Customers;

/// <summary>Search and help with the real services, an embedded user pool with demo customers, and an embedded DynamoDB.</summary>
internal sealed class CustomerWorld : IAsyncDisposable
{
    private readonly bool _owned;

    private CustomerWorld(CatalogWorld catalog, bool owned) => (Catalog, _owned) = (catalog, owned);

    public CatalogWorld Catalog { get; }

    public CustomerSearch Search => Catalog.Get<CustomerSearch>();

    public CustomerService Service => Catalog.Get<CustomerService>();

    public IAmazonCognitoIdentityProvider Cognito => Catalog.Get<IAmazonCognitoIdentityProvider>();

    public static Actor Farah { get; } = CatalogWorld.Person(Role.Support) with { Id = "farah", Name = "Farah Khan", Email = "farah.khan@clubshop.example" };

    public static Actor Asha { get; } = CatalogWorld.Person(Role.Administrators) with { Id = "asha", Name = "Asha Rao" };

    public static Case Why { get; } = new(CaseReason.CustomerAsked, "CS-48213");

    public static async Task<CustomerWorld> OpenAsync(int customers = 120, params (string Key, string Value)[] settings)
    {
        var world = new CustomerWorld(await CatalogWorld.OpenAsync(Add, settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))), owned: true);
        await world.FillAsync(customers);
        return world;
    }

    /// <summary>Wraps a world that a page test opened with <see cref="Add"/>.</summary>
    public static async Task<CustomerWorld> OnAsync(CatalogWorld catalog, int customers = 120)
    {
        var world = new CustomerWorld(catalog, owned: false);
        await world.FillAsync(customers);
        return world;
    }

    public static void Add(IServiceCollection services) => services.Run<CustomerSettlement>();

    public DemoCustomer Person(int n) => DemoCustomers.Of(n, Catalog.Clock.GetUtcNow());

    /// <summary>The first demo customer that matches.</summary>
    public DemoCustomer First(Func<DemoCustomer, bool> so) => DemoCustomers.First(120, Catalog.Clock.GetUtcNow()).First(so);

    public async Task<CustomerView> ViewAsync(DemoCustomer customer, Actor? actor = null) =>
        CatalogWorld.Value(await Service.FindAsync(actor ?? Farah, customer.Sub, null, CancellationToken.None));

    public async Task<IReadOnlyList<CustomerHit>> FindAsync(string text) =>
        CatalogWorld.Value(await Search.FindAsync(Farah, text, null, CancellationToken.None)).Hits;

    public async Task<Result> HelpAsync(DemoCustomer customer, CustomerAction action, string? value = null)
    {
        var seen = (await ViewAsync(customer)).Seen;
        var helped = await Service.HelpAsync(Farah, customer.Sub, new(action, Why, seen) { Value = value }, CancellationToken.None);
        return new(helped.Value, [.. helped.Problems.Select(problem => problem.Code)], helped.Problems.Count > 0 ? helped.Problems[0].Message : "");
    }

    public async Task<IReadOnlyList<AuditEntry>> HistoryAsync(DemoCustomer customer) => await Catalog.HistoryAsync("customer", customer.Sub);

    public Task PlaceAsync(PlacedUser user) => Catalog.Aws.Cognito.PlaceAsync(FixedIds.CustomerPoolId, [user], CancellationToken.None);

    public void Fail(params FaultRule[] rules) => Catalog.Aws.Faults.Set(new() { Rules = rules });

    public async ValueTask DisposeAsync()
    {
        if (_owned)
            await Catalog.DisposeAsync();
    }

    public static PlacedUser Placed(DemoCustomer customer) => new()
    {
        Username = customer.Username,
        Sub = customer.Sub,
        Status = customer.Status,
        Enabled = customer.Enabled,
        Attributes = customer.Attributes,
        Groups = customer.Groups,
        TotpSecret = customer.TotpSecret,
        Factors = customer.Factors,
        CreatedAt = customer.CreatedAt,
        ModifiedAt = customer.ModifiedAt,
    };

    private async Task FillAsync(int customers)
    {
        await new StaffPoolSetup(Cognito, new StaffOptions()).CreateMissingAsync(CancellationToken.None);
        await Catalog.Aws.Cognito.PlaceAsync(
            FixedIds.CustomerPoolId, DemoCustomers.First(customers, Catalog.Clock.GetUtcNow()).Select(Placed), CancellationToken.None);
    }

    internal sealed record Result(CustomerView? View, IReadOnlyList<string> Codes, string Message);
}

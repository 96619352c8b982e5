using Amazon.CognitoIdentityProvider;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Customers.Erase;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Customers.Reveal;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Customers;

/// <summary>Registers customer search and account help.</summary>
public static class CustomersSetup
{
    /// <summary>Adds the services; call once. Requires storage, audit, master data and the registry.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CustomerPoolOptions>().Bind(configuration.GetSection(CustomerPoolOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CustomerPoolOptions>, CustomerPoolOptionsCheck>();
        services.AddOptions<CustomerOptions>().Bind(configuration.GetSection(CustomerOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CustomerOptions>, CustomerOptionsCheck>();

        services.AddSingleton<CognitoBudget>();
        services.AddSingleton(provider => new CustomerPool(
            provider.GetRequiredService<IAmazonCognitoIdentityProvider>(), provider.GetRequiredService<IOptions<CustomerPoolOptions>>(),
            provider.GetRequiredService<CognitoBudget>()));
        services.AddSingleton<CustomerChangeStore>();
        services.AddSingleton<RevealCounter>();
        services.AddSingleton<CustomerContactReader>();
        services.AddSingleton(provider => new CustomerSearch(provider.GetRequiredService<CustomerPool>(), provider.GetRequiredService<CustomerContactReader>()));
        services.AddSingleton(provider => new CustomerNumbers(provider.GetRequiredService<CustomerPool>(), provider.GetRequiredService<CustomerSearch>()));
        services.AddScoped<SearchMemory>(); // of one circuit
        services.AddScoped<CaseMemory>();
        services.AddSingleton(provider => new CustomerService(
            provider.GetRequiredService<CustomerPool>(), provider.GetRequiredService<CustomerChangeStore>(), provider.GetRequiredService<RevealCounter>(),
            provider.GetRequiredService<AuditLog>(), provider.GetRequiredService<WriteUnit>(), provider.GetRequiredService<CustomerContactReader>(),
            provider.GetRequiredService<RegistryStaffService>(), provider.GetRequiredService<ICustomerMessages>(), provider.GetRequiredService<IOptions<CustomerOptions>>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CustomerService>>()));
        services.AddSingleton<IGoToSource, CustomerGoToSource>();
        services.AddSingleton(new GoToEntry(L.Later("Find a customer"), CustomerUrls.List, Icons.Customers) { Words = "search look up help" });
        services.AddSingleton<CustomerExports>();
        services.AddHostedService<CustomerSettlement>();
        services.AddSingleton(CustomerAudit.Labels);
        services.TryAddSingleton<ICustomerMessages, NoMessages>();
        return services;
    }

    /// <summary>Maps the download address of exports.</summary>
    public static void MapCustomers(this IEndpointRouteBuilder endpoints) => CustomerEndpoints.Map(endpoints);

    // Used when no capability sends notifications.
    private sealed class NoMessages : ICustomerMessages
    {
        public Task<IReadOnlyList<CustomerMessage>> ListAsync(string sub, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CustomerMessage>>([]);
    }
}

using Clubshop.Admin.App;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Import;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Aws;
using Clubshop.Aws.Memcached;
using Clubshop.Aws.Pinpoint;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Pinpoint;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Clubshop.Admin.Tests.Testing;

/// <summary>
/// The portal as <see cref="PortalSetup.AddPortal"/> composes it, without a server, on an embedded AWS. Nothing runs in the background
/// unless the test asks for it (<see cref="Run{T}"/>).
/// </summary>
internal static class TestPortal
{
    // Nobody listens there: nothing that a world starts speaks to the cache unless the test gives it nodes.
    private const string NoNode = "127.0.0.1:9";

    // One for all, so that what one instance of the portal sealed opens on another. Keys in DynamoDB would be read and made by each world.
    private static readonly EphemeralDataProtectionProvider DataProtection = new();

    private static readonly Lazy<IServiceCollection> Composed = new(() => new ServiceCollection().AddPortal(new ConfigurationBuilder().Build()));

    /// <summary>The kinds of the catalog that the portal registers.</summary>
    public static IReadOnlyList<CatalogKind> Kinds { get; } = [.. Composed.Value.Select(service => service.ImplementationInstance).OfType<CatalogKind>()];

    /// <summary>What reads and writes files of them, one for each.</summary>
    public static IReadOnlyList<Type> Imports { get; } = [.. Composed.Value.Where(service => service.ServiceType == typeof(IImportKind)).Select(service => service.ImplementationType!)];

    /// <summary>The portal's tables.</summary>
    public static IReadOnlyList<Table> Tables => [.. Table.Common, .. Kinds.Select(kind => kind.Table)];

    /// <summary>The portal's navigation.</summary>
    public static Navigation Navigation { get; } = new(Kinds);

    /// <summary>The portal's services.</summary>
    /// <param name="aws">Answers the SDK's requests; null where the settings have <c>Aws:Endpoint</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="settings">Configuration beside the embedded AWS's fixed ids.</param>
    public static IServiceCollection Compose(HttpMessageHandler? aws, TimeProvider time, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).AddInMemoryCollection(settings ?? []).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(time);
        services.AddSingleton<IHostApplicationLifetime, Microsoft.Extensions.Hosting.Internal.ApplicationLifetime>();
        services.AddAws(configuration, AwsMode.Embedded, aws is null ? null : _ => aws);
        services.AddPinpoint(configuration);
        services.AddMemcached(configuration);
        services.AddPortal(configuration);
        services.RemoveAll<IHostedService>();
        services.AddSingleton<IDataProtectionProvider>(DataProtection);
        return services.Run<CatalogCheck>();
    }

    /// <summary>Has a background service run in the world.</summary>
    public static IServiceCollection Run<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        // Some are services as well, which others speak to: then it is that one that runs.
        return services.Any(service => service.ServiceType == typeof(T))
            ? services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<T>())
            : services.AddSingleton<IHostedService, T>();
    }

    /// <summary>Starts what runs in the background.</summary>
    public static async Task StartAsync(this IServiceProvider services)
    {
        foreach (var hosted in services.GetServices<IHostedService>())
            await hosted.StartAsync(CancellationToken.None);
    }

    /// <summary>Ends what runs in the background.</summary>
    public static async Task StopAsync(this IServiceProvider services)
    {
        foreach (var hosted in services.GetServices<IHostedService>())
            await hosted.StopAsync(CancellationToken.None);
    }

    /// <summary>Completes when the indexes of all kinds have been read.</summary>
    public static Task IndexesReadyAsync(this IServiceProvider services) =>
        Task.WhenAll(services.GetServices<CatalogIndex>().Select(index => index.WhenReadyAsync(CancellationToken.None)));

    /// <summary>Leaves of the portal's background services those of these capabilities; a server's own stay.</summary>
    public static IServiceCollection KeepRunning(this IServiceCollection services, params string[] folders)
    {
        foreach (var service in services.Where(service => service.ServiceType == typeof(IHostedService)).ToList())
        {
            var type = service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ImplementationFactory!.GetType().GenericTypeArguments[1];
            if (type.Assembly == typeof(PortalSetup).Assembly && !folders.Any(folder => IsIn(folder, type)))
                services.Remove(service);
        }

        return services;
    }

    private static bool IsIn(string folder, Type type) =>
        (type.Namespace + ".").StartsWith($"{typeof(PortalSetup).Namespace}.{folder}.", StringComparison.Ordinal);

    /// <summary>The ids of the embedded AWS, and no cache.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> Settings { get; } =
    [
        new("AWS:UserPoolId", FixedIds.StaffPoolId),
        new("AWS:UserPoolClientId", FixedIds.StaffClientId),
        new("AWS:UserPoolClientSecret", FixedIds.StaffClientSecret),
        new("AWS:CustomerUserPoolId", FixedIds.CustomerPoolId),
        new("AWS:CustomerUserPoolClientId", FixedIds.CustomerClientId),
        new("Pinpoint:ApplicationId", FixedApplication.Id),
        new("Sealing:KeyId", SealingOptions.DefaultKeyId),
        new("Cache:Nodes", NoNode),
    ];
}

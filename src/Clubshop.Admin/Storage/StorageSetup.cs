using Clubshop.Admin.Storage.Sealing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Clubshop.Admin.Storage;

/// <summary>Registers the storage. Expects <see cref="Amazon.DynamoDBv2.IAmazonDynamoDB"/>, and for sealed fields KMS, to be registered by whoever chooses the AWS mode.</summary>
public static class StorageSetup
{
    /// <summary>Adds the write unit, the reader and the tables.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection();
        services.AddSingleton(new TableNames(configuration["Aws:TablePrefix"] ?? TableNames.DefaultPrefix));
        services.AddSingleton<PageTokens>();
        services.AddSingleton<TableReader>();
        services.AddSingleton<TableSetup>();
        services.AddSingleton<WriteUnit>();
        services.AddSingleton<UnauditedWriter>();
        services.AddSealing(configuration);
        return services;
    }
}

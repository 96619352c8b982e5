using Clubshop.Admin.Storage.Sealing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Clubshop.Admin.Storage;

/// <summary>Registers the storage. Expects <see cref="Amazon.DynamoDBv2.IAmazonDynamoDB"/>, and for sealed fields KMS, to be registered by whoever chooses the AWS mode.</summary>
public static class StorageSetup
{
    /// <summary>Adds a table to those that the portal creates and asks for at its start.</summary>
    /// <exception cref="ArgumentException">A table of this name is there already.</exception>
    public static IServiceCollection AddTable(this IServiceCollection services, Table table)
    {
        if (services.Any(service => service.ImplementationInstance is Table other && other.Name.Equals(table.Name, StringComparison.OrdinalIgnoreCase)))
            throw new ArgumentException($"There are two tables with the name {table.Name}. Give the new one another name.", nameof(table));

        return services.AddSingleton(table);
    }

    /// <summary>Adds the write unit, the reader and the tables.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection();
        services.AddSingleton(new TableNames(configuration["Aws:TablePrefix"] ?? TableNames.DefaultPrefix));
        foreach (var table in Table.Common)
            services.AddTable(table);

        services.AddSingleton<PageTokens>();
        services.AddSingleton<TableReader>();
        services.AddSingleton<TableSetup>();
        services.AddSingleton<WriteUnit>();
        services.AddSingleton<UnauditedWriter>();
        services.AddSealing(configuration);
        return services;
    }
}

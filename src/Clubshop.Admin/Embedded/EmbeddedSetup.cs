using System.Globalization;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Aws;
using Clubshop.Aws.Memcached;
using Clubshop.Aws.Pinpoint;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Clubshop.LocalAws.Pinpoint;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Embedded;

/// <summary>Chooses which AWS the portal talks to: the real one or the embedded one. Besides <c>Program</c>, only this folder knows the embedded AWS (docs/architecture.md).</summary>
public static class EmbeddedSetup
{
    /// <summary>Adds the SDK's clients and, in Embedded mode, the embedded AWS that answers them.</summary>
    /// <exception cref="OptionsValidationException">Embedded mode is not allowed here, or a setting is wrong; each message names its key.</exception>
    public static WebApplicationBuilder AddAwsOrEmbedded(this WebApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        var mode = builder.Configuration.GetSection(AwsOptions.Section).GetValue<AwsMode?>(nameof(AwsOptions.Mode))
            ?? (development ? AwsMode.Embedded : AwsMode.Aws);
        if (mode is AwsMode.Embedded || IsOnThisMachine(builder.Configuration))
            AddFixedIds(builder.Configuration);
        if (mode is AwsMode.Embedded)
            AddEmbedded(builder, development);
        else
            AddReal(builder);

        builder.Services.AddAws(builder.Configuration, mode, provider => provider.GetRequiredService<StartGate>());
        builder.Services.AddPinpoint(builder.Configuration);
        return builder;
    }

    private static MemcachedServer StartMemcached(IServiceProvider provider, int port)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        try
        {
            return MemcachedServer.Start(port, new FaultBoard(time), time, provider.GetRequiredService<ILogger<MemcachedServer>>());
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"LocalAws:MemcachedPort: {taken.Message} Set it to another port, or to 0 for a free port.", taken);
        }
    }

    // True for the stand-alone AWS at a loopback Aws:Endpoint.
    private static bool IsOnThisMachine(ConfigurationManager configuration) => EndpointHere(configuration) is not null;

    private static Uri? EndpointHere(ConfigurationManager configuration) =>
        Uri.TryCreate(configuration["Aws:Endpoint"], UriKind.Absolute, out var endpoint) && endpoint.IsLoopback ? endpoint : null;

    // The memcached of the stand-alone AWS listens on the next port by default.
    private static void AddReal(WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<TableCheck>();
        builder.Services.AddMemcached(
            builder.Configuration,
            EndpointHere(builder.Configuration) is { } endpoint ? _ => [string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{endpoint.Port + 1}")] : null);
    }

    // The embedded AWS's ids are fixed, so nothing has to be copied; configured values override them.
    private static void AddFixedIds(ConfigurationManager configuration) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData =
            [
                new("AWS:UserPoolId", FixedIds.StaffPoolId),
                new("AWS:UserPoolClientId", FixedIds.StaffClientId),
                new("AWS:UserPoolClientSecret", FixedIds.StaffClientSecret),
                new("AWS:CustomerUserPoolId", FixedIds.CustomerPoolId),
                new("AWS:CustomerUserPoolClientId", FixedIds.CustomerClientId),
                new("Sealing:KeyId", SealingOptions.DefaultKeyId),
                new("Pinpoint:ApplicationId", FixedApplication.Id),
            ],
        });

    private static void AddEmbedded(WebApplicationBuilder builder, bool development)
    {
        var options = builder.Configuration.GetSection(EmbeddedOptions.Section).Get<EmbeddedOptions>() ?? new();
        List<string> problems = [.. options.Problems(development)];
        if (!options.AllowRemote && LoopbackCheck.Reachable(builder.Configuration) is { Count: > 0 } reachable)
        {
            problems.Add($"Embedded mode listens on {string.Join(", ", reachable)}, which other machines can reach, and its passwords are public. "
                + "Set urls to http://127.0.0.1:5080, or set LocalAws:AllowRemote to true if this is intended.");
        }

        if (problems.Count > 0)
            throw new OptionsValidationException(EmbeddedOptions.Section, typeof(EmbeddedOptions), problems);

        builder.Services.AddOptions<EmbeddedOptions>().BindConfiguration(EmbeddedOptions.Section);
        builder.Services.AddSingleton<StartGate>();
        // Listens before anything uses it: its port is taken when the host is composed.
        builder.Services.AddSingleton(provider => StartMemcached(provider, options.MemcachedPort));
        builder.Services.AddMemcached(builder.Configuration, provider => [provider.GetRequiredService<MemcachedServer>().Address]);
        builder.Services.AddSingleton<SignIn.IDemoHelp, LocalHelp>();
        builder.Services.AddSingleton<EmbeddedAws>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<EmbeddedAws>());
    }
}

/// <summary>In Aws mode: names missing tables at start, instead of failing at the first page.</summary>
internal sealed class TableCheck(TableSetup tables) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var missing = await tables.MissingAsync(cancellationToken);
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"These tables are missing: {string.Join(", ", missing)}. Create them with \"ops create-tables\", or set Aws:TablePrefix to the prefix of the existing tables.");
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

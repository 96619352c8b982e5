using Clubshop.Admin.Audit.Chain;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Aws.Memcached;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Clubshop.LocalAws.Pinpoint;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Embedded;

/// <summary>Registers the embedded AWS.</summary>
internal static class EmbeddedRegistration
{
    // Where the end users' server looks for it in Development.
    private const int UsualMemcachedPort = 11411;

    /// <summary>Adds the embedded AWS's ids, which are fixed, so that nothing has to be copied. Configured values override them.</summary>
    public static void AddFixedIds(ConfigurationManager configuration) =>
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
                new("Audit:ArchiveBucket", AuditOptions.EmbeddedBucket),
                new("Pictures:Bucket", PictureOptions.EmbeddedBucket),
                new("Pictures:PublicAddress", PictureOptions.EmbeddedAddress),
            ],
        });

    /// <summary>Adds the embedded AWS and the handler through which it answers the SDK's calls.</summary>
    /// <exception cref="OptionsValidationException">Embedded mode is not allowed here, or a setting is wrong; each message names its key.</exception>
    public static void AddEmbedded(WebApplicationBuilder builder, bool development)
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
        builder.Services.AddSingleton<CatalogApi.Document.IApiDemo, LocalTokenHelp>();
        builder.Services.AddSingleton<EmbeddedAws>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<EmbeddedAws>());
    }

    private static MemcachedServer StartMemcached(IServiceProvider provider, int? port)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        try
        {
            return Start(port ?? UsualMemcachedPort);
        }
        catch (IOException) when (port is null)
        {
            return Start(0);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"LocalAws:MemcachedPort: {taken.Message} Set it to another port, or to 0 for a free port.", taken);
        }

        MemcachedServer Start(int at) => MemcachedServer.Start(at, new FaultBoard(time), time, provider.GetRequiredService<ILogger<MemcachedServer>>());
    }
}

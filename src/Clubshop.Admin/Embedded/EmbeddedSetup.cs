using System.Globalization;
using Clubshop.Admin.Storage;
using Clubshop.Aws;
using Clubshop.Aws.Memcached;
using Clubshop.Aws.Pinpoint;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Embedded;

/// <summary>
/// Chooses which AWS the portal talks to: the real one or the embedded one (docs/architecture.md). A portal published without the embedded
/// AWS contains only this file of the folder (<c>EMBEDDED_AWS</c>, set by the project file).
/// </summary>
public static class EmbeddedSetup
{
    /// <summary>Adds the SDK's clients and, in Embedded mode, the embedded AWS that answers them.</summary>
    /// <exception cref="OptionsValidationException">Embedded mode is not allowed here, or a setting is wrong; each message names its key.</exception>
    public static WebApplicationBuilder AddAwsOrEmbedded(this WebApplicationBuilder builder)
    {
        var development = builder.Environment.IsDevelopment();
        var mode = builder.Configuration.GetSection(AwsOptions.Section).GetValue<AwsMode?>(nameof(AwsOptions.Mode))
            ?? (development ? AwsMode.Embedded : AwsMode.Aws);
#if EMBEDDED_AWS
        if (mode is AwsMode.Embedded || IsOnThisMachine(builder.Configuration))
            EmbeddedRegistration.AddFixedIds(builder.Configuration);
        if (mode is AwsMode.Embedded)
            EmbeddedRegistration.AddEmbedded(builder, development);
        else
            AddReal(builder);

        builder.Services.AddAws(builder.Configuration, mode, provider => provider.GetRequiredService<StartGate>());
#else
        if (mode is AwsMode.Embedded)
        {
            throw new OptionsValidationException(AwsOptions.Section, typeof(AwsOptions), [
                "Aws:Mode is Embedded, but this portal was published without the embedded AWS. Set Aws:Mode to Aws, or publish it with "
                + "dotnet publish -p:EmbeddedAws=true."]);
        }

        AddReal(builder);
        builder.Services.AddAws(builder.Configuration, mode);
#endif
        builder.Services.AddPinpoint(builder.Configuration);
        return builder;
    }

#if EMBEDDED_AWS
    // True for the stand-alone AWS at a loopback Aws:Endpoint.
    private static bool IsOnThisMachine(ConfigurationManager configuration) => EndpointHere(configuration) is not null;
#else
    /// <summary>Does nothing: without the embedded AWS no <c>/local</c> is mapped.</summary>
    public static void MapLocal(this IEndpointRouteBuilder endpoints) => _ = endpoints;

    /// <summary>Does nothing: without the embedded AWS no <c>/local</c> is mapped.</summary>
    public static IApplicationBuilder UseLocalOnly(this IApplicationBuilder app) => app;
#endif

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
}

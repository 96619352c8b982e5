using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Clubshop.Aws.Pinpoint;

/// <summary>Which application messages are sent from: section <c>Pinpoint</c> of the configuration.</summary>
public sealed class PinpointOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Pinpoint";

    /// <summary><c>Pinpoint:ApplicationId</c>: the application ("project") with the push channels, 32 hexadecimal digits.</summary>
    public string? ApplicationId { get; set; }
}

/// <summary>Registers the sending of messages.</summary>
public static partial class PinpointSetup
{
    /// <summary>Adds <see cref="PinpointSender"/>; expects <see cref="AwsSetup.AddAws"/>. A missing or wrong key is named at start.</summary>
    public static IServiceCollection AddPinpoint(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PinpointOptions>()
            .Bind(configuration.GetSection(PinpointOptions.Section))
            .Validate(
                options => options.ApplicationId is { } id && IdForm.IsMatch(id),
                "Pinpoint:ApplicationId is missing or is not 32 hexadecimal digits: set it to the id of the application with the push channels.")
            .ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<AwsClients>().Pinpoint);
        services.AddSingleton(provider => new PinpointSender(
            provider.GetRequiredService<AwsClients>().Pinpoint, provider.GetRequiredService<IOptions<PinpointOptions>>().Value.ApplicationId!));
        return services;
    }

    [GeneratedRegex(@"^[0-9a-f]{32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdForm { get; }
}

using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Offers.AppAnswers;

/// <summary>Where the end users' server is (<c>src/Clubshop.Api</c>), so that people can see what it answers. Section <c>EndUsers</c>.</summary>
public sealed class EndUsersOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "EndUsers";

    /// <summary>Where it is in Development, when it was started beside the portal.</summary>
    public const string InDevelopment = "http://127.0.0.1:5090";

    /// <summary>The server's address; https, or http on this machine. Empty: the pages do not offer to ask it.</summary>
    public string? Address { get; set; }

    /// <summary>The address as it is used.</summary>
    internal Uri? Uri => string.IsNullOrWhiteSpace(Address) ? null : new Uri(Address.Trim());
}

/// <summary>Checks the options at start.</summary>
internal sealed class EndUsersOptionsCheck : IValidateOptions<EndUsersOptions>
{
    public ValidateOptionsResult Validate(string? name, EndUsersOptions options) =>
        string.IsNullOrWhiteSpace(options.Address)
        || (Uri.TryCreate(options.Address.Trim(), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{EndUsersOptions.Section}:Address is not an address of the end users' server: https://…, or http:// on this machine.");
}

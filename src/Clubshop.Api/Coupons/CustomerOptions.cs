using Microsoft.Extensions.Options;

namespace Clubshop.Api.Coupons;

/// <summary>The customer pool: section <c>AWS</c>, the same keys as the portal's.</summary>
public sealed class CustomerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "AWS";

    /// <summary><c>AWS:CustomerUserPoolId</c>, such as <c>ap-south-1_Ab1Cd2Ef3</c>.</summary>
    public string CustomerUserPoolId { get; set; } = "";

    /// <summary><c>AWS:CustomerUserPoolClientId</c>: the app client with which customers sign in.</summary>
    public string CustomerUserPoolClientId { get; set; } = "";

    /// <summary>
    /// <c>AWS:CustomerRecheck</c>: for how long a token is believed after Cognito was asked whether it still holds; 0 to 60 s. As long a customer who was
    /// disabled or signed out everywhere can go on.
    /// </summary>
    public TimeSpan CustomerRecheck { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Names every missing or wrong key of <see cref="CustomerOptions"/> at once.</summary>
internal sealed class CustomerOptionsCheck : IValidateOptions<CustomerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CustomerOptions options)
    {
        List<string> problems = [];
        if (options.CustomerUserPoolId.IndexOf('_', StringComparison.Ordinal) is <= 0)
            problems.Add("AWS:CustomerUserPoolId is missing: set it to the id of the customer pool, such as ap-south-1_Ab1Cd2Ef3.");
        if (options.CustomerUserPoolClientId.Length == 0)
            problems.Add("AWS:CustomerUserPoolClientId is missing: set it to the app client with which customers sign in.");
        if (options.CustomerRecheck < TimeSpan.Zero || options.CustomerRecheck > TimeSpan.FromSeconds(60))
            problems.Add($"AWS:CustomerRecheck is {options.CustomerRecheck}: it can be 0 to 60 s.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

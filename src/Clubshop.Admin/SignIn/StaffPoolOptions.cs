using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// The staff pool, under the configuration keys of Amazon.AspNetCore.Identity.Cognito: <c>AWS:Region</c>, <c>AWS:UserPoolId</c>,
/// <c>AWS:UserPoolClientId</c>, <c>AWS:UserPoolClientSecret</c>.
/// </summary>
public sealed class StaffPoolOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "AWS";

    /// <summary>The pool's region, such as <c>ap-south-1</c>.</summary>
    public string Region { get; set; } = "";

    /// <summary>The pool's id, such as <c>ap-south-1_Ab1Cd2Ef3</c>.</summary>
    public string UserPoolId { get; set; } = "";

    /// <summary>The app client's id.</summary>
    public string UserPoolClientId { get; set; } = "";

    /// <summary>The app client's secret; empty for a client without one.</summary>
    public string? UserPoolClientSecret { get; set; }

    /// <summary>The pool in the form that the sign-in flow takes.</summary>
    public UserPoolOptions ToPool() =>
        new(Region, UserPoolId, UserPoolClientId, string.IsNullOrWhiteSpace(UserPoolClientSecret) ? null : UserPoolClientSecret);
}

/// <summary>Names every missing or wrong key of <see cref="StaffPoolOptions"/> at once.</summary>
internal sealed class StaffPoolOptionsCheck : IValidateOptions<StaffPoolOptions>
{
    public ValidateOptionsResult Validate(string? name, StaffPoolOptions options)
    {
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(options.Region))
            problems.Add("AWS:Region is missing: set it to the staff pool's region, for example ap-south-1.");

        if (string.IsNullOrWhiteSpace(options.UserPoolId))
            problems.Add("AWS:UserPoolId is missing: set it to the id of the staff user pool, for example ap-south-1_Ab1Cd2Ef3.");
        else if (!options.UserPoolId.StartsWith(options.Region + "_", StringComparison.Ordinal))
            problems.Add($"AWS:UserPoolId is {options.UserPoolId}, which is not a pool of AWS:Region {options.Region}.");

        if (string.IsNullOrWhiteSpace(options.UserPoolClientId))
            problems.Add("AWS:UserPoolClientId is missing: set it to the id of the staff pool's app client.");

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

using Clubshop.Admin.Customers.Help;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Customers;

/// <summary>
/// The customer pool: <c>AWS:CustomerUserPoolId</c>, <c>AWS:CustomerUserPoolClientId</c>, <c>AWS:CustomerUserPoolClientSecret</c>, beside the
/// staff pool's keys.
/// </summary>
public sealed class CustomerPoolOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "AWS";

    /// <summary>The pool's id, such as <c>ap-south-1_Ab1Cd2Ef3</c>.</summary>
    public string CustomerUserPoolId { get; set; } = "";

    /// <summary>The id of the client that customers' apps sign in with; confirmation codes are resent in its name.</summary>
    public string CustomerUserPoolClientId { get; set; } = "";

    /// <summary>That client's secret; empty if it has none.</summary>
    public string? CustomerUserPoolClientSecret { get; set; }
}

/// <summary>Reports all missing keys of <see cref="CustomerPoolOptions"/> at once.</summary>
internal sealed class CustomerPoolOptionsCheck : IValidateOptions<CustomerPoolOptions>
{
    public ValidateOptionsResult Validate(string? name, CustomerPoolOptions options)
    {
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(options.CustomerUserPoolId))
            problems.Add("AWS:CustomerUserPoolId is missing: set it to the id of the customers’ user pool, for example ap-south-1_Ab1Cd2Ef3.");
        if (string.IsNullOrWhiteSpace(options.CustomerUserPoolClientId))
            problems.Add("AWS:CustomerUserPoolClientId is missing: set it to the id of the app client that customers sign in with.");

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

/// <summary>Settings of the customer pages: section <c>Customers</c>.</summary>
public sealed class CustomerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Customers";

    /// <summary>The share of Cognito's rates that the portal may use, all instances together, above 0 and up to 1; the customers' apps use the rest.</summary>
    public double QuotaShare { get; set; } = 0.5;

    /// <summary>Seconds that a search or look-up waits for Cognito before it gives up.</summary>
    public int PatienceSeconds { get; set; } = 20;

    /// <summary>Fields that one person may reveal within 60 minutes.</summary>
    public int RevealsPerHour { get; set; } = 20;

    /// <summary>Fields that one person may reveal on one day (IST).</summary>
    public int RevealsPerDay { get; set; } = 60;

    /// <summary>Seconds that a revealed field is shown.</summary>
    public int RevealSeconds { get; set; } = 60;

    /// <summary>
    /// A regular expression for the case numbers of the ticket system; it must match the whole number and ignores case. It must not match a
    /// customer's name, because case numbers stay in the audit log.
    /// </summary>
    public string CaseNumberPattern { get; set; } = "CS-[0-9]{1,9}";

    /// <summary>An example of a case number, shown to staff.</summary>
    public string CaseNumberExample { get; set; } = "CS-48213";
}

/// <summary>Reports all invalid keys of <see cref="CustomerOptions"/> at once.</summary>
internal sealed class CustomerOptionsCheck : IValidateOptions<CustomerOptions>
{
    public ValidateOptionsResult Validate(string? name, CustomerOptions options)
    {
        List<string> problems = [];
        if (options.QuotaShare is not (> 0 and <= 1))
            problems.Add($"Customers:QuotaShare is {options.QuotaShare}: it must be above 0 and up to 1.");
        if (options.PatienceSeconds is < 1 or > 120)
            problems.Add($"Customers:PatienceSeconds is {options.PatienceSeconds}: it must be 1 to 120.");
        if (options.RevealsPerHour is < 1 or > 1000)
            problems.Add($"Customers:RevealsPerHour is {options.RevealsPerHour}: it must be 1 to 1000.");
        if (options.RevealsPerDay is < 1 or > 1000)
            problems.Add($"Customers:RevealsPerDay is {options.RevealsPerDay}: it must be 1 to 1000.");
        if (options.RevealSeconds is < 5 or > 300)
            problems.Add($"Customers:RevealSeconds is {options.RevealSeconds}: it must be 5 to 300.");
        if (Pattern(options) is { } wrong)
            problems.Add(wrong);

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    // Typical names, some with the digits that user names append.
    private static readonly string[] Names = ["asha", "kulkarni", "asha-kulkarni", "asha1", "ravi-7", "rao/2"];

    private static string? Pattern(CustomerOptions options)
    {
        try
        {
            if (!CaseRules.IsCaseNumber(options.CaseNumberExample, options.CaseNumberPattern))
                return $"Customers:CaseNumberExample is “{options.CaseNumberExample}”, which does not match Customers:CaseNumberPattern.";
            return Array.Find(Names, name => CaseRules.IsCaseNumber(name, options.CaseNumberPattern)) is { } name
                ? $"Customers:CaseNumberPattern also matches names such as “{name}”. Begin it with the fixed letters of your case numbers."
                : null;
        }
        catch (ArgumentException)
        {
            return "Customers:CaseNumberPattern is not a regular expression.";
        }
    }
}

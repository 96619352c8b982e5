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

    /// <summary>The id of the client that customers' apps sign in with: confirmation codes are sent again in its name.</summary>
    public string CustomerUserPoolClientId { get; set; } = "";

    /// <summary>That client's secret; empty for a client without one.</summary>
    public string? CustomerUserPoolClientSecret { get; set; }
}

/// <summary>Names every missing key of <see cref="CustomerPoolOptions"/> at once.</summary>
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

/// <summary>What support staff may do how often: section <c>Customers</c>.</summary>
public sealed class CustomerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Customers";

    /// <summary>The share of Cognito's rates that this instance takes, above 0 up to 1: other instances and the customers' own apps take theirs.</summary>
    public double QuotaShare { get; set; } = 0.5;

    /// <summary>How long a search or a look-up waits for Cognito before it says so instead, in seconds.</summary>
    public int PatienceSeconds { get; set; } = 20;

    /// <summary>Fields that one person may reveal in any 60 minutes.</summary>
    public int RevealsPerHour { get; set; } = 20;

    /// <summary>Fields that one person may reveal on one day in India.</summary>
    public int RevealsPerDay { get; set; } = 60;

    /// <summary>How long a revealed field is shown, in seconds.</summary>
    public int RevealSeconds { get; set; } = 60;

    /// <summary>
    /// What a case number of the ticket system looks like, as a regular expression for the whole of it, whatever the case of its letters. A
    /// customer's name must not fit: case numbers stay in the audit log.
    /// </summary>
    public string CaseNumberPattern { get; set; } = "CS-[0-9]{1,9}";

    /// <summary>A case number that fits, to be shown to staff.</summary>
    public string CaseNumberExample { get; set; } = "CS-48213";
}

/// <summary>Names every wrong key of <see cref="CustomerOptions"/> at once.</summary>
internal sealed class CustomerOptionsCheck : IValidateOptions<CustomerOptions>
{
    public ValidateOptionsResult Validate(string? name, CustomerOptions options)
    {
        List<string> problems = [];
        if (options.QuotaShare is not (> 0 and <= 1))
            problems.Add($"Customers:QuotaShare is {options.QuotaShare}: it is a share, above 0 and at most 1.");
        if (options.PatienceSeconds is < 1 or > 120)
            problems.Add($"Customers:PatienceSeconds is {options.PatienceSeconds}: it can be 1 to 120.");
        if (options.RevealsPerHour is < 1 or > 1000)
            problems.Add($"Customers:RevealsPerHour is {options.RevealsPerHour}: it can be 1 to 1000.");
        if (options.RevealsPerDay is < 1 or > 1000)
            problems.Add($"Customers:RevealsPerDay is {options.RevealsPerDay}: it can be 1 to 1000.");
        if (options.RevealSeconds is < 5 or > 300)
            problems.Add($"Customers:RevealSeconds is {options.RevealSeconds}: it can be 5 to 300.");
        if (Pattern(options) is { } wrong)
            problems.Add(wrong);

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    // Names that people have, with the numbers that user names put behind them.
    private static readonly string[] Names = ["asha", "kulkarni", "asha-kulkarni", "asha1", "ravi-7", "rao/2"];

    private static string? Pattern(CustomerOptions options)
    {
        try
        {
            if (!CaseRules.IsCaseNumber(options.CaseNumberExample, options.CaseNumberPattern))
                return $"Customers:CaseNumberExample is “{options.CaseNumberExample}”, which does not fit Customers:CaseNumberPattern.";
            return Array.Find(Names, name => CaseRules.IsCaseNumber(name, options.CaseNumberPattern)) is { } name
                ? $"Customers:CaseNumberPattern lets names such as “{name}” pass. Begin it with the fixed letters that case numbers have."
                : null;
        }
        catch (ArgumentException)
        {
            return "Customers:CaseNumberPattern is not a regular expression.";
        }
    }
}

using System.Net.Mail;
using System.Text.RegularExpressions;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Customers.Help;

/// <summary>What a case must contain before personal data is shown or an account is changed. Pure.</summary>
public static partial class CaseRules
{
    /// <summary>Maximum length of a case number.</summary>
    public const int TicketLength = 24;

    private static readonly string[] PersonalAttributes = ["name", "given_name", "family_name", "email"];

    // An Indian phone number has as many digits; a case number has fewer.
    private const int PhoneDigits = 10;

    /// <summary>The label of a reason.</summary>
    public static string Label(CaseReason? reason) => reason switch
    {
        CaseReason.CustomerAsked => L.Later("The customer asked, identity checked"),
        CaseReason.Verify => L.Later("To check who is asking"),
        CaseReason.LostPhone => L.Later("Lost, stolen or new phone"),
        CaseReason.Misuse => L.Later("Suspected misuse"),
        CaseReason.Delivery => L.Later("Messages do not arrive"),
        CaseReason.Mistake => L.Later("To correct a mistake of ours"),
        CaseReason.Legal => L.Later("Request under the law"),
        _ => L.Later("No reason"),
    };

    /// <summary>Checks a case; empty when it is complete.</summary>
    /// <param name="why">The case.</param>
    /// <param name="ticketNeeded">Whether a case number is required.</param>
    /// <param name="options">The format of case numbers.</param>
    public static IReadOnlyList<Problem> Check(Case why, bool ticketNeeded, CustomerOptions options)
    {
        List<Problem> problems = [];
        if (why.Reason is not { } reason || !Enum.IsDefined(reason))
            problems.Add(new("missing", L["Choose a reason."], nameof(Case.Reason)));

        var ticket = why.Ticket?.Trim() ?? "";
        if (ticket.Length == 0)
        {
            if (ticketNeeded)
                problems.Add(new("missing", L[$"Enter the case number, such as {options.CaseNumberExample}."], nameof(Case.Ticket)));
        }
        else if (ticket.Count(char.IsAsciiDigit) >= PhoneDigits)
        {
            problems.Add(new("ticket", L["This looks like a phone number. Enter the case number: it stays in the audit log."], nameof(Case.Ticket)));
        }
        else if (!IsCaseNumber(ticket, options.CaseNumberPattern))
        {
            problems.Add(new(
                "ticket", L[$"This is not a case number. Case numbers look like {options.CaseNumberExample}. Do not enter names: it stays in the audit log."],
                nameof(Case.Ticket)));
        }

        return problems;
    }

    /// <summary>
    /// Whether a text has the format of a case number. Whatever the pattern allows, it needs a digit, and consists of letters and digits with
    /// single hyphens or slashes between them.
    /// </summary>
    /// <param name="ticket">The text, trimmed.</param>
    /// <param name="pattern">A regular expression for the whole of it.</param>
    public static bool IsCaseNumber(string ticket, string pattern) =>
        ticket.Length <= TicketLength && ticket.Any(char.IsAsciiDigit) && TicketForm.IsMatch(ticket)
        && Regex.IsMatch(ticket, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Refuses a case number that contains a word of the customer's name or addresses, because it stays in the audit log; null when it does not.</summary>
    internal static Problem? CheckPersonal(Case why, Customer customer)
    {
        var ticket = Fold.Text(why.Ticket);
        var words = PersonalAttributes.Select(attribute => customer.Attributes.GetValueOrDefault(attribute)).Append(customer.UserName)
            .SelectMany(text => WordForm.Matches(Fold.Text(text)).Select(match => match.Value));
        return words.Any(word => ticket.Contains(word, StringComparison.Ordinal))
            ? new("ticket", L["This contains part of the customer’s name or address. Enter the case number: it stays in the audit log."], nameof(Case.Ticket))
            : null;
    }

    /// <summary>A corrected email or phone number in the form that Cognito stores, or what is wrong with it.</summary>
    /// <param name="action"><see cref="CustomerAction.CorrectEmail"/> or <see cref="CustomerAction.CorrectPhone"/>.</param>
    /// <param name="typed">As it was typed.</param>
    public static Result<string> Address(CustomerAction action, string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (action == CustomerAction.CorrectEmail)
        {
            var isEmail = text.Length is > 0 and <= SearchPlan.MaxLength && !text.Any(char.IsWhiteSpace) && VisibleText.WrongInAddress(text) is null
                && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);
            return isEmail ? text.ToLowerInvariant() : new Problem("email", L["This is not an email address. Enter it as name@company.example."], nameof(HelpRequest.Value));
        }

        var read = PhoneReader.Read(text);
        return read.Ok ? read : read.Problems[0] with { Code = "phone", Field = nameof(HelpRequest.Value) };
    }

    [GeneratedRegex(@"^[A-Za-z0-9]+([/-][A-Za-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TicketForm { get; }

    [GeneratedRegex(@"[\p{L}\p{M}]{3,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordForm { get; }
}

using System.Net.Mail;
using System.Text.RegularExpressions;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Customers.Help;

/// <summary>What a case must say before something is looked at or done; pure.</summary>
public static partial class CaseRules
{
    /// <summary>Characters of a ticket number at most.</summary>
    public const int TicketLength = 24;

    private static readonly string[] Personals = ["name", "given_name", "family_name", "email"];

    // Digits of an Indian number; a case number has fewer.
    private const int PhoneLike = 10;

    /// <summary>A reason as people say it.</summary>
    public static string Words(CaseReason? reason) => reason switch
    {
        CaseReason.CustomerAsked => "The customer asked, identity checked",
        CaseReason.Verify => "To check who is asking",
        CaseReason.LostPhone => "Lost, stolen or new phone",
        CaseReason.Misuse => "Suspected misuse",
        CaseReason.Delivery => "Messages do not arrive",
        CaseReason.Mistake => "Corrects a mistake of ours",
        CaseReason.Legal => "Request under the law",
        _ => "No reason",
    };

    /// <summary>What is wrong with a case.</summary>
    /// <param name="why">The case.</param>
    /// <param name="ticketNeeded">Whether a case number must be there.</param>
    /// <param name="options">The shape that case numbers have.</param>
    public static IReadOnlyList<Problem> Check(Case why, bool ticketNeeded, CustomerOptions options)
    {
        List<Problem> problems = [];
        if (why.Reason is not { } reason || !Enum.IsDefined(reason))
            problems.Add(new("missing", "Choose why.", nameof(Case.Reason)));

        var ticket = why.Ticket?.Trim() ?? "";
        if (ticket.Length == 0)
        {
            if (ticketNeeded)
                problems.Add(new("missing", $"Write the case’s number, such as {options.CaseNumberExample}.", nameof(Case.Ticket)));
        }
        else if (ticket.Count(char.IsAsciiDigit) >= PhoneLike)
        {
            problems.Add(new("ticket", "This looks like a phone number. Write the case’s number: it stays in the audit log.", nameof(Case.Ticket)));
        }
        else if (!IsCaseNumber(ticket, options.CaseNumberPattern))
        {
            problems.Add(new("ticket", $"This is not a case number: it reads like {options.CaseNumberExample}. Names and words do not belong here, because it stays in the audit log.", nameof(Case.Ticket)));
        }

        return problems;
    }

    /// <summary>
    /// Whether a text has the shape of a case number. Whatever the pattern allows, it has a digit, and nothing but letters and digits with
    /// single hyphens and slashes between them.
    /// </summary>
    /// <param name="ticket">The text, trimmed.</param>
    /// <param name="pattern">A regular expression for the whole of it.</param>
    public static bool IsCaseNumber(string ticket, string pattern) =>
        ticket.Length <= TicketLength && ticket.Any(char.IsAsciiDigit) && TicketForm.IsMatch(ticket)
        && Regex.IsMatch(ticket, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Why a case number must not stay in the audit log: it holds a word of the customer's name or addresses; null when it does not.</summary>
    internal static Problem? Personal(Case why, Customer customer)
    {
        var ticket = Fold.Text(why.Ticket);
        var words = Personals.Select(attribute => customer.Attributes.GetValueOrDefault(attribute)).Append(customer.UserName)
            .SelectMany(text => WordForm.Matches(Fold.Text(text)).Select(match => match.Value));
        return words.Any(word => ticket.Contains(word, StringComparison.Ordinal))
            ? new("ticket", "This holds a part of the customer’s name or address. Write the case’s number: it stays in the audit log.", nameof(Case.Ticket))
            : null;
    }

    /// <summary>A corrected address as Cognito keeps it, or what is wrong with it.</summary>
    /// <param name="action"><see cref="CustomerAction.CorrectEmail"/> or <see cref="CustomerAction.CorrectPhone"/>.</param>
    /// <param name="typed">As it was typed.</param>
    public static Result<string> Address(CustomerAction action, string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (action == CustomerAction.CorrectEmail)
        {
            var isEmail = text.Length is > 0 and <= SearchPlan.MostCharacters && !text.Any(char.IsWhiteSpace) && VisibleText.WrongInAddress(text) is null
                && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);
            return isEmail ? text.ToLowerInvariant() : new Problem("email", "This is not an email address. Write it as name@company.example.", nameof(HelpRequest.Value));
        }

        var read = PhoneReader.Read(text);
        return read.Ok ? read : read.Problems[0] with { Code = "phone", Field = nameof(HelpRequest.Value) };
    }

    [GeneratedRegex(@"^[A-Za-z0-9]+([/-][A-Za-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TicketForm { get; }

    [GeneratedRegex(@"[\p{L}\p{M}]{3,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordForm { get; }
}

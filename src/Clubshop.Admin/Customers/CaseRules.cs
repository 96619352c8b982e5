using System.Net.Mail;
using System.Text.RegularExpressions;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Customers;

/// <summary>What a case must say before something is looked at or done; pure.</summary>
public static partial class CaseRules
{
    /// <summary>Characters of a ticket number at most.</summary>
    public const int TicketLength = 24;

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
    /// <param name="ticketNeeded">Whether a ticket number must be there.</param>
    public static IReadOnlyList<Problem> Check(Case why, bool ticketNeeded)
    {
        List<Problem> problems = [];
        if (why.Reason is not { } reason || !Enum.IsDefined(reason))
            problems.Add(new("missing", "Choose why.", nameof(Case.Reason)));

        var ticket = why.Ticket?.Trim() ?? "";
        if (ticket.Length == 0)
        {
            if (ticketNeeded)
                problems.Add(new("missing", "Write the case’s number, such as CS-48213.", nameof(Case.Ticket)));
        }
        else if (ticket.Length > TicketLength || !TicketForm.IsMatch(ticket))
        {
            problems.Add(new("ticket", $"A case number has letters, digits, - and / alone, at most {TicketLength}.", nameof(Case.Ticket)));
        }
        else if (ticket.Count(char.IsAsciiDigit) >= 10)
        {
            problems.Add(new("ticket", "This looks like a phone number. Write the case’s number: it stays in the audit log.", nameof(Case.Ticket)));
        }

        return problems;
    }

    /// <summary>A corrected address as Cognito keeps it, or what is wrong with it.</summary>
    /// <param name="action"><see cref="CustomerAction.CorrectEmail"/> or <see cref="CustomerAction.CorrectPhone"/>.</param>
    /// <param name="typed">As it was typed.</param>
    public static Result<string> Address(CustomerAction action, string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (action == CustomerAction.CorrectEmail)
        {
            var isEmail = text.Length is > 0 and <= SearchPlan.MostCharacters && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
                && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);
            return isEmail ? text.ToLowerInvariant() : new Problem("email", "This is not an email address. Write it as name@company.example.", nameof(HelpRequest.Value));
        }

        return PhoneText.Whole(text) is { } number
            ? number
            : new Problem("phone", "This is not a whole mobile number. Write ten digits, or + and the country code.", nameof(HelpRequest.Value));
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9/-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TicketForm { get; }
}

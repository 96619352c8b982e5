namespace Clubshop.Admin.Customers.Help;

/// <summary>What staff can do for a customer in Cognito.</summary>
public enum CustomerAction
{
    ResendConfirmation,
    ResetPassword,
    Enable,
    Disable,
    SignOut,
    ResetAuthenticator,
    CorrectEmail,
    CorrectPhone,
    Erase,
}

/// <summary>Why staff look at or do something. Chosen from a list: free text would collect personal data in the audit log.</summary>
public enum CaseReason
{
    /// <summary>The customer asked, and their identity was checked.</summary>
    CustomerAsked,

    /// <summary>To compare their number or address with what they say.</summary>
    Verify,

    /// <summary>Phone lost, stolen or new.</summary>
    LostPhone,

    /// <summary>Somebody else may have access to the account.</summary>
    Misuse,

    /// <summary>Messages do not arrive.</summary>
    Delivery,

    /// <summary>An earlier change by staff was wrong.</summary>
    Mistake,

    /// <summary>Required by law: erasure, access, an authority.</summary>
    Legal,
}

/// <summary>The reason for an action, and its case number.</summary>
/// <param name="Reason">The reason; null where none was chosen yet.</param>
/// <param name="Ticket">The case number of the ticket system; matches <see cref="CustomerOptions.CaseNumberPattern"/>.</param>
public sealed record Case(CaseReason? Reason, string? Ticket)
{
    /// <summary>The text for the audit log.</summary>
    public string AuditText => string.IsNullOrWhiteSpace(Ticket) ? CaseRules.Label(Reason) : $"{CaseRules.Label(Reason)}; case {Ticket.Trim()}";
}

/// <summary>A request for an action.</summary>
/// <param name="Action">The action.</param>
/// <param name="Case">The reason and case number.</param>
/// <param name="Seen"><see cref="CustomerView.Seen"/> of what the person looked at.</param>
public sealed record HelpRequest(CustomerAction Action, Case Case, string Seen)
{
    /// <summary>The new email or number, for a correction.</summary>
    public string? Value { get; init; }

    /// <summary>Without the value, which is personal data.</summary>
    public override string ToString() => $"HelpRequest {{ {Action} }}";
}

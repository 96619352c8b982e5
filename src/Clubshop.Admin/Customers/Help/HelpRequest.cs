namespace Clubshop.Admin.Customers.Help;

/// <summary>What can be done for a customer in Cognito.</summary>
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

/// <summary>Why something is looked at or done. Chosen, not written: a free text would collect personal data in the audit log.</summary>
public enum CaseReason
{
    /// <summary>The customer asked, and was asked who they are.</summary>
    CustomerAsked,

    /// <summary>Their number or address is to be compared with what they say.</summary>
    Verify,

    /// <summary>Phone lost, stolen or new.</summary>
    LostPhone,

    /// <summary>Somebody else may be in the account.</summary>
    Misuse,

    /// <summary>Messages do not arrive.</summary>
    Delivery,

    /// <summary>An earlier change by staff was wrong.</summary>
    Mistake,

    /// <summary>Asked by law: erasure, access, an authority.</summary>
    Legal,
}

/// <summary>Why, and for which case.</summary>
/// <param name="Reason">The reason; null where none was chosen yet.</param>
/// <param name="Ticket">The case's number in the ticket system, as <see cref="CustomerOptions.CaseNumberPattern"/> has it.</param>
public sealed record Case(CaseReason? Reason, string? Ticket)
{
    /// <summary>As the audit log has it.</summary>
    public string Words => string.IsNullOrWhiteSpace(Ticket) ? CaseRules.Words(Reason) : $"{CaseRules.Words(Reason)}; case {Ticket.Trim()}";
}

/// <summary>Something asked for.</summary>
/// <param name="Action">What.</param>
/// <param name="Case">Why.</param>
/// <param name="Seen"><see cref="CustomerView.Seen"/> of what the person looked at.</param>
public sealed record HelpRequest(CustomerAction Action, Case Case, string Seen)
{
    /// <summary>The new e-mail or number, for a correction.</summary>
    public string? Value { get; init; }

    /// <summary>Without the value, which is personal data.</summary>
    public override string ToString() => $"HelpRequest {{ {Action} }}";
}

namespace Clubshop.Admin.Customers.Contact;

/// <summary>The notifications that were sent to a customer, with their outcomes. Implemented and registered by what sends notifications.</summary>
public interface ICustomerMessages
{
    /// <summary>The customer's last 20 messages, newest first.</summary>
    /// <param name="sub">The customer's <c>sub</c>.</param>
    /// <param name="cancellationToken">Cancelled when the page is left.</param>
    Task<IReadOnlyList<CustomerMessage>> ListAsync(string sub, CancellationToken cancellationToken);
}

/// <summary>A notification and its outcome for one customer.</summary>
/// <param name="At">When it was sent, UTC.</param>
/// <param name="Title">Its title.</param>
/// <param name="Channel">"Push", "SMS".</param>
/// <param name="Outcome">Its outcome in words: "Accepted by the push service".</param>
/// <param name="Tone">Good or bad.</param>
/// <param name="Href">The notification's page; null if it has none.</param>
public sealed record CustomerMessage(DateTimeOffset At, string Title, string Channel, string Outcome, Ui.Tone Tone = Ui.Tone.Plain, string? Href = null);

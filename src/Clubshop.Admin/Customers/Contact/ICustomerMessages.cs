namespace Clubshop.Admin.Customers.Contact;

/// <summary>Tells which notifications a customer was sent, and what became of them: "did they get it?". Whoever sends them registers one.</summary>
public interface ICustomerMessages
{
    /// <summary>The customer's messages, newest first; at most 20.</summary>
    /// <param name="sub">The customer.</param>
    /// <param name="cancellationToken">The page was left.</param>
    Task<IReadOnlyList<CustomerMessage>> OfAsync(string sub, CancellationToken cancellationToken);
}

/// <summary>A notification and its outcome for one customer.</summary>
/// <param name="At">When it was sent, UTC.</param>
/// <param name="Title">Its title.</param>
/// <param name="Channel">"Push", "SMS".</param>
/// <param name="Outcome">What became of it, in honest words: "Accepted by the push service".</param>
/// <param name="Tone">How to take it.</param>
/// <param name="Href">The notification's page; null without one.</param>
public sealed record CustomerMessage(DateTimeOffset At, string Title, string Channel, string Outcome, Ui.Tone Tone = Ui.Tone.Plain, string? Href = null);

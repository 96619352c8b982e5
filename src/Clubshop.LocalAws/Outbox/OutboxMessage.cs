namespace Clubshop.LocalAws.Outbox;

/// <summary>A message that a real service would have sent.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Channel"><c>push</c>, <c>sms</c> or <c>email</c>.</param>
/// <param name="To">Device token, phone number or e-mail address.</param>
/// <param name="Title">Title or subject; null where the channel has none.</param>
/// <param name="Body">The text, codes in clear.</param>
/// <param name="Reason">What caused it, such as <c>ForgotPassword</c>.</param>
public sealed record OutboxMessage(
    DateTimeOffset At, string Channel, string To, string? Title, string Body, string Reason);

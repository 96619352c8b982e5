using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Lockout;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;
using Clubshop.LocalAws.Outbox;

namespace Clubshop.LocalAws.Cognito.Challenges;

/// <summary>Makes six-digit codes, checks them, and sends them to the outbox.</summary>
internal sealed class Codes(TimeProvider clock, MessageOutbox outbox, Rates rates)
{
    /// <summary>Number of wrong codes for one purpose within an hour after which further ones are refused unread.</summary>
    private const int MaxFailures = 5;

    public static string New() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>A code for an e-mail address or phone number of a user.</summary>
    /// <param name="life">How long it works.</param>
    /// <param name="attribute"><c>email</c> or <c>phone_number</c>.</param>
    public CodeRecord Make(TimeSpan life, string attribute) => new(New(), clock.GetUtcNow() + life, attribute);

    /// <summary>Whether two codes are the same, in constant time.</summary>
    public static bool Same(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    /// <summary>What is wrong with the code that a user gives for a purpose, or null when it is right. Wrong ones are counted.</summary>
    public CognitoException? Refuse(UserRecord user, string purpose, string given)
    {
        rates.Check(purpose, user.PoolId, user.Username, MaxFailures);
        var kept = user.Codes?.GetValueOrDefault(purpose);
        if (kept is null or { Used: true })
            return Ended();
        if (!Same(kept.Code, given))
        {
            rates.Note(purpose, user.PoolId, user.Username);
            return Mismatch();
        }

        return clock.GetUtcNow() > kept.ExpiresAt ? Ended() : null;
    }

    /// <summary>The same for somebody who does not exist, where existence is hidden: always wrong, and counted too.</summary>
    public CognitoException RefuseUnknown(string poolId, string purpose, string name)
    {
        rates.Count(purpose, poolId, name, MaxFailures);
        return Mismatch();
    }

    /// <summary>CodeMismatchException.</summary>
    public static CognitoException Mismatch() =>
        new("CodeMismatchException", "Invalid verification code provided, please try again.");

    /// <summary>ExpiredCodeException: used, too old, or never sent.</summary>
    public static CognitoException Ended() =>
        new("ExpiredCodeException", "Invalid code provided, please request a code again.");

    /// <summary>"Sends" a message to a user's address.</summary>
    /// <param name="attribute"><c>email</c> or <c>phone_number</c>.</param>
    /// <param name="to">The address.</param>
    /// <param name="subject">Subject of an e-mail.</param>
    /// <param name="body">The text.</param>
    /// <param name="reason">The operation that caused it.</param>
    public ValueTask SendAsync(string attribute, string to, string subject, string body, string reason) =>
        outbox.SendAsync(attribute == "email"
            ? new OutboxMessage(clock.GetUtcNow(), "email", to, subject, body, reason)
            : new OutboxMessage(clock.GetUtcNow(), "sms", to, null, body, reason));

    /// <summary>CodeDeliveryDetails for an attribute and where it points.</summary>
    public static JsonObject Delivery(string attribute, string to) => new()
    {
        ["Destination"] = Mask(attribute, to),
        ["DeliveryMedium"] = attribute == "email" ? "EMAIL" : "SMS",
        ["AttributeName"] = attribute,
    };

    /// <summary><c>a***@e***</c> or <c>+*******1234</c>.</summary>
    public static string Mask(string attribute, string value)
    {
        if (attribute != "email")
            return value.Length <= 4 ? "+***" : "+" + new string('*', Math.Max(1, value.Length - 5)) + value[^4..];
        var at = value.IndexOf('@', StringComparison.Ordinal);
        return at <= 0 || at == value.Length - 1 ? "***" : $"{value[0]}***@{value[at + 1]}***";
    }
}

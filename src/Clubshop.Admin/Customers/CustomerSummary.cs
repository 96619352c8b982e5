using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Input;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Customers;

/// <summary>Describes the status of an account in plain words, with the next step. Pure.</summary>
internal static class CustomerSummary
{
    /// <summary>The lines about the account, signing in first.</summary>
    /// <param name="customer">The account.</param>
    /// <param name="codeSentAt">When staff last had a code sent (UTC); null if never.</param>
    /// <param name="now">The current time.</param>
    public static IEnumerable<SummaryLine> Of(Customer customer, DateTimeOffset? codeSentAt, DateTimeOffset now)
    {
        yield return SignIn(customer, codeSentAt, now);
        yield return Email(customer);
        yield return Phone(customer);
        yield return Factor(customer);
    }

    /// <summary>The lines about notifications.</summary>
    public static IEnumerable<SummaryLine> Of(CustomerContact contact)
    {
        if (!contact.Known || contact.Devices.Count == 0)
            yield return new(Tone.Plain, "Has no known phone with the app, so gets no push notifications.");
        else if (contact.OptOuts.Contains(Channel.Push))
            yield return new(Tone.Warn, "Does not get push notifications: they turned them off.", "Turn them on again only when the customer asks for it.");
        else if (contact.Live == 0)
            yield return new(Tone.Warn, "Gets no push notifications: the app is no longer on any of their phones.", "Opening the app again fixes it.");
        else
            yield return new(Tone.Good, $"Gets push notifications on {Format.Count(contact.Live, "phone", "phones")}.");

        if (contact.OptOuts.Contains(Channel.Sms))
            yield return new(Tone.Warn, "Does not get SMS offers: they turned them off.", "Codes by SMS are not affected.");
    }

    private static SummaryLine SignIn(Customer customer, DateTimeOffset? codeSentAt, DateTimeOffset now)
    {
        if (!customer.Enabled)
            return new(Tone.Bad, "Cannot sign in: the account is disabled.", "Enable it below, once it is clear why it was disabled.");

        var sent = codeSentAt is { } at ? $"A code was last sent {Format.Relative(at, now).ToLowerInvariant()}. " : "";
        return customer.Status switch
        {
            "CONFIRMED" => new(Tone.Good, "Can sign in.", codeSentAt is { } and var when && now - when < TimeSpan.FromHours(1) ? sent.TrimEnd() : null),
            "UNCONFIRMED" => new(Tone.Warn,
                "Has not confirmed the account, so cannot sign in.",
                $"Signed up {Since(customer.CreatedAt, now)}; the code works for 24 hours. {sent}"
                    + (customer.Email is null && customer.Phone is null ? "There is no address to send a code to." : "Next: send the confirmation again.")),
            "FORCE_CHANGE_PASSWORD" => new(Tone.Warn,
                "Was invited and has not set a password yet.",
                "The temporary password works for a week. Next: send the invitation again, which makes a new one."),
            "RESET_REQUIRED" => new(Tone.Warn,
                "Must set a new password before signing in.",
                $"{sent}The code works for one hour. Next: they choose “Forgot password” in the app, or you send another code."),
            "EXTERNAL_PROVIDER" => new(Tone.Info,
                "Signs in with another provider.",
                "That provider keeps their password and second factor, so nothing can be reset here. Next: refer them to that provider’s help."),
            "COMPROMISED" => new(Tone.Bad,
                "The account was closed because others may know its password.",
                "Next: reset the password, and sign out everywhere."),
            "ARCHIVED" => new(Tone.Bad, "Cannot sign in: the account is archived.", "Next: ask an Administrator; it cannot be brought back from here."),
            "UNKNOWN" => new(Tone.Warn, "The status of this account is not known.", "Next: reset the password, which gives it a status again."),
            _ => new(Tone.Warn,
                $"The account has a status that this portal does not know: {TextCut.Shown(customer.Status, 40)}.",
                "Everything below is still offered. What is not possible is refused."),
        };
    }

    private static SummaryLine Email(Customer customer) => customer switch
    {
        { Email: null } => new(Tone.Warn, "No email address, so codes cannot arrive by email."),
        { EmailVerified: false } => new(Tone.Warn,
            "The email address is not verified.", "They cannot sign in with it, and password reset codes do not go there. They can verify it in the app."),
        _ => new(Tone.Good, "Gets codes by email."),
    };

    private static SummaryLine Phone(Customer customer) => customer switch
    {
        { Phone: null } => new(Tone.Plain, "No phone number, so SMS cannot arrive."),
        { PhoneVerified: false } => new(Tone.Warn, "The phone number is not verified.", "Until they verify it in the app, they cannot sign in with it, and codes do not go there."),
        _ => new(Tone.Good, "Gets codes by SMS."),
    };

    private static SummaryLine Factor(Customer customer) => customer.HasAuthenticator
        ? new(Tone.Good, "Signing in asks for an authenticator’s code.", "Phone lost or new? Reset the authenticator below.")
        : customer.Factors.Contains("SMS_MFA", StringComparer.Ordinal)
            ? new(Tone.Good, "Signing in asks for a code by SMS.", "Password reset codes never go to the same number: they go by email.")
            : customer.Factors.Contains("EMAIL_OTP", StringComparer.Ordinal)
                ? new(Tone.Good, "Signing in asks for a code by email.")
                : new(Tone.Plain, "No second factor: the password is enough to sign in.");

    /// <summary>The labels of the active second factors.</summary>
    public static IReadOnlyList<string> Factors(Customer customer) => [.. customer.Factors.Select(factor => factor switch
    {
        "SOFTWARE_TOKEN_MFA" => "Authenticator",
        "SMS_MFA" => "SMS",
        "EMAIL_OTP" => "Email code",
        _ => TextCut.Shown(factor, 40),
    })];

    private static string Since(DateTimeOffset? at, DateTimeOffset now) => at is { } known ? "on " + Format.Moment(known, now) : "some time ago";
}

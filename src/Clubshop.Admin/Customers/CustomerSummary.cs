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
            yield return new(Tone.Plain, L["Has no known phone with the app, so gets no push notifications."]);
        else if (contact.OptOuts.Contains(Channel.Push))
            yield return new(Tone.Warn, L["Does not get push notifications: they turned them off."], L["Turn them on again only when the customer asks for it."]);
        else if (contact.Live == 0)
            yield return new(Tone.Warn, L["Gets no push notifications: the app is no longer on any of their phones."], L["Opening the app again fixes it."]);
        else
            yield return new(Tone.Good, L[$"Gets push notifications on {Format.Count(contact.Live, "phone", "phones")}."]);

        if (contact.OptOuts.Contains(Channel.Sms))
            yield return new(Tone.Warn, L["Does not get SMS offers: they turned them off."], L["Codes by SMS are not affected."]);
    }

    private static SummaryLine SignIn(Customer customer, DateTimeOffset? codeSentAt, DateTimeOffset now)
    {
        if (!customer.Enabled)
            return new(Tone.Bad, L["Cannot sign in: the account is disabled."], L["Enable it below, once it is clear why it was disabled."]);

        var sent = codeSentAt is { } at ? L[$"A code was last sent {Format.Relative(at, now).ToLowerInvariant()}."] + " " : "";
        return customer.Status switch
        {
            "CONFIRMED" => new(Tone.Good, L["Can sign in."], codeSentAt is { } and var when && now - when < TimeSpan.FromHours(1) ? sent.TrimEnd() : null),
            "UNCONFIRMED" => new(Tone.Warn,
                L["Has not confirmed the account, so cannot sign in."],
                $"{SignedUp(customer.CreatedAt, now)} {sent}"
                    + (customer.Email is null && customer.Phone is null ? L["There is no address to send a code to."] : L["Next: send the confirmation again."])),
            "FORCE_CHANGE_PASSWORD" => new(Tone.Warn,
                L["Was invited and has not set a password yet."],
                L["The temporary password works for a week. Next: send the invitation again, which makes a new one."]),
            "RESET_REQUIRED" => new(Tone.Warn,
                L["Must set a new password before signing in."],
                sent + L["The code works for one hour. Next: they choose “Forgot password” in the app, or you send another code."]),
            "EXTERNAL_PROVIDER" => new(Tone.Info,
                L["Signs in with another provider."],
                L["That provider keeps their password and second factor, so nothing can be reset here. Next: refer them to that provider’s help."]),
            "COMPROMISED" => new(Tone.Bad,
                L["The account was closed because others may know its password."],
                L["Next: reset the password, and sign out everywhere."]),
            "ARCHIVED" => new(Tone.Bad, L["Cannot sign in: the account is archived."], L["Next: ask an Administrator; it cannot be brought back from here."]),
            "UNKNOWN" => new(Tone.Warn, L["The status of this account is not known."], L["Next: reset the password, which gives it a status again."]),
            _ => new(Tone.Warn,
                L[$"The account has a status that this portal does not know: {TextCut.Shown(customer.Status, 40)}."],
                L["Everything below is still offered. What is not possible is refused."]),
        };
    }

    private static SummaryLine Email(Customer customer) => customer switch
    {
        { Email: null } => new(Tone.Warn, L["No email address, so codes cannot arrive by email."]),
        { EmailVerified: false } => new(Tone.Warn,
            L["The email address is not verified."], L["They cannot sign in with it, and password reset codes do not go there. They can verify it in the app."]),
        _ => new(Tone.Good, L["Gets codes by email."]),
    };

    private static SummaryLine Phone(Customer customer) => customer switch
    {
        { Phone: null } => new(Tone.Plain, L["No phone number, so SMS cannot arrive."]),
        { PhoneVerified: false } => new(Tone.Warn, L["The phone number is not verified."], L["Until they verify it in the app, they cannot sign in with it, and codes do not go there."]),
        _ => new(Tone.Good, L["Gets codes by SMS."]),
    };

    private static SummaryLine Factor(Customer customer) => customer.HasAuthenticator
        ? new(Tone.Good, L["Signing in asks for an authenticator’s code."], L["Phone lost or new? Reset the authenticator below."])
        : customer.Factors.Contains("SMS_MFA", StringComparer.Ordinal)
            ? new(Tone.Good, L["Signing in asks for a code by SMS."], L["Password reset codes never go to the same number: they go by email."])
            : customer.Factors.Contains("EMAIL_OTP", StringComparer.Ordinal)
                ? new(Tone.Good, L["Signing in asks for a code by email."])
                : new(Tone.Plain, L["No second factor: the password is enough to sign in."]);

    /// <summary>The labels of the active second factors.</summary>
    public static IReadOnlyList<string> Factors(Customer customer) => [.. customer.Factors.Select(factor => factor switch
    {
        "SOFTWARE_TOKEN_MFA" => L["Authenticator"],
        "SMS_MFA" => "SMS",
        "EMAIL_OTP" => L["Email code"],
        _ => TextCut.Shown(factor, 40),
    })];

    private static string SignedUp(DateTimeOffset? at, DateTimeOffset now) =>
        at is { } known ? L[$"Signed up on {Format.Moment(known, now)}; the code works for 24 hours."] : L["Signed up some time ago; the code works for 24 hours."];
}

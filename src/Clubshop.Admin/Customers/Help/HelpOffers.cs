using Clubshop.Admin.Common;

namespace Clubshop.Admin.Customers.Help;

/// <summary>Something that staff can do for a customer, with its consequences, which are shown before it is done.</summary>
/// <param name="Action">What.</param>
/// <param name="Verb">The button.</param>
/// <param name="Sentence">What it means.</param>
/// <param name="Done">The confirmation shown afterwards.</param>
/// <param name="Consequences">Other consequences, one line each.</param>
/// <param name="Danger">Whether the customer loses something by it.</param>
/// <param name="TicketNeeded">Whether a case number is required.</param>
public sealed record HelpOffer(
    CustomerAction Action, string Verb, string Sentence, string Done, IReadOnlyList<string> Consequences, bool Danger = false, bool TicketNeeded = false)
{
    /// <summary>For a correction: the label of the new value.</summary>
    public string? ValueLabel => Action switch
    {
        CustomerAction.CorrectEmail => L["New email"],
        CustomerAction.CorrectPhone => L["New mobile number"],
        _ => null,
    };
}

/// <summary>Which actions a customer's page offers, and why an action is refused before Cognito is asked. Pure; the service checks again.</summary>
internal static class HelpOffers
{
    private static string Tokens => L["Access tokens stay valid for up to 60 minutes: the app may show things until then."];

    public static IEnumerable<HelpOffer> Of(Customer customer)
    {
        var name = customer.MaskedName;
        var invited = customer.Status == "FORCE_CHANGE_PASSWORD";
        if (Refuse(CustomerAction.ResendConfirmation, customer) is null)
        {
            yield return invited
                ? new(CustomerAction.ResendConfirmation, L["Send the invitation again"], L["Makes a new temporary password and sends it; it works for a week."],
                    L["Invitation sent"], [L["The temporary password sent before no longer works."]])
                : new(CustomerAction.ResendConfirmation, L["Send the confirmation again"], L["Sends a new code, which works for 24 hours."],
                    L["Confirmation sent"], [L["The code sent before no longer works."]]);
        }

        if (Refuse(CustomerAction.ResetPassword, customer) is null)
        {
            yield return new(CustomerAction.ResetPassword, L["Reset the password"], L["Sends a code with which they set a new password."], L["Code sent"],
            [
                L[$"The password of {name} stops working at once."],
                L[$"The code goes to {Target(customer)} and works for one hour."],
                L["They stay signed in where they are. If somebody else may be in the account, sign out everywhere as well."],
            ]);
        }

        yield return new(CustomerAction.SignOut, L["Sign out everywhere"], L["Ends every session. They need their password and second factor again."], L["Signed out everywhere"],
            [L["Every phone and browser is signed out."], Tokens]);

        if (customer.HasAuthenticator)
        {
            yield return new(CustomerAction.ResetAuthenticator, L["Reset the authenticator"], L["For a lost or new phone: removes the old authenticator."], L["Authenticator reset"],
                [L["Until they set up another one, the password is enough to sign in: be sure that it is the customer who asks."],
                 L["They stay signed in where they are."]], Danger: true);
        }

        if (customer.Status != "EXTERNAL_PROVIDER")
        {
            yield return new(CustomerAction.CorrectEmail, L["Correct the email"], L["For an address that was mistyped or is no longer theirs."], L["Email corrected"],
            [
                L["The new address is not verified: a code goes there, which they enter in the app."],
                L["Until then they cannot sign in with it, and password reset codes do not go there."],
            ], TicketNeeded: true);
            yield return new(CustomerAction.CorrectPhone, L["Correct the mobile number"], L["For a number that was mistyped or is no longer theirs."], L["Number corrected"],
            [
                L["The new number is not verified: a code goes there, which they enter in the app."],
                customer.Factors.Contains("SMS_MFA", StringComparer.Ordinal)
                    ? L["Signing in asks for a code by SMS: from now on it goes to the new number. Make sure that it is theirs."]
                    : L["Until then they cannot sign in with it, and codes do not go there."],
                L["SMS offers go to the new number from now on. Their opt-outs stay as they are."],
            ], TicketNeeded: true);
        }

        if (customer.Enabled)
        {
            yield return new(CustomerAction.Disable, L["Disable the account"], L["They cannot sign in until it is enabled again. Nothing is lost."], L["Account disabled"],
                [L[$"{name} is signed out everywhere."], Tokens, L["They still get notifications: opt-outs are separate."]], Danger: true, TicketNeeded: true);
        }
        else
        {
            yield return new(CustomerAction.Enable, L["Enable the account"], L["Lets them sign in again, with the password they had."], L["Account enabled"],
                [L["They have to sign in again: earlier sessions stay ended."]]);
        }
    }

    /// <summary>Why it cannot be done as things stand; null when it can be tried.</summary>
    public static Problem? Refuse(CustomerAction action, Customer customer) => action switch
    {
        CustomerAction.ResendConfirmation when customer.Status is not ("UNCONFIRMED" or "FORCE_CHANGE_PASSWORD") =>
            new("state", L["The account is already confirmed, so there is nothing to send."]),
        CustomerAction.ResendConfirmation when customer.Email is null && customer.Phone is null =>
            new("nowhere", L["The account has neither an email address nor a phone number to send it to. Correct one of them first."]),
        CustomerAction.ResetPassword when !customer.Enabled => new("disabled", L["The account is disabled. Enable it first."]),
        CustomerAction.ResetPassword when customer.Status is "UNCONFIRMED" => new("state", L["The account is not confirmed yet. Send the confirmation again instead."]),
        CustomerAction.ResetPassword when customer.Status is "FORCE_CHANGE_PASSWORD" => new("state", L["They have no password of their own yet. Send the invitation again instead."]),
        CustomerAction.ResetPassword when customer.Status is "EXTERNAL_PROVIDER" => new("state", L["They sign in with another provider, which keeps their password."]),
        CustomerAction.ResetPassword when Target(customer) is null =>
            new("nowhere", L["The account has no verified email or phone number to send a code to. Correct the email and ask them to verify it."]),
        CustomerAction.Enable when customer.Enabled => new("already", L["The account is not disabled."]),
        CustomerAction.Disable when !customer.Enabled => new("already", L["The account is already disabled."]),
        CustomerAction.ResetAuthenticator when !customer.HasAuthenticator => new("already", L["There is no authenticator to reset."]),
        CustomerAction.CorrectEmail or CustomerAction.CorrectPhone when customer.Status is "EXTERNAL_PROVIDER" =>
            new("state", L["Their addresses come from another provider, which would set them back at the next sign-in."]),
        _ => null,
    };

    // Where Cognito sends a reset code: email first, and never SMS when SMS is the second factor.
    private static string? Target(Customer customer) =>
        customer.EmailVerified ? customer.Masked(CustomerField.Email)
        : customer.PhoneVerified && !customer.Factors.Contains("SMS_MFA", StringComparer.Ordinal) ? customer.Masked(CustomerField.Phone)
        : null;
}

using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Customers;

/// <summary>Audit actions and labels of customers. Entries carry the customer's number and never personal data.</summary>
internal static class CustomerAudit
{
    public const string Kind = RegistryStaffService.Kind;
    public const string Reveal = "reveal";
    public const string Export = "export-personal-data";
    public const string RefuseReveal = "refuse-reveal";
    public const string RefuseExport = "refuse-export-personal-data";
    public const string Asked = AuditAttributes.AskMark;

    public const string Refused = "refuse-";

    private static readonly Dictionary<CustomerAction, (string Name, string Past, string Infinitive)> Actions = new()
    {
        [CustomerAction.ResendConfirmation] = ("resend-confirmation", "sent the confirmation again to", "send the confirmation again to"),
        [CustomerAction.ResetPassword] = ("reset-password", "reset the password of", "reset the password of"),
        [CustomerAction.Enable] = ("enable", "enabled", "enable"),
        [CustomerAction.Disable] = ("disable", "disabled", "disable"),
        [CustomerAction.SignOut] = ("sign-out-everywhere", "signed out everywhere", "sign out everywhere"),
        [CustomerAction.ResetAuthenticator] = ("reset-authenticator", "reset the authenticator of", "reset the authenticator of"),
        [CustomerAction.CorrectEmail] = ("correct-email", "corrected the email of", "correct the email of"),
        [CustomerAction.CorrectPhone] = ("correct-phone", "corrected the number of", "correct the number of"),
        [CustomerAction.Erase] = ("erase", "erased", "erase"),
    };

    /// <summary>The kind, for the audit page.</summary>
    public static AuditKind Labels { get; } = new()
    {
        Kind = Kind,
        Label = "Customer",
        Pronoun = "them",
        Href = CustomerUrls.Of,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            ["optOuts"] = new("Turned off", ChannelsOff),
            ["devices"] = new("Phones", Phones),
            [RegistryStaffService.PhoneCorrectedAt] = new("Number for SMS corrected"),
        },
        Actions = Texts().ToDictionary(StringComparer.Ordinal),
    };

    /// <summary>The action's name in the log.</summary>
    public static string NameOf(CustomerAction action) => Actions[action].Name;

    /// <summary>The action before its object: "reset the password of".</summary>
    public static string InfinitiveOf(CustomerAction action) => Actions[action].Infinitive;

    /// <summary>An entry about a customer.</summary>
    public static AuditDraft Draft(string action, string sub, string? note) => new(action, Kind, sub, CustomerLabels.NumberOf(sub)) { Note = note };

    // The app's ids of devices mean nothing to people, so only their number is shown.
    private static string Phones(JsonElement value) => value.ValueKind == JsonValueKind.Array ? Ui.Format.Count(value.GetArrayLength(), "phone", "phones") : value.ToString();

    private static string ChannelsOff(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join(", ", value.EnumerateArray().Select(channel =>
            Enum.TryParse<Channel>(channel.GetString(), ignoreCase: true, out var known) ? CustomerLabels.Of(known) : channel.GetString()))
        : value.ToString();

    private static IEnumerable<KeyValuePair<string, string>> Texts()
    {
        foreach (var (name, past, infinitive) in Actions.Values)
        {
            yield return new(name, past);
            yield return new(Asked + name, "asked to " + infinitive);
            yield return new(Refused + name, "could not " + infinitive);
        }

        yield return new(Reveal, "looked at a detail of");
        yield return new(RefuseReveal, "reached the limit and was refused a detail of");
        yield return new(RefuseExport, "reached the limit and was refused the personal data of");
        yield return new(Export, "exported the personal data of");
        yield return new(RegistryStaffService.Erase, "erased devices and follows of");
        yield return new(RegistryStaffService.OptOut, "changed the opt-outs of");
        yield return new(RegistryStaffService.RemoveDevice, "removed a phone of");
    }
}

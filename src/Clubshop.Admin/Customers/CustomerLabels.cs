using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Display;

namespace Clubshop.Admin.Customers;

/// <summary>Labels of customers and their accounts.</summary>
public static class CustomerLabels
{
    /// <summary>The account status in one or two words, for a pill.</summary>
    public static string Pill(string status, bool enabled) => !enabled ? L["Disabled"] : status switch
    {
        "CONFIRMED" => L["Active"],
        "UNCONFIRMED" => L["Not confirmed"],
        "FORCE_CHANGE_PASSWORD" => L["Invited"],
        "RESET_REQUIRED" => L["Password reset"],
        "EXTERNAL_PROVIDER" => L["Other sign-in"],
        "COMPROMISED" => L["Compromised"],
        "ARCHIVED" => L["Archived"],
        _ => L["Unknown status"],
    };

    /// <summary>The tone of an account status.</summary>
    public static Tone Tone(string status, bool enabled) => !enabled ? Ui.Tone.Bad : status switch
    {
        "CONFIRMED" => Ui.Tone.Good,
        "EXTERNAL_PROVIDER" => Ui.Tone.Info,
        "COMPROMISED" or "ARCHIVED" => Ui.Tone.Bad,
        _ => Ui.Tone.Warn,
    };

    /// <summary>The label of a detail.</summary>
    public static string Label(CustomerField field) => L[KeptLabel(field)];

    /// <summary>The label of a detail as the audit log keeps it, in English.</summary>
    public static string KeptLabel(CustomerField field) => field switch
    {
        CustomerField.Name => L.Later("Name"),
        CustomerField.Email => L.Later("Email"),
        CustomerField.Phone => L.Later("Mobile"),
        CustomerField.UserName => L.Later("User name"),
        CustomerField.Birthdate => L.Later("Born"),
        CustomerField.Address => L.Later("Address"),
        _ => field.ToString(),
    };

    /// <summary>A field within a sentence: "looked at the mobile number".</summary>
    public static string InSentence(CustomerField field) => field switch
    {
        CustomerField.Phone => L["mobile number"],
        CustomerField.Birthdate => L["date of birth"],
        _ => Label(field).ToLowerInvariant(),
    };

    /// <summary>What a customer gets on a channel.</summary>
    public static string Of(Channel channel) => channel == Channel.Push ? L["push notifications"] : L["SMS offers"];

    /// <summary>What turns a channel on or off.</summary>
    public static string Turn(Channel channel, bool off) => (channel, off) switch
    {
        (Channel.Push, true) => L["Turn push notifications off"],
        (Channel.Push, false) => L["Turn push notifications on"],
        (_, true) => L["Turn SMS offers off"],
        (_, false) => L["Turn SMS offers on"],
    };

    /// <summary>A change of a channel as the audit log keeps it, in English.</summary>
    internal static string KeptChange(Channel channel, bool off) => (channel, off) switch
    {
        (Channel.Push, true) => L.Later("opted out of push notifications"),
        (Channel.Push, false) => L.Later("opted in again to push notifications"),
        (_, true) => L.Later("opted out of SMS offers"),
        (_, false) => L.Later("opted in again to SMS offers"),
    };

    /// <summary>Why a customer was found: "Email matches", "Given name and email begin with it".</summary>
    /// <param name="attributes">Which attributes matched; at least one.</param>
    /// <param name="whole">Whether one of them equals what was typed.</param>
    public static string FoundBy(IReadOnlyList<string> attributes, bool whole)
    {
        var names = Format.Listed([L[attributes[0]], .. attributes.Skip(1).Select(one => L[one].ToLowerInvariant())]);
        return (whole, attributes.Count) switch
        {
            (true, 1) => L[$"{names} matches"],
            (true, _) => L[$"{names} match"],
            (false, 1) => L[$"{names} begins with it"],
            _ => L[$"{names} begin with it"],
        };
    }

    /// <summary>Where a customer is and what they follow: "Pune · follows Mumbai Road Runners and 2 more".</summary>
    public static string? Of(CustomerPlace place)
    {
        var follows = place.Follows.Count switch
        {
            0 => null,
            1 => L[$"follows {place.Follows[0]}"],
            var count => L[$"follows {place.Follows[0]} and {Format.Number(count - 1)} more"],
        };
        return (place.City, follows) switch
        {
            ({ } city, { } names) => $"{city} · {names}",
            (null, { } names) => Format.Capital(names),
            var (city, _) => city,
        };
    }

    /// <summary>The line below a name in the results: why somebody was found whose name does not show it, then where they are.</summary>
    /// <param name="hit">The result.</param>
    /// <param name="mixed">Whether the search was for a word that may be a name, an email or a user name.</param>
    public static string? Below(CustomerHit hit, bool mixed)
    {
        var isSeen = !mixed || hit.MatchedBy.Any(attribute => attribute is "Given name" or "Name");
        return isSeen ? hit.Place : string.Join(" · ", new[] { FoundBy(hit.MatchedBy, hit.Whole), hit.Place }.OfType<string>());
    }

    /// <summary>A name for a customer without personal data, for the audit log and receipts.</summary>
    public static string NumberOf(string sub) => L[$"Customer {Shortened(sub)}"];

    /// <summary>The same as records keep it, in English.</summary>
    public static string KeptNumberOf(string sub) => "Customer " + Shortened(sub);

    /// <summary>The beginning of a customer number, which tells the customers of one list apart.</summary>
    public static string Shortened(string sub) => sub.Length > 8 ? sub[..8] : sub;

    internal static Problem Busy() => new("busy", L[BusyText]);

    internal static readonly string BusyText = L.Later("The customer directory is busy. Nothing was done. Try again in a minute.");
}

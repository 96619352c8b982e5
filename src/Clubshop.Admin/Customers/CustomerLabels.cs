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
    public static string Pill(string status, bool enabled) => !enabled ? "Disabled" : status switch
    {
        "CONFIRMED" => "Active",
        "UNCONFIRMED" => "Not confirmed",
        "FORCE_CHANGE_PASSWORD" => "Invited",
        "RESET_REQUIRED" => "Password reset",
        "EXTERNAL_PROVIDER" => "Other sign-in",
        "COMPROMISED" => "Compromised",
        "ARCHIVED" => "Archived",
        _ => "Unknown status",
    };

    /// <summary>The tone of an account status.</summary>
    public static Tone Tone(string status, bool enabled) => !enabled ? Ui.Tone.Bad : status switch
    {
        "CONFIRMED" => Ui.Tone.Good,
        "EXTERNAL_PROVIDER" => Ui.Tone.Info,
        "COMPROMISED" or "ARCHIVED" => Ui.Tone.Bad,
        _ => Ui.Tone.Warn,
    };

    /// <summary>The label of a field.</summary>
    public static string Label(CustomerField field) => field switch
    {
        CustomerField.Phone => "Mobile",
        CustomerField.UserName => "User name",
        CustomerField.Birthdate => "Born",
        _ => field.ToString(),
    };

    /// <summary>A field within a sentence: "looked at the mobile number".</summary>
    public static string InSentence(CustomerField field) => field switch
    {
        CustomerField.Phone => "mobile number",
        CustomerField.Birthdate => "date of birth",
        _ => Label(field).ToLowerInvariant(),
    };

    /// <summary>What a customer gets on a channel.</summary>
    public static string Of(Channel channel) => channel == Channel.Push ? "push notifications" : "SMS offers";

    /// <summary>Why a customer was found: "Email matches", "Given name and email begin with it".</summary>
    /// <param name="attributes">Which attributes matched; at least one.</param>
    /// <param name="whole">Whether one of them equals what was typed.</param>
    public static string FoundBy(IReadOnlyList<string> attributes, bool whole)
    {
        var (first, rest) = (attributes[0], attributes.Skip(1).Select(one => one.ToLowerInvariant()).ToList());
        var names = rest.Count == 0 ? first : string.Join(", ", [first, .. rest[..^1]]) + " and " + rest[^1];
        return names + (whole, rest.Count) switch
        {
            (true, 0) => " matches",
            (true, _) => " match",
            (false, 0) => " begins with it",
            _ => " begin with it",
        };
    }

    /// <summary>Where a customer is and what they follow: "Pune · follows Mumbai Road Runners and 2 more".</summary>
    public static string? Of(CustomerPlace place)
    {
        var follows = place.Follows.Count switch
        {
            0 => null,
            1 => $"follows {place.Follows[0]}",
            var count => $"follows {place.Follows[0]} and {Format.Number(count - 1)} more",
        };
        return (place.City, follows) switch
        {
            ({ } city, { } names) => $"{city} · {names}",
            (null, { } names) => char.ToUpperInvariant(names[0]) + names[1..],
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
    public static string NumberOf(string sub) => "Customer " + Shortened(sub);

    /// <summary>The beginning of a customer number, which tells the customers of one list apart.</summary>
    public static string Shortened(string sub) => sub.Length > 8 ? sub[..8] : sub;

    internal static Problem Busy() => new("busy", "The customer directory is busy. Nothing was done. Try again in a minute.");
}

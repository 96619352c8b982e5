using System.Globalization;

namespace Clubshop.Admin.Customers.Reveal;

/// <summary>
/// Masks personal data. Masking happens on the server: the clear value reaches a browser only after a reveal, with a reason.
/// A name is shown as first name and initial, so that support can address the customer.
/// </summary>
public static class Mask
{
    private const string Dots = "•••";

    /// <summary><c>asha.k@gmail.com</c> → <c>a•••@g•••.com</c>.</summary>
    public static string Email(string email)
    {
        var at = email.LastIndexOf('@');
        if (at <= 0)
            return Dots;

        var (local, domain) = (email[..at], email[(at + 1)..]);
        var dot = domain.LastIndexOf('.');
        return $"{First(local)}{Dots}@{(dot > 0 ? First(domain) + Dots + domain[dot..] : Dots)}";
    }

    /// <summary><c>+919876543210</c> → <c>+91 •••••• 3210</c>.</summary>
    public static string Phone(string phone) => phone.Length < 9 || phone[0] != '+' ? "••••••" : $"{phone[..3]} •••••• {phone[^4..]}";

    /// <summary>Asha Kulkarni → <c>Asha K.</c>: the first word, and the initial of the last.</summary>
    /// <param name="name">The full name, if known.</param>
    /// <param name="given">The given name.</param>
    /// <param name="family">The family name.</param>
    public static string Name(string? name, string? given, string? family)
    {
        var first = Words(given) is [var word, ..] ? word : Words(name) is [var whole, ..] ? whole : null;
        var last = Words(family) is [.., var end] ? end : Words(name) is [_, .., var tail] ? tail : null;
        return (first, last) switch
        {
            (null, null) => L["No name"],
            (null, _) => First(last!) + Dots,
            (_, null) => first,
            _ => $"{first} {First(last)}.",
        };
    }

    /// <summary><c>asha.kulkarni.17</c> → <c>a•••</c>: user names are often made of names.</summary>
    public static string UserName(string userName) => First(userName) + Dots;

    /// <summary><c>1990-05-12</c> → <c>•• ••• 19••</c>.</summary>
    public static string Birthdate(string date) => date.Length >= 4 && date.Take(2).All(char.IsAsciiDigit) ? $"•• ••• {date[..2]}••" : "••••••";

    /// <summary>Any other value: shows only that there is one.</summary>
    public static string All() => "••••••";

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    // The first letter as people see it, with its vowel signs.
    private static string First(string text) => text.Length == 0 ? "" : StringInfo.GetNextTextElement(text);
}

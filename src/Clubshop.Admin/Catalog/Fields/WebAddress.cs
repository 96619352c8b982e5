using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>Addresses of web pages that end users are sent to. Pure.</summary>
public static class WebAddress
{
    /// <summary>Characters that an address may have.</summary>
    public const int MaxLength = 2_048;

    /// <summary>Checks an address; an empty one is in order.</summary>
    /// <param name="value">What was typed, trimmed.</param>
    /// <param name="field">The property's C# name.</param>
    /// <param name="label">What the form calls it.</param>
    /// <param name="onlySecure">Whether it must be https.</param>
    public static IEnumerable<Problem> Check(string value, string field, string label, bool onlySecure)
    {
        if (value.Length > 0 && Wrong(value, label, onlySecure) is { } message)
            yield return new("web-address", message, field);
    }

    private static string? Wrong(string value, string label, bool onlySecure)
    {
        if (value.Length > MaxLength)
            return L[$"{label} has {Money.Grouped(value.Length)} characters; {Money.Grouped(MaxLength)} fit."];

        if (value.Any(char.IsWhiteSpace))
            return L[$"{label} contains a space. An address has no spaces."];

        if (VisibleText.WrongInAddress(value) is { } invisible)
            return $"{label} {invisible}";

        if (!value.Contains("://", StringComparison.Ordinal) && IsPage("https://" + value))
            return L[$"Write the whole address. Did you mean “https://{value}”?"];

        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return onlySecure ? L[$"{label} must be the address of a page, beginning with https://."] : L[$"{label} must be the address of a page, beginning with https:// or http://."];

        if (onlySecure && uri.Scheme != "https")
            return L[$"{label} must begin with https://, so that nobody can change the page on its way. Did you mean “https{value[4..]}”?"];

        if (uri.UserInfo.Length > 0)
            return L[$"{label} contains a name or password (before the @). Remove it."];

        return IsPage(value) ? null : L[$"{label} names no website: “{uri.Host}”. An address reads like https://www.example.in."];
    }

    // A public name: at least two labels. IP addresses are refused: no shop has one as its address.
    private static bool IsPage(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.HostNameType == UriHostNameType.Dns
        && uri.IdnHost.Split('.') is { Length: >= 2 } labels
        && labels.All(label => label.Length > 0)
        && !labels[^1].All(char.IsAsciiDigit);
}

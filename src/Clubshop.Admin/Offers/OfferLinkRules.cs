using System.Net;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Offers;

/// <summary>The rules of an offer's landing page: https alone, because customers are sent there (DESIGN 6).</summary>
internal static class OfferLinkRules
{
    public static IEnumerable<Problem> LandingPage(string address)
    {
        if (address.Length == 0)
            yield break;

        if (Refusal(address) is { } refusal)
            yield return new(refusal.Code, refusal.Message, nameof(Offer.LandingPage));
    }

    private static (string Code, string Message)? Refusal(string address)
    {
        if (address.Length > Offer.MaxUrl)
            return ("landing-too-long", $"An address has {Money.Grouped(Offer.MaxUrl)} characters at most; this one has {Money.Grouped(address.Length)}.");
        if (address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return ("landing-form", "An address has no spaces. Copy it from the browser's address bar.");

        var colon = address.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0 && !Uri.TryCreate(address, UriKind.Absolute, out _) || IsHostWithPort(address))
        {
            return Acceptable("https://" + address.TrimStart('/'))
                ? ("landing-not-https", $"A landing page starts with https://. Did you mean https://{address.TrimStart('/')}?")
                : ("landing-form", "This is not an address on the web. Write it as https://www.croma.com/offers.");
        }

        if (address.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return ("landing-not-https", "A landing page starts with https://, so that nobody can listen in or change it." + Meant("https://" + address[7..]));
        if (!address.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return ("landing-not-https", "A landing page starts with https://. Write it as https://www.croma.com/offers.");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return ("landing-form", "This is not an address on the web. Write it as https://www.croma.com/offers.");
        if (uri.UserInfo.Length > 0)
            return ("landing-user", "A name before the @ can hide where the address leads. Leave it out." + Meant("https://" + address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..]));

        return IsPublic(uri) ? null : ("landing-host", $"“{uri.Host}” is not a place on the web that customers can reach. Write it as https://www.croma.com/offers.");
    }

    private static string Meant(string address) => Acceptable(address) ? $" Did you mean {address}?" : "";

    private static bool Acceptable(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && IsPublic(uri);

    // "croma.com:8080/x" reads as a scheme named croma.com.
    private static bool IsHostWithPort(string address) =>
        address.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon + 1 < address.Length
        && char.IsAsciiDigit(address[colon + 1]) && address[..colon].Contains('.', StringComparison.Ordinal);

    private static bool IsPublic(Uri uri) =>
        !uri.IsLoopback && !IPAddress.TryParse(uri.IdnHost, out _) && uri.IdnHost.TrimEnd('.').Split('.') is { Length: >= 2 } parts
        && parts.All(part => part.Length > 0) && parts[^1].Length >= 2;
}

using System.Globalization;
using System.Text.RegularExpressions;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Registry;

/// <summary>What the registry takes. Pure; messages are for the developers of the app's servers.</summary>
public static partial class RegistryRules
{
    /// <summary>Longest name of a city.</summary>
    public const int CityLength = 60;

    /// <summary>Longest app version.</summary>
    public const int VersionLength = 40;

    /// <summary>Most things that one customer can follow.</summary>
    public const int MaxFollows = 500;

    /// <summary>Why this is not the <c>sub</c> of a customer; null when it is. Cognito's are UUIDs in lower case.</summary>
    public static Problem? Sub(string? sub) => sub is not null && SubForm.IsMatch(sub)
        ? null
        : new("invalid-sub", "The customer's sub is a UUID in lower case, as Cognito's ID token has it.", "sub");

    /// <summary>Why the device cannot be kept; empty when it can.</summary>
    public static IReadOnlyList<Problem> Device(DeviceTold device)
    {
        List<Problem> problems = [];
        if (!DeviceIdForm.IsMatch(device.Id))
            problems.Add(new("invalid-device-id", "A device id has 1 to 64 letters, digits, dots, hyphens, underscores or colons.", "deviceId"));
        if (Token(device.Token, device.Platform) is { } problem)
            problems.Add(problem);
        if (device.AppVersion.Length > VersionLength || VisibleText.Wrong(device.AppVersion) is not null)
            problems.Add(new("invalid-app-version", $"An app version has at most {VersionLength} characters, and none that cannot be seen.", "appVersion"));
        return problems;
    }

    /// <summary>
    /// Why this is not a token of the platform; null when it may be one. The push services give no grammar: Apple's are bytes written as
    /// hexadecimal digits, Firebase's and Amazon's are web-safe text. What a program sends when it has none is refused by name.
    /// </summary>
    public static Problem? Token(string? token, Platform platform)
    {
        if (string.IsNullOrEmpty(token) || NoTokens.Contains(token))
            return new("invalid-token", "There is no token: wait until the push service has given the app one.", "token");

        var apple = platform is Platform.Ios or Platform.IosSandbox;
        if (apple && !AppleForm.IsMatch(token))
            return new("invalid-token", "An APNs token is 64 to 200 hexadecimal digits without blanks or brackets.", "token");
        if (!apple && !WebSafeForm.IsMatch(token))
            return new("invalid-token", "The token has 8 to 4,096 letters, digits and the signs - _ : . only.", "token");
        if (platform == Platform.Android && token.Length == 64 && AppleForm.IsMatch(token))
            return new("invalid-token", "This is the form of an APNs token: is the platform ios?", "token");

        return null;
    }

    /// <summary>Why what was told of the customer cannot be kept; empty when it can.</summary>
    public static IReadOnlyList<Problem> Profile(ProfileTold profile)
    {
        List<Problem> problems = [];
        if (profile.City is { } city && (city.Trim().Length > CityLength || VisibleText.Wrong(city.Trim(' ')) is not null))
            problems.Add(new("invalid-city", $"A city has at most {CityLength} characters, and none that cannot be seen.", "city"));
        if (profile.Language is { Length: > 0 } language && !LanguageForm.IsMatch(language))
            problems.Add(new("invalid-language", "A language is a BCP 47 tag, such as hi or en-IN.", "language"));
        if (profile.Phone is { Length: > 0 } phone && PhoneReader.Read(phone) is { Ok: false } refused)
            problems.Add(new("invalid-phone", "A phone number is E.164, such as +919876543210; an Indian one may stand without its country code. " + refused.Problems[0].Message, "phone"));
        return problems;
    }

    /// <summary>A language tag as it is usually written: <c>en-IN</c>.</summary>
    public static string Language(string tag)
    {
        var parts = tag.Split('-');
        for (var i = 0; i < parts.Length; i++)
            parts[i] = i == 0 ? parts[i].ToLowerInvariant() : parts[i].Length == 2 ? parts[i].ToUpperInvariant() : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(parts[i].ToLowerInvariant());

        return string.Join('-', parts);
    }

    private static readonly HashSet<string> NoTokens = new(StringComparer.OrdinalIgnoreCase) { "null", "(null)", "undefined", "none", "nil", "blacklisted" };

    [GeneratedRegex(@"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubForm { get; }

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeviceIdForm { get; }

    [GeneratedRegex(@"^([0-9A-Fa-f]{2}){32,100}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AppleForm { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_:.-]{8,4096}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WebSafeForm { get; }

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LanguageForm { get; }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Registry;

/// <summary>The rules of the registry. Pure. Messages are for the developers of the app's servers.</summary>
public static partial class RegistryRules
{
    /// <summary>Maximum length of a city name.</summary>
    public const int CityLength = 60;

    /// <summary>Maximum length of an app version.</summary>
    public const int VersionLength = 40;

    /// <summary>Maximum number of follows per customer.</summary>
    public const int MaxFollows = 500;

    /// <summary>Refuses a text that is not a <c>sub</c>; null if it is one. Cognito's are UUIDs in lower case.</summary>
    public static Problem? CheckSub(string? sub) => sub is not null && SubForm.IsMatch(sub)
        ? null
        : new("invalid-sub", "A customer's sub is a UUID in lower case, as in Cognito's ID token.", "sub");

    /// <summary>What is wrong with a device; empty if it is valid.</summary>
    public static IReadOnlyList<Problem> CheckDevice(DeviceUpdate device)
    {
        List<Problem> problems = [];
        if (!DeviceIdForm.IsMatch(device.Id))
            problems.Add(new("invalid-device-id", "A device id has 1 to 64 letters, digits, dots, hyphens, underscores or colons.", "deviceId"));
        if (CheckToken(device.Token, device.Platform) is { } problem)
            problems.Add(problem);
        if (device.AppVersion.Length > VersionLength || VisibleText.Wrong(device.AppVersion) is not null)
            problems.Add(new("invalid-app-version", $"An app version has up to {VersionLength} characters and no invisible ones.", "appVersion"));
        return problems;
    }

    /// <summary>
    /// Refuses a text that cannot be a token of the platform; null if it can. The push services document no grammar: Apple's tokens are hexadecimal
    /// digits, Firebase's and Amazon's are web-safe text. Placeholders that programs send without a token are refused.
    /// </summary>
    public static Problem? CheckToken(string? token, Platform platform)
    {
        if (string.IsNullOrEmpty(token) || PlaceholderTokens.Contains(token))
            return new("invalid-token", "The token is missing. Wait until the push service has given the app one.", "token");

        var apple = platform is Platform.Ios or Platform.IosSandbox;
        if (apple && !AppleForm.IsMatch(token))
            return new("invalid-token", "An APNs token has 64 to 200 hexadecimal digits, without blanks or brackets.", "token");
        if (!apple && !WebSafeForm.IsMatch(token))
            return new("invalid-token", "A token has 8 to 4,096 letters, digits or the characters - _ : . only.", "token");
        if (platform == Platform.Android && token.Length == 64 && AppleForm.IsMatch(token))
            return new("invalid-token", "This looks like an APNs token. Is the platform ios?", "token");

        return null;
    }

    /// <summary>What is wrong with a profile; empty if it is valid.</summary>
    public static IReadOnlyList<Problem> CheckProfile(ProfileUpdate profile)
    {
        List<Problem> problems = [];
        if (profile.City is { } city && (city.Trim().Length > CityLength || VisibleText.Wrong(city.Trim(' ')) is not null))
            problems.Add(new("invalid-city", $"A city has up to {CityLength} characters and no invisible ones.", "city"));
        if (profile.Language is { Length: > 0 } language && !LanguageForm.IsMatch(language))
            problems.Add(new("invalid-language", "A language is a BCP 47 tag, such as hi or en-IN.", "language"));
        if (profile.Phone is { Length: > 0 } phone && PhoneReader.Read(phone) is { Ok: false } refused)
        {
            problems.Add(new(
                "invalid-phone", "A phone number is E.164, such as +919876543210; an Indian number may omit the country code. " + refused.Problems[0].Message, "phone"));
        }

        return problems;
    }

    /// <summary>A language tag in its usual case: <c>en-IN</c>.</summary>
    public static string Language(string tag)
    {
        var parts = tag.Split('-');
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = i == 0 ? parts[i].ToLowerInvariant()
                : parts[i].Length == 2 ? parts[i].ToUpperInvariant()
                : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(parts[i].ToLowerInvariant());
        }

        return string.Join('-', parts);
    }

    private static readonly HashSet<string> PlaceholderTokens = new(StringComparer.OrdinalIgnoreCase) { "null", "(null)", "undefined", "none", "nil", "blacklisted" };

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

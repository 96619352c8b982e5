namespace Clubshop.Admin.SignIn.Sessions;

/// <summary>Browser and system in words that a person recognises in a list of sessions. A guess: user agents can claim anything.</summary>
internal static class BrowserName
{
    // In this order: Edge and Opera also claim to be Chrome, and Chrome to be Safari.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
         ("Chrome/", "Chrome"), ("CriOS", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"),
         ("Linux", "Linux")];

    public static string Of(string? userAgent)
    {
        var browser = Find(Browsers, userAgent);
        var system = Find(Systems, userAgent);
        return (browser, system) switch
        {
            (null, null) => L.Later("Unknown browser"),
            (null, _) => "A browser on " + system,
            (_, null) => browser,
            _ => browser + " on " + system,
        };
    }

    /// <summary>What a session keeps, in the language of whoever reads it.</summary>
    /// <param name="kept">As it was made of the user agent.</param>
    public static string Shown(string kept) => kept.Split(" on ") switch
    {
        ["A browser", var system] => L[$"A browser on {system}"],
        [var browser, var system] => L[$"{browser} on {system}"],
        _ => L[kept],
    };

    private static string? Find((string Mark, string Name)[] names, string? userAgent) =>
        userAgent is null ? null : Array.Find(names, name => userAgent.Contains(name.Mark, StringComparison.Ordinal)).Name;
}

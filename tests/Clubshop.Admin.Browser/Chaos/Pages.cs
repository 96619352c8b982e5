using System.Reflection;
using System.Text.RegularExpressions;
using Clubshop.Admin.App;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Browser.Chaos;

/// <summary>The addresses of the portal's pages, from its own routes: a new page is among them.</summary>
internal static partial class Pages
{
    // Answered before or without a session, each by itself.
    private static readonly string[] Apart = ["/sign-in", "/local", "/status", "/not-found"];

    /// <summary>The pages that anybody can open.</summary>
    public static IReadOnlyList<string> OfAnybody { get; } = ["/sign-in", "/sign-in/forgot"];

    /// <summary>The pages behind the sign-in.</summary>
    /// <param name="examples">By template, what stands for its parameter; also in the templates that begin with it.</param>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, string> examples) =>
    [
        .. typeof(Navigation).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template)
            .Where(template => !Apart.Any(apart => template == apart || template.StartsWith(apart + "/", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .Select(template => !template.Contains('{', StringComparison.Ordinal) ? template
                : Example(template, examples) is { } example ? Parameter.Replace(template, example)
                : throw new InvalidOperationException($"What stands for the parameter of {template}? Add it to the examples.")),
    ];

    private static string? Example(string template, IReadOnlyDictionary<string, string> examples) =>
        examples.GetValueOrDefault(template[..(template.IndexOf('}', StringComparison.Ordinal) + 1)]);

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter { get; }
}

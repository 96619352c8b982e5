using System.Text.RegularExpressions;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Notifications.Rules;

/// <summary>Variables of a message, filled in for each recipient: <c>{{city}}</c>. Pure.</summary>
public static partial class MessageVariables
{
    /// <summary>Maximum length of a value. A longer one is ignored, not cut.</summary>
    public const int MaxValue = 200;

    /// <summary>Variables that the portal fills in itself; some customers have no value for them.</summary>
    public static IReadOnlyList<string> FromCustomer { get; } = ["city"];

    /// <summary>The form field for the default of a variable.</summary>
    public static string DefaultField(string name) => "Default." + name;

    /// <summary>The names of the variables in these texts, each once, in order.</summary>
    public static IReadOnlyList<string> Names(params IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => Placeholder().Matches(text).Select(match => match.Groups["name"].Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>Checks the variables of a text: unmatched braces, and names without a value and a default.</summary>
    /// <param name="text">The text.</param>
    /// <param name="field">The property that holds it.</param>
    /// <param name="defaults">Defaults, by name.</param>
    /// <param name="filled">Names for which every recipient has a value.</param>
    public static IEnumerable<Problem> Check(string text, string field, IReadOnlyDictionary<string, string> defaults, IReadOnlySet<string> filled)
    {
        var rest = Placeholder().Replace(text, "");
        if (HasBraces(rest))
            yield return new("variable", L["A variable is written {{name}}: two braces on each side, and lower-case letters, digits and _ between them."], field);

        foreach (var name in Names(text).Where(name => !filled.Contains(name) && !IsValue(defaults.GetValueOrDefault(name))))
        {
            yield return new(
                "variable",
                L[$"{{{{{name}}}}} has no value for everybody. Enter a default, or remove it from the text: a message with an empty variable is not sent."], DefaultField(name));
        }
    }

    /// <summary>The text for one recipient; null if a variable has neither value nor default.</summary>
    public static string? Fill(string text, IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> defaults)
    {
        var missing = false;
        var filled = Placeholder().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            var value = values.GetValueOrDefault(name) is { } own && IsValue(own) ? own : defaults.GetValueOrDefault(name);
            missing |= !IsValue(value);
            return value ?? "";
        });
        return missing ? null : WithoutDoubledBraces(filled);
    }

    // Invisible text, and text that reverses the reading direction, is not a value.
    private static bool IsValue(string? value) => VisibleText.CanBeSeen(value) && VisibleText.Wrong(value, lines: true) is null;

    /// <summary>Whether a text contains braces that SendMessages would take for a variable of its own.</summary>
    public static bool HasBraces(string text) => text.Contains("{{", StringComparison.Ordinal) || text.Contains("}}", StringComparison.Ordinal);

    // A value must never become a variable, not even together with its neighbours: SendMessages fills in {{…}} too.
    private static string WithoutDoubledBraces(string text) => HasBraces(text) ? DoubledBrace().Replace(text, "${brace} ") : text;

    [GeneratedRegex(@"(?<brace>\{)(?=\{)|(?<brace>\})(?=\})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DoubledBrace();

    [GeneratedRegex(@"\{\{(?<name>[a-z][a-z0-9_]{0,29})\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

using System.Text.RegularExpressions;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Notifications.Rules;

/// <summary>Variables of a message, filled for each recipient: <c>{{city}}</c>. Pure.</summary>
public static partial class MessageVariables
{
    /// <summary>Characters that a value may have: what is longer is cut from nobody, it is left out.</summary>
    public const int MaxValue = 200;

    /// <summary>What the portal knows of every customer, and may be empty for some.</summary>
    public static IReadOnlyList<string> OfCustomers { get; } = ["city"];

    /// <summary>The field in which the default of a variable is typed.</summary>
    public static string DefaultField(string name) => "Default." + name;

    /// <summary>The names in these texts, each once, in order.</summary>
    public static IReadOnlyList<string> Names(params IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => Place().Matches(text).Select(match => match.Groups["name"].Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>What is wrong with the variables of a text: braces that do not match, a name that nothing fills and that has no default.</summary>
    /// <param name="text">The text.</param>
    /// <param name="field">The property it is in.</param>
    /// <param name="defaults">Defaults, by name.</param>
    /// <param name="filled">Names that every recipient has a value for.</param>
    public static IEnumerable<Problem> Check(string text, string field, IReadOnlyDictionary<string, string> defaults, IReadOnlySet<string> filled)
    {
        var rest = Place().Replace(text, "");
        if (HasBraces(rest))
            yield return new("variable", "A variable is written {{name}}: two braces on both sides, small letters, digits and _ between them.", field);

        foreach (var name in Names(text).Where(name => !filled.Contains(name) && !IsValue(defaults.GetValueOrDefault(name))))
            yield return new("variable", $"{{{{{name}}}}} has no value for everybody. Give it a default, or remove it from the text: a message with an empty variable is not sent.", DefaultField(name));
    }

    /// <summary>The text for one recipient; null when a variable has neither value nor default.</summary>
    public static string? Fill(string text, IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> defaults)
    {
        var missing = false;
        var filled = Place().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            var value = values.GetValueOrDefault(name) is { } own && IsValue(own) ? own : defaults.GetValueOrDefault(name);
            missing |= !IsValue(value);
            return value ?? "";
        });
        return missing ? null : Harmless(filled);
    }

    // What people would not see, or would see turned round, is no value.
    private static bool IsValue(string? value) => VisibleText.CanBeSeen(value) && VisibleText.Wrong(value, lines: true) is null;

    /// <summary>Whether a text holds what the service that sends would take for a variable of its own.</summary>
    public static bool HasBraces(string text) => text.Contains("{{", StringComparison.Ordinal) || text.Contains("}}", StringComparison.Ordinal);

    // A value never becomes a variable, alone or with the signs beside it: SendMessages fills {{…}} too.
    private static string Harmless(string text) => HasBraces(text) ? Doubled().Replace(text, "${brace} ") : text;

    [GeneratedRegex(@"(?<brace>\{)(?=\{)|(?<brace>\})(?=\})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Doubled();

    [GeneratedRegex(@"\{\{(?<name>[a-z][a-z0-9_]{0,29})\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}

using System.Text;
using System.Text.RegularExpressions;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Notifications.Rules;

/// <summary>
/// The text of an SMS as registered with the operators (DLT): fixed pieces that must be sent unchanged, and variables written {#var#} (or
/// pre-tagged: {#numeric#}, {#alphanumeric#}, {#url#} and so on).
/// </summary>
public sealed partial class DltTemplate
{
    /// <summary>Maximum length of a variable's value (AWS, "Template issues" of India's sender registration).</summary>
    public const int MaxVariable = 30;

    /// <summary>Maximum length of an SMS (SendMessages).</summary>
    public const int MaxText = 1_600;

    private readonly Regex _matching;

    private DltTemplate(string text, IReadOnlyList<string> pieces, IReadOnlyList<string> tags)
    {
        (Text, Pieces, Tags) = (text, pieces, tags);
        var pattern = new StringBuilder("\\A").Append(Regex.Escape(pieces[0]));
        for (var i = 1; i < pieces.Count; i++)
            pattern.Append("([^\\n]{1,30}?)").Append(Regex.Escape(pieces[i]));

        // NonBacktracking: linear in the length of the text, whatever the template.
        _matching = new(pattern.Append("\\z").ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
    }

    /// <summary>The text as registered.</summary>
    public string Text { get; }

    /// <summary>The fixed pieces in order: one more than there are variables; some may be empty.</summary>
    public IReadOnlyList<string> Pieces { get; }

    /// <summary>What each variable may hold, as tagged: <c>var</c>, <c>numeric</c>, <c>url</c> …</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Number of variables.</summary>
    public int Variables => Tags.Count;

    /// <summary>Reads a registered text. It is kept unchanged: never trimmed or normalised.</summary>
    public static Result<DltTemplate> Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new Problem("required", L["Paste the text exactly as it is registered with the operators."], "Text");
        if (text.Length > MaxText)
            return new Problem("too-long", L[$"An SMS can have up to {Money.Grouped(MaxText)} characters; this text has {Money.Grouped(text.Length)}."], "Text");

        var (pieces, tags, last) = (new List<string>(), new List<string>(), 0);
        foreach (var place in Placeholder().Matches(text).Cast<Match>())
        {
            pieces.Add(text[last..place.Index]);
            tags.Add(place.Groups["tag"].Value);
            last = place.Index + place.Length;
        }

        pieces.Add(text[last..]);
        if (pieces.Any(piece => piece.Contains("{#", StringComparison.Ordinal) || piece.Contains("#}", StringComparison.Ordinal)))
            return new Problem("template", L["A variable is written {#var#}, with {# before and #} after it. One variable here is not."], "Text");
        if (pieces.All(string.IsNullOrWhiteSpace))
            return new Problem("template", L["A registered text needs fixed words, not only variables."], "Text");

        return new DltTemplate(text, pieces, tags);
    }

    /// <summary>What is wrong with these values; empty if they are valid. The field of value n (from 1) is <c>Variable n</c>.</summary>
    public IReadOnlyList<Problem> Check(IReadOnlyList<string> values)
    {
        if (values.Count != Variables)
            return [new("variables", L[$"The registered text has {Variables} variables; {values.Count} are given."])];

        return [.. values.SelectMany((value, i) => CheckValue(value, Tags[i]).Take(1).Select(message => new Problem("variable", message, $"Variable {i + 1}")))];
    }

    /// <summary>The text with these values filled in.</summary>
    public Result<string> Fill(IReadOnlyList<string> values)
    {
        if (Check(values) is { Count: > 0 } problems)
            return Result<string>.Refused(problems);

        var text = new StringBuilder(Pieces[0]);
        for (var i = 0; i < values.Count; i++)
            text.Append(values[i]).Append(Pieces[i + 1]);

        return text.Length <= MaxText
            ? text.ToString()
            : new Problem("too-long", L[$"An SMS can have up to {Money.Grouped(MaxText)} characters; with these values it has {Money.Grouped(text.Length)}."]);
    }

    /// <summary>Extracts the values from a message written elsewhere. Its fixed pieces must match the registered text exactly.</summary>
    public Result<string[]> Match(string message)
    {
        var match = _matching.Match(message);
        if (match.Success)
        {
            string[] values = [.. match.Groups.Cast<Group>().Skip(1).Select(group => group.Value)];
            return Check(values) is { Count: > 0 } problems ? Result<string[]>.Refused(problems) : values;
        }

        if (LookAlikes.Find(message).FirstOrDefault(look => !Text.Contains(look.Character, StringComparison.Ordinal)) is { } alike)
            return new Problem("look-alike", L[$"This is not the registered text: it contains {alike.Advice}"], "Message");

        return new Problem(
            "template", L["This is not the registered text. Everything outside the variables must match it exactly, and a variable has 1 to 30 characters."], "Message");
    }

    private static IEnumerable<string> CheckValue(string value, string tag)
    {
        if (!VisibleText.CanBeSeen(value))
            yield return L["Enter a value: operators refuse an empty variable."];
        if (value.Length > MaxVariable)
            yield return L[$"A variable can have up to {MaxVariable} characters; this one has {Money.Grouped(value.Length)}. Operators refuse longer ones."];
        if (value.Any(char.IsControl))
            yield return L["A variable cannot contain a line break or tab."];
        if (value.Contains("{#", StringComparison.Ordinal) || value.Contains("#}", StringComparison.Ordinal))
            yield return L["A variable takes plain text, not another variable."];
        if (LookAlikes.Find(value) is [var alike, ..])
            yield return L[$"This contains {alike.Advice}"];
        if (tag is "numeric" && !value.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-' or ' '))
            yield return L["This variable is registered for numbers only."];
    }

    [GeneratedRegex(@"\{#(?<tag>[a-z]+)#\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

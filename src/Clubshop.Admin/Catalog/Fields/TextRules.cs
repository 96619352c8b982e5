using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>Rules that several kinds share; each problem names its field. Pure.</summary>
public static class TextRules
{
    /// <summary>Characters that a name or title may have.</summary>
    public const int NameLength = 120;

    /// <summary>Characters that a description or terms may have.</summary>
    public const int TextLength = 4_000;

    /// <summary>Characters that a city may have.</summary>
    public const int CityLength = 80;

    /// <summary>Characters that a code may have.</summary>
    public const int CodeLength = 100;

    /// <summary>Clubs, or categories, that one record may be linked to.</summary>
    public const int LinksAtMost = 40;

    // Marks can be stacked on one letter without end: what counts as one character may still be long.
    private const int UnitsPerCharacter = 12;

    /// <summary>The field must be filled.</summary>
    public static IEnumerable<Problem> Required(string value, string field, string message)
    {
        if (value.Length == 0)
            yield return new("required", message, field);
    }

    /// <summary>The text has no more characters than allowed, no invisible ones, and none that change the direction of the text beside them.</summary>
    public static IEnumerable<Problem> AtMost(string value, int limit, string label, string field)
    {
        if (VisibleText.Wrong(value, lines: true) is { } wrong)
        {
            yield return new("invisible", $"{label} {wrong}", field);
            yield break;
        }

        if (value.Length <= limit)
            yield break;

        var count = PlainText.Count(value);
        if (count > limit)
            yield return new("too-long", L[$"{label} has {Money.Grouped(count)} characters; {Money.Grouped(limit)} fit. Shorten it by {Money.Grouped(count - limit)}."], field);
        else if (value.Length > limit * UnitsPerCharacter)
            yield return new("too-long", L[$"{label} carries too many marks on its letters. Write it with plain letters."], field);
    }

    /// <summary>The field must be filled with something that can be seen, and may have so many characters.</summary>
    public static IEnumerable<Problem> Filled(string value, int limit, string label, string field, string missing) =>
        VisibleText.CanBeSeen(value) ? AtMost(value, limit, label, field) : [new("required", missing, field)];

    /// <summary>The slug; an empty one is derived on saving.</summary>
    public static IEnumerable<Problem> SlugOf(string value, string field)
    {
        if (value.Length == 0 || Slug.IsValid(value))
            yield break;

        var suggestion = Slug.Derive(value);
        yield return new(
            "slug",
            value.Length > Slug.MaxLength
                ? L[$"A slug has at most {Slug.MaxLength} characters; this one has {Money.Grouped(value.Length)}."]
                : suggestion.Length > 0 ? L[$"A slug has small letters a to z, digits, and single hyphens between them. Did you mean “{suggestion}”?"]
                : L["A slug has small letters a to z, digits, and single hyphens between them."],
            field);
    }

    /// <summary>The code; an empty one becomes the slug on saving.</summary>
    public static IEnumerable<Problem> Code(string value, string field)
    {
        if (value.Length > CodeLength)
            yield return new("too-long", L[$"A code has at most {CodeLength} characters; this one has {Money.Grouped(value.Length)}."], field);
        else if (!value.All(IsOfCode))
            yield return new("code", L["A code has letters a to z, digits and - _ . / : between them, without spaces."], field);
    }

    /// <summary>Whether a record can have this code.</summary>
    public static bool IsCode(string value) => value.Length is > 0 and <= CodeLength && value.All(IsOfCode);

    private static bool IsOfCode(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':';

    /// <summary>Links to other records.</summary>
    public static IEnumerable<Problem> Links(IReadOnlyList<string> ids, string many, string field)
    {
        if (ids.Count > LinksAtMost)
            yield return new("too-many", L[$"{ids.Count} {many} are chosen; {LinksAtMost} fit. Remove {ids.Count - LinksAtMost}."], field);
        else if (!ids.All(Ids.IsValid))
            yield return new("unknown", L[$"One of the {many} is not known. Choose from the list."], field);
    }
}

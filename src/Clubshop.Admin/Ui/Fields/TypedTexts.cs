using System.Text.Json;

namespace Clubshop.Admin.Ui.Fields;

/// <summary>A text as it stands in an input of the browser.</summary>
/// <param name="Id">The input's id.</param>
/// <param name="Was">What stood there before it was typed in.</param>
/// <param name="Text">What stands there.</param>
public sealed record TypedText(string Id, string Was, string Text)
{
    /// <summary>Whether two texts of inputs are the same: browsers write the ends of lines in their own way.</summary>
    public static bool Same(string? left, string? right) => string.Equals(Lines(left), Lines(right), StringComparison.Ordinal);

    private static string Lines(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}

/// <summary>
/// What the browser tells of typing (kept.js): texts of inputs that have not been left yet, or, with <paramref name="Again"/>, texts of which it does not
/// know whether they arrived, because the connection was lost or the page was loaded anew.
/// </summary>
/// <param name="Number">Counts what was typed; told back once it is kept.</param>
/// <param name="Again">Whether the texts are to be put into their fields.</param>
/// <param name="Texts">The texts.</param>
public sealed record TypedTexts(int Number, bool Again, IReadOnlyList<TypedText> Texts)
{
    /// <summary>A form has no more inputs than this; further texts are not read.</summary>
    private const int MaxTexts = 100;

    /// <summary>Reads a message; null where it is none.</summary>
    public static TypedTexts? Read(string? json)
    {
        try
        {
            if (string.IsNullOrEmpty(json) || JsonSerializer.Deserialize<TypedTexts>(json, JsonSerializerOptions.Web) is not { Texts: { } texts } typed)
            {
                return null;
            }

            return typed with { Texts = [.. texts.Where(text => text is { Id: not null, Was: not null, Text: not null }).Take(MaxTexts)] };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

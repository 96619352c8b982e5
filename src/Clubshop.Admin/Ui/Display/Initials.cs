using Clubshop.Admin.Input;

namespace Clubshop.Admin.Ui.Display;

/// <summary>Initials of a name.</summary>
public static class Initials
{
    /// <summary>The first letters of the first two words, or the first two letters of a single word; whole graphemes, so that दि stays together.</summary>
    public static string Of(string? name)
    {
        var words = (name ?? "").Split([' ', '\u00a0', '-', '.', '@', '_', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(word => char.IsLetterOrDigit(word, 0) || char.IsSurrogate(word[0]))
            .Take(2)
            .ToArray();
        var letters = words.Length switch
        {
            0 => "–",
            1 => TextCut.Characters(words[0], 2),
            _ => TextCut.Characters(words[0], 1) + TextCut.Characters(words[1], 1),
        };
        return letters.ToUpperInvariant();
    }
}

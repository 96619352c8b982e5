using Clubshop.Admin.Input;

namespace Clubshop.Admin.Ui.Display;

/// <summary>Initials of a name.</summary>
public static class Initials
{
    /// <summary>
    /// The first letters of the first two words, or the first two letters of a single word; whole graphemes, so that दि stays together. Of a name
    /// that begins with a number, its first two digits: "15% off" is 15, "₹1,500 off" too.
    /// </summary>
    public static string Of(string? name)
    {
        if (Number(name) is { } number)
            return number;

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

    // "2 for 1" is no number alone: one digit says less than a digit and a letter.
    private static string? Number(string? name)
    {
        var first = (name ?? "").TrimStart().Split(' ', 2)[0].TrimStart('₹', '#', '+', '–', '-');
        if (first.Length == 0 || !char.IsDigit(first[0]))
            return null;

        var digits = first.Where((letter, i) => char.IsDigit(letter) && first.Take(i).All(before => char.IsDigit(before) || before is ',' or '.')).Take(2).ToArray();
        return digits.Length == 2 ? new(digits) : null;
    }
}

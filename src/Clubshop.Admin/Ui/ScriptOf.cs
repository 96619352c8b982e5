using System.Text;

namespace Clubshop.Admin.Ui;

/// <summary>Detects a text's script, so that browsers shape it, break its lines and read it aloud correctly.</summary>
public static class ScriptOf
{
    /// <summary>"hi" when at least a third of the letters are Devanagari; "en" for others on a page in Hindi; null for the page's own language.</summary>
    public static string? Lang(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var (letters, devanagari) = (0, 0);
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, 400)).EnumerateRunes())
        {
            if (IsDevanagari(rune))
            {
                devanagari++;
                letters++;
            }
            else if (Rune.IsLetter(rune))
            {
                letters++;
            }
        }

        var hindi = devanagari > 0 && devanagari * 3 >= letters;
        return Languages.Current.IsEnglish ? (hindi ? "hi" : null)
            : hindi || letters == 0 ? null : "en";
    }

    /// <summary>"auto" when the text has right-to-left letters; null for the page's own direction.</summary>
    public static string? Dir(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF))
            {
                return "auto";
            }
        }

        return null;
    }

    private static bool IsDevanagari(Rune rune) => rune.Value is (>= 0x0900 and <= 0x097F) or (>= 0xA8E0 and <= 0xA8FF);
}

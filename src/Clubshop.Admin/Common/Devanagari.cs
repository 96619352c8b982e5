using System.Text;

namespace Clubshop.Admin.Common;

/// <summary>
/// Devanagari in plain Latin letters, near to how people in India type Hindi names: without length marks, the inherent vowel
/// dropped at the end of a word (राम → ram). After ISO 15919, less its diacritics.
/// </summary>
internal static class Devanagari
{
    private const char Virama = '\u094d';
    private const char Nukta = '\u093c';

    private static readonly Dictionary<char, string> Consonants = new()
    {
        ['क'] = "k",
        ['ख'] = "kh",
        ['ग'] = "g",
        ['घ'] = "gh",
        ['ङ'] = "n",
        ['च'] = "ch",
        ['छ'] = "chh",
        ['ज'] = "j",
        ['झ'] = "jh",
        ['ञ'] = "n",
        ['ट'] = "t",
        ['ठ'] = "th",
        ['ड'] = "d",
        ['ढ'] = "dh",
        ['ण'] = "n",
        ['त'] = "t",
        ['थ'] = "th",
        ['द'] = "d",
        ['ध'] = "dh",
        ['न'] = "n",
        ['ऩ'] = "n",
        ['प'] = "p",
        ['फ'] = "ph",
        ['ब'] = "b",
        ['भ'] = "bh",
        ['म'] = "m",
        ['य'] = "y",
        ['र'] = "r",
        ['ऱ'] = "r",
        ['ल'] = "l",
        ['ळ'] = "l",
        ['ऴ'] = "l",
        ['व'] = "v",
        ['श'] = "sh",
        ['ष'] = "sh",
        ['स'] = "s",
        ['ह'] = "h",
    };

    // With a dot below, these stand for sounds of Persian, Arabic and Hindi.
    private static readonly Dictionary<char, string> Dotted = new()
    {
        ['क'] = "q",
        ['ग'] = "g",
        ['ज'] = "z",
        ['ड'] = "r",
        ['ढ'] = "rh",
        ['फ'] = "f",
    };

    private static readonly Dictionary<char, string> Vowels = new()
    {
        ['अ'] = "a",
        ['आ'] = "a",
        ['इ'] = "i",
        ['ई'] = "i",
        ['उ'] = "u",
        ['ऊ'] = "u",
        ['ऋ'] = "ri",
        ['ए'] = "e",
        ['ऐ'] = "ai",
        ['ओ'] = "o",
        ['औ'] = "au",
        ['ऑ'] = "o",
        ['ऍ'] = "e",
        ['ऎ'] = "e",
        ['ऒ'] = "o",
    };

    private static readonly Dictionary<char, string> Signs = new()
    {
        ['ा'] = "a",
        ['ि'] = "i",
        ['ी'] = "i",
        ['ु'] = "u",
        ['ू'] = "u",
        ['ृ'] = "ri",
        ['े'] = "e",
        ['ै'] = "ai",
        ['ो'] = "o",
        ['ौ'] = "au",
        ['ॉ'] = "o",
        ['ॅ'] = "e",
        ['ॆ'] = "e",
        ['ॊ'] = "o",
    };

    /// <summary>Whether the character is a letter or sign of the script that <see cref="Write"/> reads.</summary>
    public static bool IsLetter(char c) => c is >= '\u0900' and <= '\u0963';

    /// <summary>Writes the word that begins at <paramref name="start"/>; returns the index behind it.</summary>
    public static int Write(string text, int start, StringBuilder latin)
    {
        var i = start;
        while (i < text.Length && IsLetter(text[i]))
        {
            var c = text[i++];
            if (Consonants.TryGetValue(c, out var consonant))
            {
                if (i < text.Length && text[i] == Nukta)
                {
                    consonant = Dotted.GetValueOrDefault(c, consonant);
                    i++;
                }

                latin.Append(consonant);
                if (i < text.Length && text[i] == Virama)
                    i++;
                else if (i < text.Length && Signs.TryGetValue(text[i], out var sign))
                {
                    latin.Append(sign);
                    i++;
                }
                else if (i < text.Length && IsLetter(text[i]))
                    latin.Append('a');
                else if (i - start <= 1)
                    latin.Append('a'); // a word of one letter keeps its vowel
            }
            else if (Vowels.TryGetValue(c, out var vowel) || Signs.TryGetValue(c, out vowel))
            {
                latin.Append(vowel);
            }
            else if (c is 'ं' or 'ँ')
            {
                latin.Append('n');
            }
            else if (c is 'ः')
            {
                latin.Append('h');
            }
            else if (c is 'ॐ')
            {
                latin.Append("om");
            }
        }

        return i;
    }
}

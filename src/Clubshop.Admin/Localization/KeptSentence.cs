using System.Globalization;

namespace Clubshop.Admin.Localization;

/// <summary>
/// Sentences that are kept in English, because all people share them, read back to be said in the language of who looks. A text that is none of the sentences
/// stays as it is.
/// </summary>
public static class KeptSentence
{
    /// <summary>Says a kept text, where it is this sentence.</summary>
    /// <param name="kept">What was kept.</param>
    /// <param name="sentence">The sentence in English, with {0}, {1} and so on, in this order, for what differs.</param>
    /// <param name="word">Which value is a word of the portal's, to be translated too; the others are of people's records.</param>
    /// <returns>Null where it is another sentence.</returns>
    public static string? Say(string kept, string sentence, int? word = null)
    {
        if (ValuesIn(kept, sentence) is not { } values)
            return null;

        if (word is { } at)
            values[at] = L[values[at]!];
        return LocalizedSentence.Fill(L[sentence], values);
    }

    // What stands in the holes; null where the text is not the sentence.
    private static List<string?>? ValuesIn(string text, string sentence)
    {
        var (values, at, left) = (new List<string?>(), 0, sentence);
        while (left.IndexOf(string.Create(CultureInfo.InvariantCulture, $"{{{values.Count}}}"), StringComparison.Ordinal) is var hole and >= 0)
        {
            if (!text.AsSpan(at).StartsWith(left.AsSpan(0, hole), StringComparison.Ordinal))
                return null;

            at += hole;
            left = left[(hole + 3)..];
            var next = left.IndexOf(string.Create(CultureInfo.InvariantCulture, $"{{{values.Count + 1}}}"), StringComparison.Ordinal);
            // The last value goes as far as the sentence lets it, others to where the sentence goes on.
            var end = next < 0 ? (text.EndsWith(left, StringComparison.Ordinal) ? text.Length - left.Length : -1) : text.IndexOf(left[..next], at, StringComparison.Ordinal);
            if (end < at)
                return null;

            values.Add(text[at..end]);
            at = end;
        }

        return text[at..] == left ? values : null;
    }
}

namespace Clubshop.Admin.Watch;

/// <summary>What findings say. The check keeps its sentences in English; in another language they are read apart and said anew.</summary>
internal static class FindingText
{
    // {0} and {1} stand for what differs; Word says which of them is a word of the portal's, if any. The others are of people's records.
    private static readonly (string Sentence, int Word)[] Sentences =
    [
        (L.Later("It is live, and no customer sees it: {0} ({1})."), 0),
        (L.Later("Customers see the offer, and get no code: no codes are left in its pools."), -1),
        (L.Later("Its shop has another offer that reads like it and is on at the same time: “{0}”."), -1),
        (L.Later("Its picture is no longer there: customers see none. Choose it again."), -1),
        (L.Later("It has no picture, and the other offers of its shop have one."), -1),
        (L.Later("Its {0} name a date that is over: “{1}”."), 0),
        (L.Later("Its {0} names a date that is over: “{1}”."), 0),
        (L.Later("Its address “{0}” leads to nothing. Give it another slug, then the old one again if you like."), -1),
        (L.Later("Its address “{0}” leads to another {1}. Give it another slug."), 1),
    ];

    /// <summary>What a finding says, in the language of who looks.</summary>
    public static string Of(Found found)
    {
        if (Languages.Current.IsEnglish)
            return found.Detail;

        foreach (var (sentence, word) in Sentences)
        {
            if (ValuesIn(found.Detail, sentence) is not { } values)
                continue;

            if (word >= 0)
                values[word] = L[values[word]];
            var parts = L[sentence].Split('{');
            return parts[0] + string.Concat(parts.Skip(1).Select(part => values[part[0] - '0'] + part[2..]));
        }

        return found.Detail;
    }

    // What stands in the holes of a sentence; null where the text is not the sentence.
    private static List<string>? ValuesIn(string text, string sentence)
    {
        List<string> values = [];
        var at = 0;
        var fixedParts = sentence.Split("{0}").SelectMany(part => part.Split("{1}")).ToList();
        for (var i = 0; i < fixedParts.Count; i++)
        {
            var found = i == 0 ? (text.StartsWith(fixedParts[0], StringComparison.Ordinal) ? 0 : -1)
                : i == fixedParts.Count - 1 ? (text.EndsWith(fixedParts[i], StringComparison.Ordinal) ? text.Length - fixedParts[i].Length : -1)
                : text.IndexOf(fixedParts[i], at, StringComparison.Ordinal);
            if (found < at || (i == fixedParts.Count - 1 && found + fixedParts[i].Length != text.Length))
                return null;

            if (i > 0)
                values.Add(text[at..found]);
            at = found + fixedParts[i].Length;
        }

        return values;
    }
}

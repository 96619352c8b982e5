namespace Clubshop.Admin.Watch;

/// <summary>What findings say. The check keeps its sentences in English; in another language they are read apart and said anew.</summary>
internal static class FindingText
{
    // Word: which of the values is a word of the portal's.
    private static readonly (string Sentence, int? Word)[] Sentences =
    [
        (L.Later("It is live, and no customer sees it: {0} ({1})."), 0),
        (L.Later("Customers see the offer, and get no code: no codes are left in its pools."), null),
        (L.Later("Its shop has another offer that reads like it and is on at the same time: “{0}”."), null),
        (L.Later("Its picture is no longer there: customers see none. Choose it again."), null),
        (L.Later("It has no picture, and the other offers of its shop have one."), null),
        (L.Later("Its {0} name a date that is over: “{1}”."), 0),
        (L.Later("Its {0} names a date that is over: “{1}”."), 0),
        (L.Later("Its address “{0}” leads to nothing. Give it another slug, then the old one again if you like."), null),
        (L.Later("Its address “{0}” leads to another {1}. Give it another slug."), 1),
    ];

    /// <summary>What a finding says, in the language of who looks.</summary>
    public static string Of(Found found) => Languages.Current.IsEnglish
        ? found.Detail
        : Sentences.Select(one => KeptSentence.Say(found.Detail, one.Sentence, one.Word)).FirstOrDefault(said => said is not null) ?? found.Detail;
}

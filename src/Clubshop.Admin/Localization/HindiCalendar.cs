using System.Globalization;
using System.Text;

namespace Clubshop.Admin.Localization;

/// <summary>The names of months and days in Hindi, as the Unicode CLDR has them: the same on every machine.</summary>
public static class HindiCalendar
{
    private static readonly string[] Months =
        ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"];

    private static readonly string[] ShortMonths =
        ["जन॰", "फ़र॰", "मार्च", "अप्रैल", "मई", "जून", "जुल॰", "अग॰", "सित॰", "अक्टू॰", "नव॰", "दिस॰"];

    private static readonly string[] Days = ["रविवार", "सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार"];

    private static readonly string[] ShortDays = ["रवि", "सोम", "मंगल", "बुध", "गुरु", "शुक्र", "शनि"];

    // Longer names first: "सितंबर" begins with "सित".
    private static readonly (string Hindi, string English)[] Words =
    [
        .. ((IEnumerable<(string Hindi, string English)>)
        [
            .. Paired(Months, CultureInfo.InvariantCulture.DateTimeFormat.MonthNames), .. Paired(ShortMonths, CultureInfo.InvariantCulture.DateTimeFormat.MonthNames),
            .. Paired(Days, CultureInfo.InvariantCulture.DateTimeFormat.DayNames), .. Paired(ShortDays, CultureInfo.InvariantCulture.DateTimeFormat.DayNames),
            ("सितम्बर", "September"), ("नवम्बर", "November"), ("दिसम्बर", "December"), ("अक्तूबर", "October"), ("दिन का अंत", "end of day"), ("दिन के अंत तक", "end of day"),
        ]).Select(word => (word.Hindi.Normalize(NormalizationForm.FormC), word.English)).OrderByDescending(word => word.Item1.Length),
    ];

    /// <summary>Names for patterns; morning and afternoon are am and pm as in English.</summary>
    public static readonly DateTimeFormatInfo Names = Made();

    /// <summary>A date or time with names in Hindi, with those names in English; as it is where there are none.</summary>
    /// <param name="text">What was typed.</param>
    public static string ToEnglish(string text)
    {
        if (!text.Any(IsDevanagari))
            return text;

        // "फ़" is typed as one character or as two. Not normalized as a whole: what was typed may be no text at all, half a character among others.
        text = text.Replace("\u095e", "\u092b\u093c", StringComparison.Ordinal);
        foreach (var (hindi, english) in Words)
            text = text.Replace(hindi, english, StringComparison.Ordinal);
        return text.Replace("॰", "", StringComparison.Ordinal);
    }

    private static bool IsDevanagari(char letter) => letter is >= '\u0900' and <= '\u097f';

    private static IEnumerable<(string Hindi, string English)> Paired(string[] hindi, string[] english) =>
        hindi.Zip(english).Select(pair => (pair.First.TrimEnd('॰'), pair.Second));

    private static DateTimeFormatInfo Made()
    {
        var names = (DateTimeFormatInfo)CultureInfo.InvariantCulture.DateTimeFormat.Clone();
        names.MonthNames = names.MonthGenitiveNames = [.. Months, ""];
        names.AbbreviatedMonthNames = names.AbbreviatedMonthGenitiveNames = [.. ShortMonths, ""];
        names.DayNames = Days;
        names.AbbreviatedDayNames = ShortDays;
        return DateTimeFormatInfo.ReadOnly(names);
    }
}

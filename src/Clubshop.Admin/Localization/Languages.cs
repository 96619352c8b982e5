using System.Globalization;

namespace Clubshop.Admin.Localization;

/// <summary>A language of the portal.</summary>
/// <param name="Code">ISO 639-1, as in <c>lang</c> and in the name of the resource files.</param>
/// <param name="Name">Its name in itself.</param>
/// <param name="Culture">What its pages are read as.</param>
public sealed record Language(string Code, string Name, CultureInfo Culture)
{
    /// <summary>The language that the portal is written in.</summary>
    public bool IsEnglish => Code == "en";
}

/// <summary>The languages of the portal. Which one a request or a circuit has is its <see cref="CultureInfo.CurrentUICulture"/>.</summary>
public static class Languages
{
    /// <summary>English, as in India.</summary>
    public static readonly Language English = new("en", "English", CultureInfo.GetCultureInfo("en-IN"));

    /// <summary>Hindi.</summary>
    public static readonly Language Hindi = new("hi", "हिन्दी", CultureInfo.GetCultureInfo("hi-IN"));

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Language> All = [English, Hindi];

    /// <summary>The language of this request or circuit; English where there is none, as in a background service.</summary>
    public static Language Current => CultureInfo.CurrentUICulture.Name.StartsWith("hi", StringComparison.Ordinal) ? Hindi : English;

    /// <summary>The names of months and days in the present language, for patterns such as "dddd, d MMMM".</summary>
    public static IFormatProvider Dates => Current.IsEnglish ? CultureInfo.InvariantCulture : HindiCalendar.Names;

    /// <summary>The language with a code; null for none.</summary>
    public static Language? Find(string? code) => All.FirstOrDefault(language => language.Code == code);

    /// <summary>Makes a text in English: what is kept, or written to a file, is the same whoever causes it.</summary>
    public static string InEnglish(Func<string> text)
    {
        if (Current.IsEnglish)
            return text();

        var before = CultureInfo.CurrentUICulture;
        Use(English);
        try
        {
            return text();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>What follows in this flow is said in the language: as far as the asynchronous method that calls this goes.</summary>
    public static void Use(Language language) => CultureInfo.CurrentUICulture = language.Culture;
}

using System.Globalization;

namespace Clubshop.Admin.Catalog;

/// <summary>What is kept or written to a file is in English, whoever causes it.</summary>
internal static class Spoken
{
    /// <summary>Makes a text in English.</summary>
    public static string InEnglish(Func<string> text)
    {
        if (Languages.Current.IsEnglish)
            return text();

        var before = CultureInfo.CurrentUICulture;
        Languages.Use(Languages.English);
        try
        {
            return text();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}

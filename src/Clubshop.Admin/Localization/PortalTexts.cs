using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Resources;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Localization;

/// <summary>
/// The portal's texts in the language of the person who reads them. The English text is the key: <c>L["Save"]</c>,
/// <c>L[$"{count} offers published"]</c>. Other languages stand beside the code that has the text, in <c>Texts.hi.resx</c> of each folder; a text that
/// a language lacks is shown in English (docs/decisions/0034-the-english-text-is-the-key.md).
/// </summary>
public sealed class PortalTexts
{
    // One table for each language, of all folders together: a text is the same wherever it is said. Resource files tell no "Open" from "open", hence neither do tables.
    private static readonly ConcurrentDictionary<string, FrozenDictionary<string, string>> Tables = new(StringComparer.Ordinal);

    private PortalTexts()
    {
    }

    /// <summary>The texts, in the language of <see cref="CultureInfo.CurrentUICulture"/>.</summary>
    public static PortalTexts L { get; } = new();

    /// <summary>A text.</summary>
    /// <param name="english">In English.</param>
    public string this[string english] => Languages.Current is { IsEnglish: false } language ? Find(language, english) : english;

    /// <summary>A text that means different things in different places, such as "Open": the state of what is open, or to open it.</summary>
    /// <param name="english">In English.</param>
    /// <param name="meaning">What is meant, for who translates: the key is "Open|no end".</param>
    public string this[string english, string meaning] =>
        Languages.Current is { IsEnglish: false } language && TableOf(language).TryGetValue($"{english}|{meaning}", out var text) ? text : english;

    /// <summary>A sentence with values in it: "{0} of {1}" is what is translated, and a translation may order them as it needs.</summary>
    /// <param name="sentence">In English.</param>
    public string this[LocalizedSentence sentence] => sentence.ToString();

    /// <summary>
    /// A text that is translated where it is shown, <c>L[label]</c>: names in tables that are made once for all people, and names that are kept.
    /// </summary>
    /// <param name="english">In English.</param>
    /// <returns>The same.</returns>
    public string Later(string english) => english;

    /// <summary>A sentence with markup in it: <c>L.With("Press {0} to search", @&lt;kbd&gt;/&lt;/kbd&gt;)</c>.</summary>
    /// <param name="english">In English, with {0}, {1} and so on where the parts are.</param>
    /// <param name="parts">What stands there.</param>
    public RenderFragment With(string english, params RenderFragment[] parts)
    {
        var text = this[english];
        return builder =>
        {
            var begin = 0;
            for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0; at = text.IndexOf('{', begin))
            {
                builder.AddContent(0, text[begin..at]);
                builder.AddContent(1, parts[text[at + 1] - '0']);
                begin = at + 3;
            }

            builder.AddContent(2, text[begin..]);
        };
    }

    /// <summary>A text in a language; in English where the language does not have it.</summary>
    internal static string Find(Language language, string english) => TableOf(language).GetValueOrDefault(english, english);

    /// <summary>All texts of a language, by their English ones.</summary>
    internal static FrozenDictionary<string, string> TableOf(Language language) => Tables.GetOrAdd(language.Code, static code => Read(code));

    private static FrozenDictionary<string, string> Read(string code)
    {
        Assembly satellite;
        try
        {
            satellite = typeof(PortalTexts).Assembly.GetSatelliteAssembly(CultureInfo.GetCultureInfo(code));
        }
        catch (FileNotFoundException)
        {
            return FrozenDictionary<string, string>.Empty;
        }

        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in satellite.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var reader = new ResourceReader(satellite.GetManifestResourceStream(name)!);
            foreach (DictionaryEntry entry in reader)
                texts[(string)entry.Key] = (string)entry.Value!;
        }

        return texts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}

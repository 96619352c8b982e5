using System.Buffers;

namespace Clubshop.Admin.Common;

/// <summary>The apostrophe that keyboards have, for all that programs put in its place: <c>McDonald’s</c> is <c>McDonald's</c>. Pure.</summary>
public static class Apostrophes
{
    // Quotation marks, modifier letters, a prime, an acute accent that stands alone, and the wide form.
    private static readonly SearchValues<char> Others = SearchValues.Create("’‘‛ʼʻʹ′´＇");

    /// <summary>The text with the keyboard's apostrophe for every other.</summary>
    public static string AsTyped(string text) => !text.AsSpan().ContainsAny(Others) ? text : string.Create(text.Length, text, static (plain, source) =>
    {
        source.CopyTo(plain);
        plain.ReplaceAny(Others, '\'');
    });
}

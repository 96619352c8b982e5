using System.Buffers;

namespace Clubshop.Admin.Common;

/// <summary>Replaces the apostrophes that programs write by the one that keyboards have: <c>McDonald’s</c> is <c>McDonald's</c>. Pure.</summary>
public static class Apostrophes
{
    // Quotation marks, modifier letters, a prime, an acute accent that stands alone, and the wide form.
    private static readonly SearchValues<char> Others = SearchValues.Create("’‘‛ʼʻʹ′´＇");

    /// <summary>The text with every other apostrophe replaced by the keyboard's.</summary>
    public static string AsTyped(string text) => !text.AsSpan().ContainsAny(Others) ? text : string.Create(text.Length, text, static (plain, source) =>
    {
        source.CopyTo(plain);
        plain.ReplaceAny(Others, '\'');
    });
}

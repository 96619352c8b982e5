using System.Buffers;

namespace Clubshop.Api.Cache;

/// <summary>The kinds of the catalog (docs/cache-contract.md).</summary>
public enum RecordKind
{
    /// <summary>A club.</summary>
    Club,

    /// <summary>An online shop.</summary>
    Shop,

    /// <summary>A category of shops and offers.</summary>
    Category,

    /// <summary>An offer of a shop.</summary>
    Offer,
}

/// <summary>The names of kinds, and which texts are ids and slugs: checked before a key is built of them.</summary>
public static class RecordKinds
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = 4;

    private const int IdLength = 32;
    private const int LongestSlug = 80;

    private static readonly SearchValues<char> OfIds = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> OfSlugs = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly string[] Names = ["club", "shop", "category", "offer"];

    /// <summary>Its name in keys and values, such as <c>club</c>.</summary>
    public static string NameOf(RecordKind kind) => Names[(int)kind];

    /// <summary>Whether a text can be an id: 32 characters <c>0-9a-f</c>.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length == IdLength && !text.ContainsAnyExcept(OfIds);

    /// <summary>Whether a text can be a slug: up to 80 of <c>a-z0-9-</c>.</summary>
    public static bool IsSlug(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= LongestSlug && !text.ContainsAnyExcept(OfSlugs);
}

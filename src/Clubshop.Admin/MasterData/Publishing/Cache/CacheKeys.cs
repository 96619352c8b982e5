using System.Globalization;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>The keys of docs/cache-contract.md.</summary>
/// <param name="prefix">What every key begins with; configuration key <c>Cache:Prefix</c>.</param>
public sealed class CacheKeys(string prefix)
{
    /// <summary>Default value of <c>Cache:Prefix</c>.</summary>
    public const string DefaultPrefix = "clubshop";

    /// <summary>Number of copies of a generation.</summary>
    public const int GenerationCopies = 5;

    /// <summary>Key of one copy of a kind's generation.</summary>
    public string Generation(string kind, int copy) => $"{prefix}:gen:{kind}:{copy.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Key of a record.</summary>
    public string Record(string kind, long generation, string id) => $"{Of(kind, generation)}:{id}";

    /// <summary>Key of the value that says which record a slug belongs to.</summary>
    public string Slug(string kind, long generation, string slug) => $"{Of(kind, generation)}:slug:{slug}";

    /// <summary>Key of a page of a list; the first page, 0, has the list's own key.</summary>
    public string List(string kind, long generation, string name, int page, int pages) => page == 0
        ? $"{Of(kind, generation)}:{name}"
        : string.Create(CultureInfo.InvariantCulture, $"{Of(kind, generation)}:{name}:{page}/{pages}");

    private string Of(string kind, long generation) => string.Create(CultureInfo.InvariantCulture, $"{prefix}:{kind}:{generation}");
}

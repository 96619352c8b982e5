using System.Globalization;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>The keys of docs/cache-contract.md.</summary>
/// <param name="prefix">Begins every key; configuration key <c>Cache:Prefix</c>.</param>
public sealed class CacheKeys(string prefix)
{
    /// <summary>The prefix without which <c>Cache:Prefix</c> is.</summary>
    public const string DefaultPrefix = "clubshop";

    /// <summary>Copies of a generation.</summary>
    public const int GenerationCopies = 5;

    /// <summary>One copy of a kind's generation.</summary>
    public string Generation(string kind, int copy) => $"{prefix}:gen:{kind}:{copy.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A record.</summary>
    public string Record(string kind, long generation, string id) => $"{Of(kind, generation)}:{id}";

    /// <summary>What says whose a slug is.</summary>
    public string Slug(string kind, long generation, string slug) => $"{Of(kind, generation)}:slug:{slug}";

    /// <summary>A page of a list; the first one, 0, has the list's own key.</summary>
    public string List(string kind, long generation, string name, int page, int pages) => page == 0
        ? $"{Of(kind, generation)}:{name}"
        : string.Create(CultureInfo.InvariantCulture, $"{Of(kind, generation)}:{name}:{page}/{pages}");

    private string Of(string kind, long generation) => string.Create(CultureInfo.InvariantCulture, $"{prefix}:{kind}:{generation}");
}

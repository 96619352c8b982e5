using Clubshop.Api.Cache;

namespace Clubshop.Api.Tables;

/// <summary>What the tables are called.</summary>
/// <param name="prefix"><c>Aws:TablePrefix</c>.</param>
internal sealed class TableNames(string prefix)
{
    /// <summary>Where <c>Aws:TablePrefix</c> is not set.</summary>
    public const string DefaultPrefix = "clubshop-";

    private static readonly string[] Names = ["clubs", "shops", "categories", "offers"];

    private readonly string[] _names = [.. Names.Select(name => prefix + name)];

    /// <summary>Where the portal keeps the clients of its APIs.</summary>
    public string System { get; } = prefix + "system";

    /// <summary>The table of a kind.</summary>
    public string Of(RecordKind kind) => _names[(int)kind];
}

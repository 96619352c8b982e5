using System.Collections.Concurrent;

namespace Clubshop.Admin.Storage;

/// <summary>What the tables are called in DynamoDB.</summary>
/// <param name="prefix">Put before each name; configuration key <c>Aws:TablePrefix</c>.</param>
public sealed class TableNames(string prefix)
{
    private readonly ConcurrentDictionary<Table, string> _names = new();

    /// <summary>Default of <c>Aws:TablePrefix</c>.</summary>
    public const string DefaultPrefix = "clubshop-";

    /// <summary>The table's name in DynamoDB.</summary>
    public string this[Table table] => _names.GetOrAdd(table, static (table, prefix) => prefix + table.Name.ToLowerInvariant(), prefix);
}

namespace Clubshop.Admin.Storage;

/// <summary>The tables of the portal: one per aggregate (DESIGN 6).</summary>
public enum Table
{
    Clubs,
    Shops,
    Categories,
    Offers,
    Coupons,
    Audit,
    Notifications,
    Deliveries,
    Customers,
    Staff,
    System,
}

/// <summary>What the tables are called in DynamoDB.</summary>
/// <param name="prefix">Put before each name; configuration key <c>Aws:TablePrefix</c>.</param>
public sealed class TableNames(string prefix)
{
    private readonly string[] _names = [.. Enum.GetNames<Table>().Select(name => prefix + name.ToLowerInvariant())];

    /// <summary>The prefix without which <c>Aws:TablePrefix</c> is.</summary>
    public const string DefaultPrefix = "clubshop-";

    /// <summary>The table's name in DynamoDB.</summary>
    public string this[Table table] => _names[(int)table];
}

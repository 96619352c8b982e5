namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>Addresses of bulk changes.</summary>
public static class BulkUrls
{
    /// <summary>The last changes that the person asked for.</summary>
    public const string List = "/bulk";

    /// <summary>One change: its rehearsal, then its progress, its outcome and its undo.</summary>
    /// <param name="id">Its id.</param>
    public static string Of(string id) => $"{List}/{Uri.EscapeDataString(id)}";
}

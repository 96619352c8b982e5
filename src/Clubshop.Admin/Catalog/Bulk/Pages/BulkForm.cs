namespace Clubshop.Admin.Catalog.Bulk.Pages;

/// <summary>What a <see cref="BulkDialog"/> asks.</summary>
public enum BulkForm
{
    /// <summary>Which moment, and to when or by how many days.</summary>
    Dates,

    /// <summary>Which links.</summary>
    Links,

    /// <summary>Which text by which.</summary>
    Texts,
}

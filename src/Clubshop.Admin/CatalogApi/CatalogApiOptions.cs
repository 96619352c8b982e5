using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.CatalogApi;

/// <summary>The administrators' API: section <c>Api</c> of the configuration, beside its rate limits (docs/api.md).</summary>
public sealed class CatalogApiOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Api";

    /// <summary><c>Api:StaffClients</c>: ids of further app clients of the staff pool whose access tokens are taken; the portal's own always are.</summary>
    public IList<string> StaffClients { get; } = [];

    /// <summary><c>Api:BulkRows</c>: rows, or ids, that one call may name for a job; a filter may find any number.</summary>
    [Range(1, 20_000)]
    public int BulkRows { get; set; } = 5_000;
}

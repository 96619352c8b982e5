using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Catalog;

/// <summary>A record of the catalog as lists see it, whatever its kind.</summary>
public interface ICatalogRow : IIndexRow
{
    /// <summary>What people call it: a name, or an offer's title.</summary>
    string Name { get; }

    /// <summary>What import files call it.</summary>
    string Code { get; }

    /// <summary>What the clock says of it; null unless it is published and of a kind that has a time.</summary>
    Phase? PhaseAt(DateTimeOffset now) => null;
}

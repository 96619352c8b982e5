using Clubshop.Admin.Common;

namespace Clubshop.Admin.MasterData;

/// <summary>The columns of a record that lists show. Immutable: a change makes a new row.</summary>
public interface IIndexRow
{
    /// <summary>The record's id.</summary>
    string Id { get; }

    /// <summary>The record's version; of two rows with the same id the higher version wins.</summary>
    long Version { get; }

    /// <summary>The searchable text, folded (<see cref="Fold.Text"/>): name, code and slug, separated by spaces.</summary>
    string Folded { get; }

    /// <summary>The editorial status; deleted records stay in the index until they are purged.</summary>
    EditorialStatus Status { get; }
}

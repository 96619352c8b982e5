using Clubshop.Admin.Common;

namespace Clubshop.Admin.MasterData;

/// <summary>A record as the lists see it. Immutable: a change makes a new row.</summary>
public interface IIndexRow
{
    /// <summary>The record's id.</summary>
    string Id { get; }

    /// <summary>The record's version; of two rows of one id the higher one holds.</summary>
    long Version { get; }

    /// <summary>What is searched, folded (<see cref="Fold.Text"/>): name, code, slug, with a space between.</summary>
    string Folded { get; }

    /// <summary>What people decided; deleted records stay in the index until they are purged.</summary>
    EditorialStatus Status { get; }
}

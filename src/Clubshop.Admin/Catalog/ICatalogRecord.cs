using Clubshop.Admin.Common;

namespace Clubshop.Admin.Catalog;

/// <summary>What the records of all kinds of the catalog have in common. Immutable: an edit makes a new one.</summary>
public interface ICatalogRecord
{
    /// <summary>The record's id (<see cref="Ids.New"/>), minted when the form of a new record opens.</summary>
    string Id { get; }

    /// <summary>What people call it: a name, or an offer's title.</summary>
    string Name { get; }

    /// <summary>Its part of a public address; unique within its kind, deleted records included. Empty on a draft of a new record: derived then.</summary>
    string Slug { get; }

    /// <summary>What import files call it; unique within its kind. Empty on a draft of a new record: the slug then.</summary>
    string Code { get; }

    /// <summary>What people decided about it.</summary>
    EditorialStatus Status { get; }

    /// <summary>Who made and last changed it.</summary>
    Stamp Stamp { get; }
}

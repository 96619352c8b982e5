namespace Clubshop.Admin.Catalog;

/// <summary>Records of one kind that depend on another record.</summary>
public sealed record DependantGroup
{
    /// <summary>What one of them is called, in a sentence: "shop", "live offer", "sub-category".</summary>
    public required string One { get; init; }

    /// <summary>What several are called.</summary>
    public required string Many { get; init; }

    /// <summary>What the facts call them; by default <see cref="Many"/>.</summary>
    public string? Label { get; init; }

    /// <summary>How many there are; deleted ones do not count.</summary>
    public required int Count { get; init; }

    /// <summary>How many of them end users see now through the record: what archiving or pausing it takes from them. None while it is not published.</summary>
    public int Live { get; init; }

    /// <summary>Why the record cannot be deleted while they are there; null when it can.</summary>
    public string? HoldsDelete { get; init; }

    /// <summary>What becomes of them when the record is archived, paused or deleted, as a sentence.</summary>
    public required string Consequence { get; init; }

    /// <summary>The list that shows them.</summary>
    public required string Href { get; init; }

    /// <summary>Some of them, at most five.</summary>
    public IReadOnlyList<Dependant> Examples { get; init; } = [];

    /// <summary>"3 shops", "1 shop".</summary>
    public string Text => Ui.Format.Count(Count, One, Many);
}

/// <summary>One record that depends on another.</summary>
public sealed record Dependant(string Name, string Href);

/// <summary>
/// Says what depends on a record, from the index. Registered by the capability that has the link, so that clubs need not know shops,
/// nor shops offers.
/// </summary>
public interface IDependants
{
    /// <summary>The groups that depend on a record; empty when there are none.</summary>
    /// <param name="kind">The record's kind (<see cref="CatalogKind.Name"/>).</param>
    /// <param name="id">Its id.</param>
    IEnumerable<DependantGroup> Of(string kind, string id);

    /// <summary>How many depend on each record of a kind, for a column of its list; null where a count says nothing there.</summary>
    DependantCounts? CountsOf(string kind);
}

/// <summary>How many records depend on each of a kind; deleted ones do not count.</summary>
/// <param name="Title">The head of the column: "Shops".</param>
/// <param name="ById">The counts, by id; an id without any may be missing.</param>
public sealed record DependantCounts(string Title, IReadOnlyDictionary<string, int> ById);

/// <summary>What follows from taking a record away. Pure.</summary>
public static class Consequences
{
    /// <summary>The problem's code when a step needs an explicit decision: the caller asks, and submits again with <see cref="Submit.Decided"/>.</summary>
    public const string NeedsDecision = "needs-decision";

    /// <summary>The problem's code when a record cannot be deleted while others need it.</summary>
    public const string InUse = "in-use";

    /// <summary>What would no longer be shown; null when nothing.</summary>
    public static string? OfHiding(IReadOnlyCollection<DependantGroup> groups)
    {
        var told = groups.Where(group => group.Live > 0).Select(group => group.Consequence).ToList();
        return told.Count > 0 ? string.Join(' ', told) : null;
    }

    /// <summary>Why it cannot be deleted; null when it can.</summary>
    public static string? AgainstDeleting(IReadOnlyCollection<DependantGroup> groups)
    {
        var told = groups.Select(group => group.HoldsDelete).OfType<string>().ToList();
        return told.Count > 0 ? string.Join(' ', told) : null;
    }
}

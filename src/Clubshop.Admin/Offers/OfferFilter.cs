using Clubshop.Admin.Common;

namespace Clubshop.Admin.Offers;

/// <summary>What the list of offers is sorted by.</summary>
public enum OfferSort
{
    /// <summary>The last change; the default, newest first.</summary>
    Changed,

    /// <summary>The title.</summary>
    Title,

    /// <summary>The shop's name.</summary>
    Shop,

    /// <summary>The editorial status.</summary>
    Status,

    /// <summary>The phase: live, scheduled, ended, none.</summary>
    Phase,

    /// <summary>The end; open ones last.</summary>
    Ends,
}

/// <summary>What the list of offers shows; all of it stands in the address.</summary>
public sealed record OfferFilter
{
    /// <summary>How near an end counts as near: 7 days.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>Rows of a page unless chosen otherwise.</summary>
    public const int DefaultSize = 25;

    /// <summary>Everything but deleted offers, newest change first.</summary>
    public static OfferFilter All { get; } = new();

    /// <summary>What was typed: parts of title, code, slug or the shop's name.</summary>
    public string? Text { get; init; }

    /// <summary>One status; null: all but deleted.</summary>
    public EditorialStatus? Status { get; init; }

    /// <summary>One phase; published offers only.</summary>
    public Phase? Phase { get; init; }

    /// <summary>Id of the shop.</summary>
    public string? ShopId { get; init; }

    /// <summary>Id of a club: offers of its own, and those that have their shop's clubs.</summary>
    public string? ClubId { get; init; }

    /// <summary>Id of a category: its own offers and those of the categories beneath it.</summary>
    public string? CategoryId { get; init; }

    /// <summary>Only published offers that end within <see cref="Soon"/>.</summary>
    public bool Ending { get; init; }

    /// <summary>The order.</summary>
    public OfferSort Sort { get; init; } = OfferSort.Changed;

    /// <summary>Whether the order is reversed.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows of a page, from 1 to 200.</summary>
    public int Size { get; init; } = DefaultSize;

    /// <summary>Whether anything but order and page is chosen, the status aside (it has its own tabs).</summary>
    public bool Narrowed => Text is { Length: > 0 } || Phase is not null || ShopId is not null || ClubId is not null || CategoryId is not null || Ending;
}

namespace Clubshop.Api.Cache;

/// <summary>A record of the catalog as end users may see it, from the cache or from its table.</summary>
public sealed record CatalogRecord
{
    /// <summary>Its kind.</summary>
    public required RecordKind Kind { get; init; }

    /// <summary>Its id: 32 characters <c>0-9a-f</c>.</summary>
    public required string Id { get; init; }

    /// <summary>How often it was saved, from 1. Two copies with the same version say the same.</summary>
    public required long Version { get; init; }

    /// <summary>Whether end users may see it; if not, the other members are empty.</summary>
    public bool Shown { get; init; }

    /// <summary>Its name; of an offer its title.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its slug.</summary>
    public string Slug { get; init; } = "";

    /// <summary>Its code; null without one.</summary>
    public string? Code { get; init; }

    /// <summary>Its description; null without one.</summary>
    public string? Description { get; init; }

    /// <summary>The address of a club or shop; null without one.</summary>
    public string? Website { get; init; }

    /// <summary>The city of a club or shop; null without one.</summary>
    public string? City { get; init; }

    /// <summary>The id of a category's parent; null at the top.</summary>
    public string? Parent { get; init; }

    /// <summary>The ids of the clubs of a shop or offer; an offer without any has those of its shop.</summary>
    public IReadOnlyList<string> Clubs { get; init; } = [];

    /// <summary>The ids of the categories of a shop or offer.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The id of an offer's shop.</summary>
    public string? Shop { get; init; }

    /// <summary>What an offer gives, such as <c>percentoff</c>.</summary>
    public string? Benefit { get; init; }

    /// <summary>How much: percent or rupees, by <see cref="Benefit"/>; null without a number.</summary>
    public decimal? Value { get; init; }

    /// <summary>The first instant at which an offer is valid (UTC).</summary>
    public DateTimeOffset Starts { get; init; }

    /// <summary>The first instant at which an offer no longer is valid (UTC); null if it has no end.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>An offer's terms; null without any.</summary>
    public string? Terms { get; init; }

    /// <summary>An offer's page (https); null without one: then the shop's website.</summary>
    public string? LandingPage { get; init; }

    /// <summary>An offer's title in Hindi; null without one.</summary>
    public string? NameHi { get; init; }

    /// <summary>An offer's description in Hindi; null without one.</summary>
    public string? DescriptionHi { get; init; }

    /// <summary>An offer's terms in Hindi; null without any.</summary>
    public string? TermsHi { get; init; }

    /// <summary>The path of its picture, <c>/pictures/{64 hexadecimal digits}</c>, to which a file is added; null without one.</summary>
    public string? Picture { get; init; }

    /// <summary>The value of the cache that it was read from; empty if it is from its table.</summary>
    internal ReadOnlyMemory<byte> Source { get; init; }

    /// <summary>Whether an offer is valid at this instant.</summary>
    public bool IsLiveAt(DateTimeOffset now) => Starts <= now && (Ends is null || now < Ends);
}

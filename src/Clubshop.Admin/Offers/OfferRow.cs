using System.Collections.Concurrent;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers.Hindi;

namespace Clubshop.Admin.Offers;

/// <summary>An offer as lists, pickers and the dashboard see it.</summary>
public sealed record OfferRow : ICatalogRow
{
    // UTC ticks, 0 for none: two hundred thousand rows are in memory, and an instant that may be missing takes three times as much.
    private readonly long _starts, _ends, _updatedAt;

    // Nearly always the code stands in the folded text, behind the title, as it is: then it is not kept twice.
    private readonly string? _code;
    private readonly short _codeFrom, _codeLength;

    // The lists of one id: most offers have one club and one category at most.
    private static readonly ConcurrentDictionary<string, string[]> Alone = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    private OfferRow(string folded, string code)
    {
        Folded = folded;
        if (folded.IndexOf(code, StringComparison.Ordinal) is >= 0 and var from)
            (_codeFrom, _codeLength) = ((short)from, (short)code.Length);
        else
            _code = code;
    }

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <inheritdoc/>
    public string Folded { get; }

    /// <inheritdoc/>
    public required EditorialStatus Status { get; init; }

    /// <summary>What customers read first.</summary>
    public required string Title { get; init; }

    string ICatalogRow.Name => Title;

    /// <summary>The key by which imports know it.</summary>
    public string Code => _code ?? Folded.Substring(_codeFrom, _codeLength);

    /// <summary>Id of its shop.</summary>
    public required string ShopId { get; init; }

    /// <summary>Ids of its own clubs; empty: those of its shop.</summary>
    public required IReadOnlyList<string> ClubIds { get; init; }

    /// <summary>Ids of its categories.</summary>
    public required IReadOnlyList<string> CategoryIds { get; init; }

    /// <summary>What the customer gets.</summary>
    public required Benefit Benefit { get; init; }

    /// <summary>How much of it.</summary>
    public required decimal? Value { get; init; }

    /// <summary>First instant (UTC) at which it holds.</summary>
    public required DateTimeOffset? Starts
    {
        get => InstantOf(_starts);
        init => _starts = value?.UtcTicks ?? 0;
    }

    /// <summary>First instant (UTC) at which it no longer holds; null: open.</summary>
    public required DateTimeOffset? Ends
    {
        get => InstantOf(_ends);
        init => _ends = value?.UtcTicks ?? 0;
    }

    /// <summary>How many of its texts are missing in Hindi: 0 to 3.</summary>
    public required byte HindiMissing { get; init; }

    /// <summary>The name of its picture; empty without one.</summary>
    public required string Picture { get; init; }

    /// <summary>When it was changed last (UTC).</summary>
    public required DateTimeOffset UpdatedAt
    {
        get => new(_updatedAt, TimeSpan.Zero);
        init => _updatedAt = value.UtcTicks;
    }

    /// <summary>Who changed it last.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>What the clock says of it; null unless published.</summary>
    public Phase? PhaseAt(DateTimeOffset now) => new Validity(Starts, Ends).PhaseAt(now, Status);

    /// <summary>Whether it is published and ends after <paramref name="now"/>, within <paramref name="span"/>.</summary>
    public bool EndsWithin(DateTimeOffset now, TimeSpan span) =>
        Status == EditorialStatus.Published && Ends is { } ends && ends > now && ends - now <= span;

    /// <summary>The row of a record.</summary>
    public static OfferRow Of(Offer offer) => new(Fold.Text($"{offer.Title} {offer.Code} {offer.Slug} {offer.TitleHi}"), offer.Code)
    {
        Id = offer.Id,
        Version = offer.Stamp.Version,
        Status = offer.Status,
        Title = offer.Title,
        ShopId = Shared(offer.ShopId),
        ClubIds = Shared(offer.ClubIds),
        CategoryIds = Shared(offer.CategoryIds),
        Benefit = offer.Benefit,
        Value = offer.Value,
        Starts = offer.Starts,
        Ends = offer.Ends,
        HindiMissing = (byte)HindiTexts.Missing(offer).Count,
        Picture = offer.Picture,
        UpdatedAt = offer.Stamp.UpdatedAt,
        UpdatedBy = Shared(offer.Stamp.UpdatedBy),
    };

    private static DateTimeOffset? InstantOf(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    // Two hundred thousand offers name a few thousand shops, clubs, categories and people: each is kept once.
    private static string Shared(string text) => Texts.GetOrAdd(text, text);

    private static string[] Shared(IReadOnlyList<string> ids) => ids switch
    {
        [] => [],
        [var one] => Alone.GetOrAdd(one, static id => [Shared(id)]),
        _ => [.. ids.Select(Shared)],
    };
}

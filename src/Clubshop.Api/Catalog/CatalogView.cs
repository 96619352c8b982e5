using System.Globalization;
using Clubshop.Api.Cache;
using Clubshop.Api.Http;

namespace Clubshop.Api.Catalog;

/// <summary>What end users see of a record: its JSON, made once for each version of it (and, of an offer, of its shop).</summary>
internal sealed class CatalogView
{
    // Changed with the form of the JSON, so that apps do not keep the old form.
    private const string Form = "1";

    private CatalogView(CatalogRecord record, CatalogRecord? shop, Payload payload) => (Record, Shop, Payload) = (record, shop, payload);

    /// <summary>The record.</summary>
    public CatalogRecord Record { get; }

    /// <summary>The shop of an offer; null of other kinds.</summary>
    public CatalogRecord? Shop { get; }

    /// <summary>The answer's body and its tag.</summary>
    public Payload Payload { get; }

    /// <summary>The clubs to whose customers it is limited; empty for everybody. An offer without any has those of its shop.</summary>
    public IReadOnlyList<string> Clubs => Record.Clubs.Count > 0 || Shop is null ? Record.Clubs : Shop.Clubs;

    /// <summary>The view of a shown record.</summary>
    public static CatalogView Of(CatalogRecord record, CatalogRecord? shop)
    {
        // All instances give the same tag, since versions are the records' own.
        var tag = string.Create(CultureInfo.InvariantCulture, $"W/\"{Form}.{record.Version}{(shop is null ? "" : "-")}{shop?.Version}\"");
        return new(record, shop, new Payload(ViewJson.Of(record, shop), tag));
    }
}

using System.Globalization;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Import;

/// <summary>Offers as files.</summary>
internal sealed class OfferCsv(OfferService service, OfferList list, CodeSources codes, RowFaults faults, TimeProvider time) : ImportKind<Offer>(service, codes, faults)
{
    public override CatalogKind Kind => OfferKind.Definition;

    public override IReadOnlyList<CsvColumn<Offer>> Columns => field ??=
    [
        CsvColumns.Text<Offer>("code", nameof(Offer.Code), "what the offer is known by in files; a row with the code of one that is there changes it. Not a coupon code", offer => offer.Code, (offer, text) => offer with { Code = text }, required: true),
        CsvColumns.Text<Offer>("title", nameof(Offer.Title), "up to 120 characters", offer => offer.Title, (offer, text) => offer with { Title = text }, required: true),
        CsvColumns.Kept<Offer>("slug", nameof(Offer.Slug), "its part of a public address; empty: made of the title, and of the code where the title's is taken", offer => offer.Slug, (offer, text) => offer with { Slug = text }),
        CsvColumns.Link<Offer>("shop", nameof(Offer.ShopId), "the code of the shop that gives it; a new offer needs one", books => books[ShopKind.Name], offer => offer.ShopId, (offer, id) => offer with { ShopId = id }),
        CsvColumns.Links<Offer>(new("clubs", false, "codes of clubs, with | between them; empty: those of its shop"), nameof(Offer.ClubIds), books => books[ClubKind.Name], offer => offer.ClubIds, (offer, ids) => offer with { ClubIds = ids }),
        CsvColumns.Links<Offer>(
            new("categories", false, "codes of categories, with | between them; also read under the name category") { Aliases = ["category"] },
            nameof(Offer.CategoryIds), books => books[CategoryKind.Name], offer => offer.CategoryIds, (offer, ids) => offer with { CategoryIds = ids }),
        new(new("benefit", false, string.Join(", ", Benefits.All.Select(Benefits.Label)) + "; a new offer needs one"), nameof(Offer.Benefit), (offer, _) => Benefits.Label(offer.Benefit), ReadBenefit),
        new(new("value", false, "percent from 1 to 100, or rupees, as the benefit needs"), nameof(Offer.Value), (offer, _) => offer.Value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "", ReadValue),
        Time("starts", "from when, in IST: 2026-11-21 10:00; or with an offset: 2026-11-21T10:00:00+05:30. A date alone is from 00:00 on", nameof(Offer.Starts), DateAlone.StartOfDay, offer => offer.Starts, (offer, at) => offer with { Starts = at }),
        Time("ends", "until when; empty: open. A date alone is the whole day, until 24:00", nameof(Offer.Ends), DateAlone.EndOfDay, offer => offer.Ends, (offer, at) => offer with { Ends = at }),
        CsvColumns.Text<Offer>("terms", nameof(Offer.Terms), "up to 4,000 characters", offer => offer.Terms, (offer, text) => offer with { Terms = text }),
        CsvColumns.Text<Offer>("landing page", nameof(Offer.LandingPage), "beginning with https://; empty: the shop's website", offer => offer.LandingPage, (offer, text) => offer with { LandingPage = text }),
        CsvColumns.Text<Offer>("description", nameof(Offer.Description), "up to 4,000 characters", offer => offer.Description, (offer, text) => offer with { Description = text }),
        CsvColumns.Status<Offer>((offer, status) => offer with { Status = status }),
    ];

    protected override IReadOnlyList<Field<Offer>> Fields => OfferFields.All;

    // Which benefit is no default's to say: without one, the row is refused by the rules.
    protected override Offer New(string id) => new() { Id = id, Benefit = (Benefit)(-1), Status = EditorialStatus.Published };

    protected override IEnumerable<string> Listed(ListQuery query) => list.LoadAll(query).Select(row => row.Id);

    private CsvColumn<Offer> Time(
        string name, string says, string property, DateAlone alone, Func<Offer, DateTimeOffset?> get, Func<Offer, DateTimeOffset?, Offer> set) =>
        new(new(name, false, says), property, (offer, _) => DateTimeReader.Write(get(offer), alone), (offer, text, _) =>
        {
            if (string.IsNullOrWhiteSpace(text))
                return set(offer, null);

            var read = Read(text, alone);
            return read.Problem is null ? set(offer, read.At) : new Problem("time", read.Problem);
        })
        { ReadAs = text => !string.IsNullOrWhiteSpace(text) && Read(text, alone) is { Problem: null, Adjusted: true } read ? (alone == DateAlone.EndOfDay ? Format.End(read.At) : Format.DateTime(read.At)) + " IST" : null };

    private MomentRead Read(string text, DateAlone alone) => DateTimeReader.Read(text, Ist.DayOf(time.GetUtcNow()), alone);

    private static Result<Offer> ReadBenefit(Offer offer, string text, CodeLookups books) =>
        text.Trim().Length == 0 ? offer
        : Benefits.TryParse(text, out var benefit) ? offer with { Benefit = benefit }
        : new Problem("benefit", $"“{CsvColumns.Short(text.Trim())}” is not a benefit. Write one of: {string.Join(", ", Benefits.All.Select(Benefits.Label))}.");

    // Whether it fits the benefit, the rules say.
    private static Result<Offer> ReadValue(Offer offer, string text, CodeLookups books)
    {
        if (string.IsNullOrWhiteSpace(text))
            return offer with { Value = null };

        var (value, problem) = NumberReader.Read(text, decimals: 2, null, null, number => number.ToString("0.##", CultureInfo.InvariantCulture), books.DecimalComma);
        return problem is null
            ? offer with { Value = value }
            : new Problem("value", $"“{CsvColumns.Short(text.Trim())}” cannot be read. {problem}");
    }
}

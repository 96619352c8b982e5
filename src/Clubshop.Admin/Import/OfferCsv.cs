using System.Globalization;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Import;

/// <summary>Offers as files.</summary>
internal sealed class OfferCsv(OfferService service, OfferList list, Codes codes, TimeProvider time) : ImportKind<Offer>(service, codes)
{
    private static readonly TimeOnly DayBegins = new(0, 0);
    private static readonly TimeOnly DayEnds = new(23, 59);

    public override RecordWords Words => OfferWords.All;

    public override ListSpec Spec => OfferUrls.Spec;

    public override Permission Permission => Permission.Import;

    public override IReadOnlyList<CsvColumn<Offer>> Columns => field ??=
    [
        CsvColumns.Text<Offer>("code", nameof(Offer.Code), "what the offer is known by in files; a row with the code of one that is there changes it. Not a coupon code", offer => offer.Code, (offer, text) => offer with { Code = text }, required: true),
        CsvColumns.Text<Offer>("title", nameof(Offer.Title), "up to 120 characters", offer => offer.Title, (offer, text) => offer with { Title = text }, required: true),
        CsvColumns.Kept<Offer>("slug", nameof(Offer.Slug), "its part of a public address; empty: made of the title, and of the code where the title's is taken", offer => offer.Slug, (offer, text) => offer with { Slug = text }),
        CsvColumns.Link<Offer>("shop", nameof(Offer.ShopId), "the code of the shop that gives it; a new offer needs one", books => books.Shops, offer => offer.ShopId, (offer, id) => offer with { ShopId = id }),
        CsvColumns.Links<Offer>(new("clubs", false, "codes of clubs, with | between them; empty: those of its shop"), nameof(Offer.ClubIds), books => books.Clubs, offer => offer.ClubIds, (offer, ids) => offer with { ClubIds = ids }),
        CsvColumns.Links<Offer>(
            new("categories", false, "codes of categories, with | between them; also read under the name category") { Aliases = ["category"] },
            nameof(Offer.CategoryIds), books => books.Categories, offer => offer.CategoryIds, (offer, ids) => offer with { CategoryIds = ids }),
        new(new("benefit", false, string.Join(", ", Benefits.All.Select(Benefits.Label)) + "; a new offer needs one"), nameof(Offer.Benefit), (offer, _) => Benefits.Label(offer.Benefit), ReadBenefit),
        new(new("value", false, "percent from 1 to 100, or rupees, as the benefit needs"), nameof(Offer.Value), (offer, _) => offer.Value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "", ReadValue),
        Time("starts", "from when, in IST: 2026-11-21 10:00; or with an offset: 2026-11-21T10:00:00+05:30. A date alone is its first minute", nameof(Offer.Starts), DayBegins, offer => offer.Starts, (offer, at) => offer with { Starts = at }),
        Time("ends", "until when; empty: open. A date alone is its last minute, 23:59", nameof(Offer.Ends), DayEnds, offer => offer.Ends, (offer, at) => offer with { Ends = at }),
        CsvColumns.Text<Offer>("terms", nameof(Offer.Terms), "up to 4,000 characters", offer => offer.Terms, (offer, text) => offer with { Terms = text }),
        CsvColumns.Text<Offer>("landing page", nameof(Offer.LandingPage), "beginning with https://; empty: the shop's website", offer => offer.LandingPage, (offer, text) => offer with { LandingPage = text }),
        CsvColumns.Text<Offer>("description", nameof(Offer.Description), "up to 4,000 characters", offer => offer.Description, (offer, text) => offer with { Description = text }),
        CsvColumns.Status<Offer>((offer, status) => offer with { Status = status }),
    ];

    protected override IReadOnlyList<Field<Offer>> Fields => OfferFields.All;

    // Which benefit is no default's to say: without one, the row is refused by the rules.
    protected override Offer New(string id) => new() { Id = id, Benefit = (Benefit)(-1), Status = EditorialStatus.Published };

    protected override CodeBook BookOf(CodeBooks books) => books.Offers;

    protected override IEnumerable<string> Listed(ListQuery query) => list.LoadAll(query).Select(row => row.Id);

    private CsvColumn<Offer> Time(
        string name, string says, string property, TimeOnly otherwise, Func<Offer, DateTimeOffset?> get, Func<Offer, DateTimeOffset?, Offer> set) =>
        new(new(name, false, says), property, (offer, _) => CsvTime.Write(get(offer)), (offer, text, _) =>
        {
            if (text.Trim().Length == 0)
                return set(offer, null);

            var (instant, problem) = CsvTime.Read(text, otherwise, Ist.DayOf(time.GetUtcNow()));
            return problem is null ? set(offer, instant) : new Problem("time", problem);
        });

    private static Result<Offer> ReadBenefit(Offer offer, string text, CodeBooks books) =>
        text.Trim().Length == 0 ? offer
        : Benefits.TryParse(text, out var benefit) ? offer with { Benefit = benefit }
        : new Problem("benefit", $"“{CsvColumns.Short(text.Trim())}” is no benefit. Write one of: {string.Join(", ", Benefits.All.Select(Benefits.Label))}.");

    private static Result<Offer> ReadValue(Offer offer, string text, CodeBooks books)
    {
        var plain = text.Trim().TrimEnd('%').TrimEnd();
        if (plain.Length == 0)
            return offer with { Value = null };

        if (decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return offer with { Value = number };

        return Money.TryParse(plain, out var money)
            ? offer with { Value = money.Rupees }
            : new Problem("value", $"“{CsvColumns.Short(text.Trim())}” is no number. Write digits alone, such as 1500 or 12.5.");
    }
}

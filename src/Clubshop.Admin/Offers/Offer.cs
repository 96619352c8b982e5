using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Offers;

/// <summary>What a shop gives to the customers of one or several clubs.</summary>
/// <remarks>
/// Each property that people edit is declared in <see cref="OfferFields"/>; a test finds the one that was forgotten there or in the form.
/// </remarks>
public sealed record Offer : ICatalogRecord
{
    /// <summary>The id; minted when the form opens.</summary>
    public required string Id { get; init; }

    /// <summary>What customers read first.</summary>
    public string Title { get; init; } = "";

    /// <inheritdoc/>
    string ICatalogRecord.Name => Title;

    /// <summary>Its part of a public address; unique. Empty: derived from the title on save.</summary>
    public string Slug { get; init; } = "";

    /// <summary>The key by which imports know the offer; unique. Empty: the slug, on save. Not a coupon code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Id of the shop that gives it.</summary>
    public string ShopId { get; init; } = "";

    /// <summary>Ids of the clubs whose customers may use it; empty: those of its shop.</summary>
    public IReadOnlyList<string> ClubIds { get; init; } = [];

    /// <summary>Ids of the categories it is found under.</summary>
    public IReadOnlyList<string> CategoryIds { get; init; } = [];

    /// <summary>What the customer gets.</summary>
    public Benefit Benefit { get; init; } = Benefit.PercentOff;

    /// <summary>How much of it: percent from 1 to 100, or rupees, as <see cref="Benefits.UnitOf"/> says; null for a benefit without a value.</summary>
    public decimal? Value { get; init; }

    /// <summary>First instant (UTC) at which customers may use it; needed to publish.</summary>
    public DateTimeOffset? Starts { get; init; }

    /// <summary>First instant (UTC) at which they no longer may; null: open.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>The small print.</summary>
    public string Terms { get; init; } = "";

    /// <summary>Where a tap on the offer leads, https only; empty: the shop's website.</summary>
    public string LandingPage { get; init; } = "";

    /// <summary>More about it.</summary>
    public string Description { get; init; } = "";

    /// <summary>The title for customers who read Hindi; empty: they read <see cref="Title"/>.</summary>
    public string TitleHi { get; init; } = "";

    /// <summary>The description in Hindi; empty: <see cref="Description"/>.</summary>
    public string DescriptionHi { get; init; } = "";

    /// <summary>The small print in Hindi; empty: <see cref="Terms"/>.</summary>
    public string TermsHi { get; init; } = "";

    /// <summary>The name of its picture (<see cref="Pictures.PictureFiles"/>); empty without one.</summary>
    public string Picture { get; init; } = "";

    /// <summary>What people decided.</summary>
    public EditorialStatus Status { get; init; } = EditorialStatus.Draft;

    /// <summary>Who made and last changed it.</summary>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;

    /// <summary>From when until when it holds.</summary>
    public Validity Validity => new(Starts, Ends);

    /// <summary>The offer as customers read it who chose Hindi: in English where there is no Hindi.</summary>
    public Offer InHindi() => this with
    {
        Title = TitleHi.Length > 0 ? TitleHi : Title,
        Description = DescriptionHi.Length > 0 ? DescriptionHi : Description,
        Terms = TermsHi.Length > 0 ? TermsHi : Terms,
    };

    /// <summary>The clubs it belongs to: its own, or its shop's where it has none.</summary>
    public IReadOnlyList<string> ClubsWith(IReadOnlyList<string> clubsOfShop) => ClubIds.Count > 0 ? ClubIds : clubsOfShop;
}

/// <summary>What people edit of an offer: each field once, with all that is done with it.</summary>
public static class OfferFields
{
    /// <summary>What customers read first.</summary>
    public static LineField<Offer> Title { get; } = new(offer => offer.Title)
    {
        Label = L.Later("Title"),
        Attribute = "title",
        Column = new("title", L.Later("up to 120 characters")) { Required = true },
        Member = "name",
        MaxLength = TextRules.NameLength,
        Required = true,
        Missing = L.Later("An offer needs a title: the words that customers read first, such as “Flat ₹1,500 off”."),
    };

    /// <summary>More about it.</summary>
    public static LinesField<Offer> Description { get; } = new(offer => offer.Description)
    {
        Label = L.Later("Description"),
        Attribute = "description",
        Column = new("description", L.Later("up to 4,000 characters")),
        Member = "description",
        MaxLength = TextRules.TextLength,
        Optional = true,
    };

    /// <summary>What it looks like.</summary>
    public static PictureField<Offer> Picture { get; } = new(offer => offer.Picture);

    /// <summary>The shop that gives it; <see cref="OfferRules"/> says which may.</summary>
    public static LinkField<Offer> ShopId { get; } = new(offer => offer.ShopId, ShopKind.Name)
    {
        Label = L.Later("Shop"),
        Placeholder = L.Later("Find a shop"),
        Attribute = "shopId",
        Column = new("shop", L.Later("the code of the shop that gives it; a new offer needs one")),
        Member = "shop",
        Required = true,
    };

    /// <summary>What it is found under.</summary>
    public static LinksField<Offer> CategoryIds { get; } = new(offer => offer.CategoryIds, CategoryKind.Name)
    {
        Label = L.Later("Categories"),
        Attribute = "categoryIds",
        Column = new("categories", L.Later("codes of categories, with | between them; also read under the name category")) { Aliases = ["category"] },
        Member = "categories",
        Optional = true,
    };

    /// <summary>What the customer gets.</summary>
    public static EnumField<Offer, Benefit> Benefit { get; } = new(offer => offer.Benefit, Benefits.Label)
    {
        Label = L.Later("Benefit"),
        Attribute = "benefit",
        Absent = Offers.Benefit.Other,
        Column = new("benefit", string.Join(", ", Benefits.All.Select(Benefits.Label)) + "; a new offer needs one"),
        Member = "benefit",
    };

    /// <summary>How much of it; <see cref="OfferValueRules"/> says what fits the benefit.</summary>
    public static DecimalField<Offer> Value { get; } = new(offer => offer.Value)
    {
        Label = L.Later("Value"),
        Attribute = "value",
        Column = new("value", L.Later("percent from 1 to 100, or rupees, as the benefit needs")),
        Member = "value",
        ShowAs = offer => Benefits.ValueText(offer.Benefit, offer.Value),
    };

    /// <summary>From when.</summary>
    public static MomentField<Offer> Starts { get; } = new(offer => offer.Starts)
    {
        Label = L.Later("Starts"),
        Attribute = "starts",
        Column = new("starts", L.Later("from when, in IST: 2026-11-21 10:00; or with an offset: 2026-11-21T10:00:00+05:30. A date alone is from 00:00 on")),
        Member = "starts",
    };

    /// <summary>Until when.</summary>
    public static MomentField<Offer> Ends { get; } = new(offer => offer.Ends)
    {
        Label = L.Later("Ends"),
        Attribute = "ends",
        EndOfDay = true,
        Column = new("ends", L.Later("until when; empty: open. A date alone is the whole day, until 24:00")),
        Member = "ends",
        Optional = true,
    };

    /// <summary>Who may use it.</summary>
    public static LinksField<Offer> ClubIds { get; } = new(offer => offer.ClubIds, ClubKind.Name)
    {
        Label = L.Later("Clubs"),
        Attribute = "clubIds",
        Column = new("clubs", L.Later("codes of clubs, with | between them; empty: those of its shop")),
        Member = "clubs",
        Optional = true,
    };

    /// <summary>Where a tap leads.</summary>
    public static WebAddressField<Offer> LandingPage { get; } = new(offer => offer.LandingPage)
    {
        Label = L.Later("Landing page"),
        HelperText = L.Later("Where a tap leads. Empty: the shop’s website."),
        Placeholder = "https://",
        Attribute = "landingPage",
        OnlySecure = true,
        Column = new("landing page", L.Later("beginning with https://; empty: the shop's website")),
        Member = "landingPage",
        Optional = true,
    };

    /// <summary>The small print.</summary>
    public static LinesField<Offer> Terms { get; } = new(offer => offer.Terms)
    {
        Label = L.Later("Terms"),
        Noun = L.Later("The text of the terms"),
        Attribute = "terms",
        Column = new("terms", L.Later("up to 4,000 characters")),
        Member = "terms",
        MaxLength = TextRules.TextLength,
        Optional = true,
    };

    /// <summary>The title in Hindi.</summary>
    public static LineField<Offer> TitleHi { get; } = new(offer => offer.TitleHi)
    {
        Label = L.Later("Title in Hindi"),
        Attribute = "titleHi",
        Column = new("hindi title", L.Later("the title in Hindi, up to 120 characters; empty: customers who read Hindi see the title")),
        Member = "nameHi",
        MaxLength = TextRules.NameLength,
        Optional = true,
    };

    /// <summary>The description in Hindi.</summary>
    public static LinesField<Offer> DescriptionHi { get; } = new(offer => offer.DescriptionHi)
    {
        Label = L.Later("Description in Hindi"),
        Attribute = "descriptionHi",
        Column = new("hindi description", L.Later("the description in Hindi, up to 4,000 characters")),
        Member = "descriptionHi",
        MaxLength = TextRules.TextLength,
        Optional = true,
    };

    /// <summary>The small print in Hindi.</summary>
    public static LinesField<Offer> TermsHi { get; } = new(offer => offer.TermsHi)
    {
        Label = L.Later("Terms in Hindi"),
        Noun = L.Later("The text of the terms in Hindi"),
        Attribute = "termsHi",
        Column = new("hindi terms", L.Later("the terms in Hindi, up to 4,000 characters")),
        Member = "termsHi",
        MaxLength = TextRules.TextLength,
        Optional = true,
    };

    /// <summary>What people decided.</summary>
    public static EditorialStatusField<Offer> Status { get; } = new(offer => offer.Status);

    /// <summary>Its part of a public address.</summary>
    public static SlugField<Offer> Slug { get; } = new(offer => offer.Slug, L.Later("its part of a public address; empty: made of the title, and of the code where the title's is taken")) { HelperText = null };

    /// <summary>What import files call it.</summary>
    public static CodeField<Offer> Code { get; } = new(offer => offer.Code, L.Later("what the offer is known by in files; a row with the code of one that is there changes it. Not a coupon code")) { HelperText = null };

    /// <summary>All of them, in the form's order. The columns and members keep the order in which others know them; a new one follows at the end.</summary>
    public static FieldSet<Offer> All { get; } = new(
        (id, stamp) => new() { Id = id, Stamp = stamp },
        [Title, Description, Picture, ShopId, CategoryIds, Benefit, Value, Starts, Ends, ClubIds, LandingPage, Terms, TitleHi, DescriptionHi, TermsHi, Status, Slug, Code])
    {
        Columns = [Code, Title, Slug, ShopId, ClubIds, CategoryIds, Benefit, Value, Starts, Ends, Terms, LandingPage, Description, Status, TitleHi, DescriptionHi, TermsHi],
        Checks = [Title, Description, ShopId, CategoryIds, Benefit, Value, Starts, Ends, ClubIds, Terms, LandingPage],
        Members = [Title, Slug, Code, Description, ShopId, ClubIds, CategoryIds, Benefit, Value, Starts, Ends, Terms, LandingPage, TitleHi, DescriptionHi, TermsHi],
    };
}

using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Offers;

namespace Clubshop.Admin.Tests.Catalog.Golden;

/// <summary>Records of every kind for the golden files: with everything, with nothing, in Hindi, with odd numbers and times, and broken ones.</summary>
internal static class GoldenSamples
{
    public static readonly string ClubA = Id(0xa1), ClubB = Id(0xa2), Top = Id(0xb1), Child = Id(0xb2), ShopA = Id(0xc1), ShopB = Id(0xc2);

    /// <summary>Whitespace, control characters and line breaks where they do not belong.</summary>
    private const string Messy = "  Two\t\u0007 words\r\nand\u00a0more  ";

    /// <summary>A picture that is kept.</summary>
    public static readonly string Picture = string.Concat(Enumerable.Repeat("0123456789abcdef", 4));

    private static string Long(int length) => new('x', length);

    public static string Id(int number) => $"019a0000000070008000{number:x12}";

    public static IReadOnlyList<Club> Clubs { get; } =
    [
        new()
        {
            Id = ClubA, Name = "Infosys Pune", Slug = "infosys-pune", Code = "INFY/PUN", Description = "Line one\nline <b>two</b>", Website = "https://infosys.example/pune?a=b",
            City = "Pune", Picture = Picture, Status = EditorialStatus.Published,
        },
        new() { Id = ClubB, Name = "Delhi Metro Staff", Status = EditorialStatus.Draft },
        new() { Id = Id(0xa3), Name = "मुंबई क्लब 🍬", Description = "=1+1", City = "मुंबई", Status = EditorialStatus.Paused },
    ];

    public static Club OtherClub(Club club) => club with
    {
        Name = "Infosys Hinjewadi",
        Slug = "infosys-hinjewadi",
        Code = "INFY/HIN",
        Description = "",
        Website = "http://hinjewadi.example/",
        City = "हिंजवडी",
        Picture = "",
        Status = EditorialStatus.Archived,
    };

    public static IReadOnlyList<Club> BrokenClubs { get; } =
    [
        new() { Id = Id(0xaf) },
        new() { Id = Id(0xaf), Name = Messy, Slug = "Big Sale", Code = "a b", Description = Messy, Website = "nowhere", City = Messy, Status = EditorialStatus.Published },
        new()
        {
            Id = Id(0xaf), Name = Long(121), Slug = Long(200), Code = Long(101), Description = Long(4001), Website = "https://x.example/" + Long(2048), City = Long(81),
            Status = EditorialStatus.Published,
        },
        new() { Id = Id(0xaf), Name = "a\u202eb", Description = "a\u202eb", City = "a\u202eb", Website = "ftp://x.example", Picture = "https://x.example/a.png" },
    ];

    public static IReadOnlyList<Category> Categories { get; } =
    [
        new() { Id = Top, Name = "Fashion", Slug = "fashion", Code = "FASHION", Description = "Clothes\nand shoes", Status = EditorialStatus.Published },
        new() { Id = Child, Name = "Shoes", ParentId = Top, Status = EditorialStatus.Published },
        new() { Id = Id(0xb3), Name = "मिठाई", Code = "MITHAI", Description = "-2", Status = EditorialStatus.Draft },
        new() { Id = Id(0xb4), Name = "Old", Status = EditorialStatus.Archived },
    ];

    public static Category OtherCategory(Category category) => category with
    {
        Name = "Sarees",
        Slug = "sarees",
        Code = "SAREES",
        Description = "",
        ParentId = Id(0xb3),
        Status = EditorialStatus.Paused,
    };

    public static IReadOnlyList<Category> BrokenCategories { get; } =
    [
        new() { Id = Id(0xbf) },
        new() { Id = Id(0xbf), Name = Messy, Slug = "Big Sale", Code = "a b", Description = Messy, ParentId = " nowhere " },
        new() { Id = Id(0xbf), Name = Long(121), Slug = Long(200), Code = Long(101), Description = Long(4001), ParentId = Id(0xbf) },
    ];

    public static IReadOnlyList<Shop> Shops { get; } =
    [
        new()
        {
            Id = ShopA, Name = "Croma", Slug = "croma", Code = "CROMA", Description = "Electronics\nand more", Website = "https://www.croma.com/", City = "Mumbai", Picture = Picture,
            ClubIds = [ClubB, ClubA], CategoryIds = [Child, Top], Status = EditorialStatus.Published,
        },
        new() { Id = ShopB, Name = "Tata Cliq", Status = EditorialStatus.Draft },
        new() { Id = Id(0xc3), Name = "अग्रवाल मिठाई 🍬", Website = "http://agarwal.example/?a=b", City = "नई दिल्ली", ClubIds = [ClubA], Status = EditorialStatus.Archived },
    ];

    public static Shop OtherShop(Shop shop) => shop with
    {
        Name = "Croma India",
        Slug = "croma-india",
        Code = "CROMA-IN",
        Description = "+91",
        Picture = "",
        Website = "http://croma.example/",
        City = "",
        ClubIds = [ClubA],
        CategoryIds = [],
        Status = EditorialStatus.Paused,
    };

    public static IReadOnlyList<Shop> BrokenShops { get; } =
    [
        new() { Id = Id(0xcf) },
        new()
        {
            Id = Id(0xcf), Name = Messy, Slug = "Big Sale", Code = "a b", Description = Messy, Website = "http://u:p@x.example/", City = Messy, ClubIds = [ClubB, ClubA, ClubB],
            CategoryIds = ["nothing"],
        },
        new()
        {
            Id = Id(0xcf), Name = Long(121), Slug = Long(200), Code = Long(101), Description = Long(4001), Website = "https://x.example/" + Long(2048), City = Long(81),
            ClubIds = [.. Enumerable.Range(0, 41).Select(Id)], CategoryIds = [.. Enumerable.Range(0, 42).Select(Id)],
        },
    ];

    public static IReadOnlyList<Offer> Offers { get; } =
    [
        new()
        {
            Id = Id(0xd1), Title = "Flat ₹1,500 off", Slug = "flat-1500-off", Code = "CROMA-1500", ShopId = ShopA, ClubIds = [ClubB, ClubA], CategoryIds = [Child, Top],
            Benefit = Benefit.AmountOff, Value = 1500, Starts = OfferSamples.India(2026, 11, 1), Ends = OfferSamples.India(2026, 12, 1), Terms = "One\ntwo", LandingPage = "https://www.croma.com/offers?x=1",
            Description = "More <b>about</b> it", TitleHi = "₹1,500 की सीधी छूट", DescriptionHi = "इसके बारे में", TermsHi = "एक\nदो", Picture = Picture, Status = EditorialStatus.Published,
        },
        new() { Id = Id(0xd2), Title = "A gift", ShopId = ShopB, Benefit = Benefit.FreeGift, Status = EditorialStatus.Draft },
        new()
        {
            Id = Id(0xd3), Title = "दिवाली पर 12.5% की छूट", Code = "DIW-12.5", ShopId = ShopA, CategoryIds = [Top], Benefit = Benefit.PercentCashback, Value = 12.50m,
            Starts = OfferSamples.India(2026, 11, 21, 10), Ends = OfferSamples.India(2026, 11, 30, 23, 59), Terms = "@once", Status = EditorialStatus.Paused,
        },
        new() { Id = Id(0xd4), Title = "Odd seconds", ShopId = ShopA, Benefit = Benefit.Cashback, Value = 0.05m, Starts = new(2026, 11, 1, 3, 4, 5, 678, TimeSpan.Zero) },
    ];

    public static Offer OtherOffer(Offer offer) => offer with
    {
        Title = "12.5% cashback",
        Slug = "cashback",
        Code = "CROMA-CB",
        ShopId = ShopB,
        ClubIds = [ClubA],
        CategoryIds = [],
        Benefit = Benefit.PercentCashback,
        Value = 12.5m,
        Starts = OfferSamples.India(2026, 11, 2, 16, 30),
        Ends = OfferSamples.India(2026, 12, 5, 12),
        Terms = "",
        LandingPage = "https://croma.example/",
        Description = "अधिक",
        TitleHi = "12.5% कैशबैक",
        DescriptionHi = "",
        TermsHi = "एक बार",
        Picture = "",
        Status = EditorialStatus.Draft,
    };

    public static IReadOnlyList<Offer> BrokenOffers { get; } =
    [
        new() { Id = Id(0xdf) },
        new()
        {
            Id = Id(0xdf), Title = Messy, Slug = "Big Sale", Code = "a b", ShopId = " " + ShopA + " ", ClubIds = [ClubB, ClubA, ClubB], CategoryIds = ["nothing"], Benefit = Benefit.FreeGift, Value = 5,
            Starts = OfferSamples.India(2026, 11, 2), Ends = OfferSamples.India(2026, 11, 1), Terms = Messy, LandingPage = "http://croma.com", Description = Messy, TitleHi = Messy, DescriptionHi = Messy, TermsHi = Messy, Status = EditorialStatus.Published,
        },
        new()
        {
            Id = Id(0xdf), Title = Long(121), Slug = Long(200), Code = Long(101), ShopId = Id(0xce), ClubIds = [.. Enumerable.Range(0, 41).Select(Id)],
            CategoryIds = [.. Enumerable.Range(0, 42).Select(Id)], Benefit = Benefit.PercentOff, Value = 150, Terms = Long(4001), LandingPage = "https://x.example/" + Long(2048), Description = Long(4001),
            TitleHi = Long(121), DescriptionHi = Long(4001), TermsHi = Long(4001), Status = EditorialStatus.Published,
        },
        new() { Id = Id(0xdf), Title = "a\u202eb", ShopId = ShopA, Benefit = (Benefit)(-1), Terms = "a\u202eb", Description = "a\u202eb" },
    ];
}

using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Ops;

/// <summary>
/// The small demo catalog. Clubs, shops and offers are invented, so that nothing can be mistaken for an offer of a real shop; real shops and
/// categories can be imported from <c>docs/data</c>.
/// </summary>
internal static class DemoCatalogData
{
    private static readonly IReadOnlyList<DemoClub> Clubs =
    [
        new("deccan-tech", "Deccan Tech Park Employees", "Pune", "Software and services staff of the Deccan Tech Park campuses."),
        new("kaveri-nurses", "Kaveri Nurses Association", "Bengaluru", "Nurses of public and private hospitals along the Kaveri."),
        new("capital-metro", "Capital Metro Staff Club", "New Delhi", "Drivers, station and workshop staff."),
        new("mumbai-teachers", "Mumbai Teachers Cooperative", "Mumbai", "Teachers of municipal and aided schools."),
        new("narmada", "नर्मदा कर्मचारी संघ", "Bhopal", "नर्मदा घाटी परियोजना के कर्मचारी और उनके परिवार।"),
        new("sahyadri-trekkers", "Sahyadri Trekkers", "Nashik", "Weekend trekkers; shops for boots, packs and a warm meal after."),
    ];

    private static readonly IReadOnlyList<DemoCategory> Categories =
    [
        new("festive", null, "Festive picks"),
        new("festive-diwali", "festive", "Diwali"),
        new("festive-wedding", "festive", "Wedding season"),
        new("wear", null, "Fashion"),
        new("wear-sarees", "wear", "Sarees"),
        new("wear-menswear", "wear", "Menswear"),
        new("wear-shoes", "wear", "Footwear"),
        new("eat", null, "Food and drink"),
        new("eat-sweets", "eat", "Sweets (मिठाई)"),
        new("eat-groceries", "eat", "Groceries"),
        new("eat-out", "eat", "Restaurants"),
        new("tech", null, "Electronics"),
        new("tech-phones", "tech", "Phones"),
        new("tech-home", "tech", "Home theatre"),
        new("go", null, "Travel"),
        new("go-stays", "go", "Hotels and homestays"),
        new("well", null, "Health"),
        new("well-medicines", "well", "Medicines"),
        new("well-fitness", "well", "Fitness"),
        new("nest", null, "Home"),
    ];

    private static readonly IReadOnlyList<DemoShop> Shops =
    [
        new("chandni-sarees", "Chandni Sarees", "Varanasi", "https://chandni-sarees.example", ["wear-sarees", "festive-wedding"], ["mumbai-teachers", "narmada"]),
        new("malabar-spice", "Malabar Spice House", "Kochi", "https://malabarspice.example", ["eat-groceries"], ["kaveri-nurses"]),
        new("agarwal-mithai", "अग्रवाल मिठाई भंडार", "New Delhi", "https://agarwalmithai.example", ["eat-sweets", "festive-diwali"], ["capital-metro", "narmada"]),
        new("tiffin-box", "Tiffin Box", "Mumbai", "https://tiffinbox.example", ["eat-out"], ["mumbai-teachers"]),
        new("volt-and-wire", "Volt & Wire", "Pune", "https://voltandwire.example", ["tech-phones", "tech-home"], ["deccan-tech"]),
        new("peak-pack", "Peak & Pack", "Nashik", "https://peakandpack.example", ["wear-shoes", "go"], ["sahyadri-trekkers"]),
        new("neem-tulsi", "Neem & Tulsi Pharmacy", "Bengaluru", "https://neemtulsi.example", ["well-medicines"], ["kaveri-nurses", "deccan-tech"]),
        new("kanha-stays", "Kanha Homestays", "Bhopal", "https://kanhastays.example", ["go-stays"], ["narmada", "sahyadri-trekkers"]),
        new("khadi-corner", "Khadi Corner", "Wardha", "http://khadicorner.example", ["wear-menswear"], []),
        new("iron-lotus", "Iron Lotus Gym", "Pune", "https://ironlotus.example", ["well-fitness"], ["deccan-tech"]),
        new("teak-and-cane", "Teak & Cane", "Kolkata", "https://teakandcane.example", ["nest"], ["capital-metro"]),
        new("filter-coffee", "Filter Coffee Company", "Chennai", "https://filtercoffee.example", ["eat-out", "eat-groceries"], ["kaveri-nurses"]),
    ];

    // Days are relative to the day of seeding; negative ones are in the past.
    private static readonly IReadOnlyList<DemoOffer> Offers =
    [
        new("chandni-sarees", "15% off on Banarasi sarees", "wear-sarees", 15, -20, 12, "Published", "बनारसी साड़ियों पर 15% की छूट"),
        new("chandni-sarees", "Wedding season: ₹2,500 off above ₹15,000", "festive-wedding", -2500, 6, 60, "Published", "शादी का मौसम: ₹15,000 से ऊपर ₹2,500 की छूट"),
        new("malabar-spice", "10% off on all whole spices", "eat-groceries", 10, -9, 4, "Published", "सभी खड़े मसालों पर 10% की छूट"),
        new("malabar-spice", "Free cardamom with the onam box", "eat-groceries", 0, -80, -50, "Archived"),
        new("agarwal-mithai", "दिवाली मिठाई पर 20% की छूट", "festive-diwali", 20, -12, 1, "Published"),
        new("agarwal-mithai", "काजू कतली: 1 किलो पर ₹150 की बचत", "eat-sweets", -150, -3, 25, "Published"),
        new("tiffin-box", "Staff room lunch: ₹60 off on five tiffins", "eat-out", -60, -30, 30, "Published"),
        new("tiffin-box", "Exam week: 12% off after 7 pm", "eat-out", 12, 20, 34, "Draft"),
        new("volt-and-wire", "Flat ₹1,500 off on orders above ₹10,000", "tech-phones", -1500, -19, 8, "Published", "₹10,000 से ऊपर के ऑर्डर पर ₹1,500 की सीधी छूट"),
        new("volt-and-wire", "Home theatre: ₹20,000 off with an exchange", "tech-home", -20000, -2, 2, "Paused"),
        new("volt-and-wire", "8% off on phone repairs", "tech-phones", 8, -5, null, "Published"),
        new("peak-pack", "25% off on last season's boots", "wear-shoes", 25, -15, 0, "Published"),
        new("peak-pack", "Monsoon packs, flat 30% off", "go", 30, -120, -30, "Archived"),
        new("neem-tulsi", "18% off on medicines, no upper limit", "well-medicines", 18, -40, 90, "Published", "दवाओं पर 18% की छूट, कोई ऊपरी सीमा नहीं"),
        new("neem-tulsi", "Free sugar test on Sundays", "well", 0, 3, 60, "Published"),
        new("kanha-stays", "A free guided walk with three nights", "go-stays", 0, -6, 45, "Published", "तीन रातों के साथ गाइड के संग सैर मुफ़्त"),
        new("kanha-stays", "₹1,000 off on the Bandhavgarh weekend", "go-stays", -1000, 14, 16, "Draft"),
        new("khadi-corner", "Hand-spun kurtas, 10% off", "wear-menswear", 10, -2, 20, "Draft", "हाथ से बुने कुर्तों पर 10% की छूट"),
        new("iron-lotus", "A free gym bag with a yearly pass", "well-fitness", 0, -25, 5, "Published"),
        new("iron-lotus", "20% off for night-shift staff", "well-fitness", 20, -1, 120, "Published", "रात की पाली वालों के लिए 20% की छूट"),
        new("teak-and-cane", "₹3,000 off on dining sets", "nest", -3000, -11, 6, "Paused", "डाइनिंग सेट पर ₹3,000 की छूट"),
        new("teak-and-cane", "5% off on repairs", "nest", 5, -7, 40, "Published"),
        new("filter-coffee", "A free filter coffee with any breakfast", "eat-out", 0, -18, 3, "Published", "किसी भी नाश्ते के साथ फ़िल्टर कॉफ़ी मुफ़्त"),
        new("filter-coffee", "₹75 off on a kilo of peaberry", "eat-groceries", -75, 2, 30, "Published"),
    ];

    /// <summary>The demo's records; dates of offers are relative to <paramref name="today"/>.</summary>
    public static SeedCatalog Small(DateOnly today) => new(
        [.. Clubs.Select(club => new Club
        {
            Id = Id(ClubKind.Name, club.Code), Code = club.Code, Name = club.Name, City = club.City, Description = club.Description,
            Status = EditorialStatus.Published,
        })],
        [.. Categories.Select(category => new Category
        {
            Id = Id(CategoryKind.Name, category.Code), Code = category.Code, Name = category.Name,
            ParentId = category.Parent is null ? "" : Id(CategoryKind.Name, category.Parent), Status = EditorialStatus.Published,
        })],
        [.. Shops.Select(shop => new Shop
        {
            Id = Id(ShopKind.Name, shop.Code), Code = shop.Code, Name = shop.Name, City = shop.City, Website = shop.Website,
            CategoryIds = [.. shop.Categories.Select(code => Id(CategoryKind.Name, code))],
            ClubIds = [.. shop.Clubs.Select(code => Id(ClubKind.Name, code))],
            Status = EditorialStatus.Published,
        })],
        Offers.Select((offer, n) => OfferOf(offer, $"{offer.Shop}-{n + 1}", today)));

    private static Offer OfferOf(DemoOffer offer, string code, DateOnly today)
    {
        var website = Shops.Single(shop => shop.Code == offer.Shop).Website;
        return new()
        {
            Id = Id(OfferKind.Name, code),
            Code = code,
            Title = offer.Title,
            ShopId = Id(ShopKind.Name, offer.Shop),
            CategoryIds = [Id(CategoryKind.Name, offer.Category)],
            Benefit = offer.Value switch { > 0 => Benefit.PercentOff, < 0 => Benefit.AmountOff, _ => Benefit.FreeGift },
            Value = offer.Value == 0 ? null : Math.Abs(offer.Value),
            Starts = Ist.StartOf(today.AddDays(offer.StartsIn)),
            Ends = offer.EndsIn is { } days ? Ist.StartOf(today.AddDays(days + 1)) : null,
            LandingPage = website.StartsWith("https:", StringComparison.Ordinal) ? website + "/offers" : "",
            Terms = "Show the club card. One use a day, not together with other offers.",
            TitleHi = offer.TitleHi,
            TermsHi = "क्लब कार्ड दिखाइए। दिन में एक बार, दूसरे ऑफ़र के साथ नहीं।",
            Status = Enum.Parse<EditorialStatus>(offer.Status),
        };
    }

    private static string Id(string kind, string code) => DemoCatalog.IdOf(kind, code);
}

/// <summary>A demo club.</summary>
internal sealed record DemoClub(string Code, string Name, string City, string Description);

/// <summary>A demo category.</summary>
internal sealed record DemoCategory(string Code, string? Parent, string Name);

/// <summary>A demo shop; categories and clubs by their codes.</summary>
internal sealed record DemoShop(string Code, string Name, string City, string Website, IReadOnlyList<string> Categories, IReadOnlyList<string> Clubs);

/// <summary>
/// A demo offer. <paramref name="Value"/>: percent off when positive, rupees off when negative, a free gift when 0. Days are relative to the day
/// of seeding; no end when null. Not every title is in Hindi yet.
/// </summary>
internal sealed record DemoOffer(string Shop, string Title, string Category, int Value, int StartsIn, int? EndsIn, string Status, string TitleHi = "");

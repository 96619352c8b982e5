namespace Clubshop.Admin.Gallery;

/// <summary>An invented row of the gallery's list.</summary>
internal sealed record GalleryOffer(string Id, string Title, string? Code, string Category, string Shop, string Status, string Phase, DateTimeOffset Ends, DateTimeOffset Changed, string By)
{
    public static IReadOnlyList<GalleryOffer> Some(DateTimeOffset now)
    {
        var tonight = new DateTimeOffset(Common.Ist.From(now).Date, Common.Ist.Offset).AddHours(23).AddMinutes(59);
        return
        [
            new("1", "Flat ₹1,500 off on orders above ₹10,000", "CROMA1500", "Electronics", "Croma", "published", "live", tonight.AddDays(9), now.AddMinutes(-4), "Rohan D"),
            new("2", "Buy 2 get 1 on all Nykaa Cosmetics lipsticks", "NYKB2G1", "Beauty", "Nykaa", "published", "live", tonight.AddDays(2), now.AddMinutes(-41), "You"),
            new("3", "दिवाली मिठाई पर 20% की छूट", "MITHAI20", "Food", "Haldiram’s", "published", "live", tonight.AddDays(1), now.AddHours(-1), "You"),
            new("4", "10% off Titan Raga watches for customers of corporate wellness clubs in Pune, Nashik and Chhatrapati Sambhajinagar", "RAGA10", "Fashion", "Tata CLiQ", "published", "scheduled", tonight.AddDays(14), now.AddHours(-2), "Farah K"),
            new("5", "End of Reason: extra 10% for customers", "EORSCLUB", "Fashion", "Myntra", "paused", "live", tonight.AddDays(9), now.AddHours(-5), "Farah K"),
            new("6", "₹250 off the first grocery order", "FRESH250", "Groceries", "BigBasket", "published", "live", tonight, now.AddDays(-1), "Import"),
            new("7", "Tata 1mg: 22% off medicines, no upper limit", "HEALTH22", "Health", "Tata 1mg", "draft", "scheduled", tonight.AddDays(40), now.AddDays(-1), "You"),
            new("8", "₹1,00,000 off on Reliance Digital home theatres", null, "Electronics", "Reliance Digital", "draft", "scheduled", tonight.AddDays(33), now.AddDays(-3), "Rohan D"),
            new("9", "FabIndia festive kurtas, flat 30%", "FABFEST", "Fashion", "FabIndia", "archived", "ended", tonight.AddDays(-13), now.AddDays(-12), "Priya N"),
        ];
    }

    public static IReadOnlyList<GalleryOffer> Hard(DateTimeOffset now) =>
    [
        new("h1", new string('W', 10_000), new string('X', 60), "One very long category name that goes on and on", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "published", "live", now.AddDays(1), now, "Venkatasubramanian Lakshminarayanan"),
        new("h2", "خصم ٢٠٪ على جميع الحلويات", "RTL20", "طعام", "حلويات", "draft", "scheduled", now.AddYears(2), now.AddYears(-1), "يوسف"),
        new("h3", "<script>alert('x')</script> & <b>bold</b> 😀👩‍👩‍👧‍👦", null, "Emoji 🎉", "", "deleted", "ended", now.AddDays(-400), now.AddDays(-400), ""),
        new("h4", "अत्यंत लंबा हिंदी शीर्षक जो एक पंक्ति में नहीं समाता और इसलिए उसे काटा या दो पंक्तियों में दिखाया जाना चाहिए", "HINDI", "भोजन", "हल्दीराम", "published", "live", now.AddMinutes(30), now.AddSeconds(-5), "मीरा"),
    ];
}

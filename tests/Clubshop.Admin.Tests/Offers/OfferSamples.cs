using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>Valid offers and shops, from which a test departs in one thing.</summary>
internal static class OfferSamples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 42, 0, TimeSpan.Zero);

    public const string ShopId = "019a00000000700080000000000000a1";
    public const string ClubA = "019a00000000700080000000000000c1";
    public const string ClubB = "019a00000000700080000000000000c2";

    public static string Id(int number) => $"019a0000000070008000{number:x12}";

    public static Offer Draft(int number = 1) => new()
    {
        Id = Id(number),
        Title = "Flat ₹1,500 off on orders above ₹10,000",
        ShopId = ShopId,
        Benefit = Benefit.AmountOff,
        Value = 1500,
        Starts = Now.AddDays(-19),
        Ends = Now.AddDays(10),
        LandingPage = "https://www.croma.com/offers",
    };

    public static OfferShop Croma(EditorialStatus status = EditorialStatus.Published) => new(ShopId, "Croma", status, [ClubA]);

    public static OfferContext Context(Offer? before = null, OfferShop? shop = null) => new(Now, before, shop ?? Croma());

    public static DateTimeOffset India(int year, int month, int day, int hour = 0, int minute = 0) => Ist.ToUtc(new DateTime(year, month, day, hour, minute, 0));
}

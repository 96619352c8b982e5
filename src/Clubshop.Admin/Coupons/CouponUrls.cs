using System.Globalization;
using Clubshop.Admin.Offers;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>Every address of an offer's coupons; the only place that knows how they are written. None has a code in it.</summary>
public static class CouponUrls
{
    /// <summary>The template of the page.</summary>
    public const string Template = "/offers/{Id}/coupons";

    /// <summary>The coupons of one offer.</summary>
    public static string Of(string offerId) => OfferUrls.Edit(offerId) + "/coupons";

    /// <summary>The page with one of its tasks open.</summary>
    public static string Doing(string offerId, CouponTask task) => $"{Of(offerId)}?do={task.ToString().ToLowerInvariant()}";

    /// <summary>The page with a file of codes that was sent.</summary>
    public static string OfFile(string offerId, string fileId) => $"{Doing(offerId, CouponTask.Import)}&file={fileId}";

    /// <summary>The page with one coupon about to be voided.</summary>
    public static string Voiding(string offerId, string coupon) => $"{Doing(offerId, CouponTask.Void)}&coupon={Uri.EscapeDataString(coupon)}";

    /// <summary>The page with one pool about to be voided.</summary>
    public static string VoidingPool(string offerId, string poolId) => $"{Doing(offerId, CouponTask.Void)}&pool={poolId}";

    /// <summary>A page of the codes of a pool.</summary>
    /// <param name="offerId">The offer.</param>
    /// <param name="poolId">The pool.</param>
    /// <param name="state">Only those in this state; null for all.</param>
    /// <param name="after">The number after which the page begins; 0 for the first.</param>
    public static string Codes(string offerId, string poolId, CouponState? state = null, int after = 0) =>
        $"{Of(offerId)}?pool={poolId}"
        + (state is { } one ? $"&state={one.ToString().ToLowerInvariant()}" : "")
        + (after > 0 ? "&after=" + after.ToString(CultureInfo.InvariantCulture) : "");

    /// <summary>The page with a job that fills a pool, and what came of it.</summary>
    public static string OfJob(string offerId, string jobId) => $"{Of(offerId)}?job={jobId}";

    /// <summary>Takes a file of codes, or pasted ones.</summary>
    public static string Upload(string offerId) => Of(offerId) + "/codes";

    /// <summary>All codes of a pool as a file.</summary>
    public static string Export(string offerId, string poolId) => $"{Of(offerId)}/{poolId}/codes.csv";

    /// <summary>The same as an Excel workbook.</summary>
    public static string Workbook(string offerId, string poolId) => $"{Of(offerId)}/{poolId}/codes.xlsx";
}

/// <summary>What is done on the page of coupons.</summary>
public enum CouponTask
{
    /// <summary>Makes a pool of generated codes.</summary>
    Generate,

    /// <summary>Makes a pool of codes from a file.</summary>
    Import,

    /// <summary>Gives a coupon to a customer by hand.</summary>
    Issue,

    /// <summary>Voids one coupon or a pool.</summary>
    Void,

    /// <summary>Finds a code.</summary>
    LookUp,

    /// <summary>Changes what coupons the offer has, and its limits.</summary>
    Settings,
}

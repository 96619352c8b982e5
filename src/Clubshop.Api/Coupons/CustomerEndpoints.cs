using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Clubshop.Api.Http;
using Clubshop.Api.Tables;
using Clubshop.Coupons;

namespace Clubshop.Api.Coupons;

/// <summary><c>POST /v1/offers/{offer}/coupon</c> and <c>GET /v1/me/coupons</c>: a customer's coupons.</summary>
internal sealed class CustomerEndpoints(CallerCheck check, CouponOffers offers, CouponLedger ledger, TimeProvider time)
{
    private const int PageSize = 50;
    private const int LongestCursor = 2_000;

    // Who gave a coupon out: the customers' own requests.
    private const string App = "app";

    /// <summary>Gives the customer a coupon, or the one that the customer has.</summary>
    public async Task IssueAsync(HttpContext http)
    {
        if (await check.CustomerAsync(http) is not { } customer)
            return;
        var now = time.GetUtcNow();
        if (await offers.ShownAsync((string)http.Request.RouteValues["offer"]!, now) is not { } offer)
        {
            await Problems.WriteAsync(http, StatusCodes.Status404NotFound, "not-found", "There is no offer of this id or slug that end users can see now.");
            return;
        }

        var request = new IssueRequest { OfferId = offer.Id, CustomerId = customer, Window = offer.Window, By = App };
        switch (await LedgerCalls.AskAsync(() => ledger.IssueAsync(request, http.RequestAborted)))
        {
            case IssueOutcome.Given given:
                await WriteAsync(
                    http, given.Repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created,
                    CouponAnswer.Of(given.Coupon, offer.Title, offer.Window.Ends, now), ApiJson.Relaxed.CouponAnswer);
                return;
            case IssueOutcome.Refused refused:
                var (code, detail) = refused.Reason switch
                {
                    IssueRefusal.NotLive => ("not-live", "The offer has ended."),
                    IssueRefusal.NoCoupons => ("no-coupons", "The offer has no coupons: it is used without one."),
                    IssueRefusal.CustomerLimit => ("customer-limit", "The customer has as many coupons of this offer as one may have."),
                    _ => ("none-left", "All coupons of this offer have been given out."),
                };
                await Problems.WriteAsync(http, refused.Reason is IssueRefusal.NoCoupons ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, code, detail);
                return;
        }
    }

    /// <summary>The customer's coupons, newest first.</summary>
    public async Task ListAsync(HttpContext http)
    {
        if (await check.CustomerAsync(http) is not { } customer)
            return;
        var cursor = http.Request.Query["cursor"] is { Count: > 0 } given ? given.ToString() : null;
        CouponPage page;
        try
        {
            page = cursor is { Length: > LongestCursor } ? throw new FormatException() : await LedgerCalls.AskAsync(() => ledger.OfCustomerAsync(customer, PageSize, cursor, http.RequestAborted));
        }
        catch (Exception wrong) when (cursor is not null && wrong is FormatException or ArgumentException)
        {
            await Problems.WriteAsync(http, StatusCodes.Status400BadRequest, "invalid-cursor", "cursor is the member next of the page before, unchanged.");
            return;
        }

        var now = time.GetUtcNow();
        var known = new Dictionary<string, CouponOffer?>(StringComparer.Ordinal);
        foreach (var id in page.Coupons.Select(coupon => coupon.OfferId).Distinct(StringComparer.Ordinal))
            known[id] = await offers.AnyAsync(id);
        await WriteAsync(
            http, StatusCodes.Status200OK,
            new CouponsAnswer([.. page.Coupons.Select(coupon => CouponAnswer.Of(coupon, known[coupon.OfferId]?.Title, known[coupon.OfferId]?.Window.Ends, now))], page.Next),
            ApiJson.Relaxed.CouponsAnswer);
    }

    /// <summary>Writes an answer that is for one caller alone.</summary>
    public static async Task WriteAsync<T>(HttpContext http, int status, T body, JsonTypeInfo<T> type)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, type), http.RequestAborted);
    }
}

/// <summary>Asks the ledger; where it cannot say, the caller may ask again: both giving and redeeming are repeatable.</summary>
internal static class LedgerCalls
{
    /// <summary>The ledger's answer.</summary>
    /// <exception cref="BusyException">It has none now.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (failure is LedgerBusyException or LedgerUncertainException or Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or HttpRequestException)
        {
            throw new BusyException("The coupon ledger does not answer.", failure);
        }
    }
}

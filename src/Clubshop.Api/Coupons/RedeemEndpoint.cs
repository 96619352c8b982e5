using System.Text.Json;
using Clubshop.Api.Cache;
using Clubshop.Api.Http;
using Clubshop.Coupons;

namespace Clubshop.Api.Coupons;

/// <summary><c>POST /v1/coupons/redeem</c>: a shop redeems the coupon that a customer shows.</summary>
internal sealed class RedeemEndpoint(CallerCheck check, CouponOffers offers, CouponLedger ledger)
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 64;

    /// <summary>Redeems.</summary>
    public async Task RedeemAsync(HttpContext http)
    {
        if (await check.ShopAsync(http) is not { } client)
            return;
        var key = http.Request.Headers[KeyHeader].ToString();
        if (key.Length is 0 or > LongestKey || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "invalid-idempotency-key", "Send an Idempotency-Key of 1 to 64 visible ASCII characters, a new one for each redemption and the same when it is sent again.");
            return;
        }

        if (await BodyAsync(http) is not { } body)
            return;
        if (body.Customer is { } customer && (!Guid.TryParseExact(customer, "D", out _) || customer.AsSpan().ContainsAnyInRange('A', 'F')))
        {
            await RefuseAsync(http, StatusCodes.Status422UnprocessableEntity, "invalid-customer", "customer is the customer's sub: a UUID in lower case.");
            return;
        }

        if (CouponCode.Read(body.Code).Message is { } unreadable)
        {
            await RefuseAsync(http, StatusCodes.Status422UnprocessableEntity, "invalid-code", unreadable);
            return;
        }

        var offer = RecordKinds.IsId(body.Offer) || RecordKinds.IsSlug(body.Offer) ? await offers.AnyAsync(body.Offer) : null;
        if (offer is null || (client.Clubs.Count > 0 && !(offer.Clubs.Count > 0 && offer.Clubs.All(club => client.Clubs.Contains(club, StringComparer.Ordinal)))))
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, "unknown-offer", "There is no offer of this id or slug whose coupons this client may redeem.");
            return;
        }

        var request = new RedeemRequest { OfferId = offer.Id, Code = body.Code, CustomerId = body.Customer, Window = offer.Window, By = client.Id, Key = key };
        switch (await LedgerCalls.AskAsync(() => ledger.RedeemAsync(request, http.RequestAborted)))
        {
            case RedeemOutcome.Done done:
                var answer = new RedeemAnswer(offer.Id, CouponCode.Ending(done.Coupon.Code), "redeemed", done.Coupon.RedeemedAt, done.Repeated);
                if (done.Repeated)
                    http.Response.Headers["Idempotent-Replayed"] = "true";
                await CustomerEndpoints.WriteAsync(http, StatusCodes.Status200OK, answer, ApiJson.Relaxed.RedeemAnswer);
                return;
            case RedeemOutcome.Refused refused:
                await Problems.WriteAsync(http, ProblemOf(refused));
                return;
        }
    }

    private static ApiProblem ProblemOf(RedeemOutcome.Refused refused) => refused.Reason switch
    {
        RedeemRefusal.Unknown => Problems.Make(StatusCodes.Status404NotFound, "unknown-coupon", "The offer has no such coupon, or it is another customer's."),
        RedeemRefusal.NeedsCustomer => Problems.Make(StatusCodes.Status422UnprocessableEntity, "customer-required", "All customers have the same code of this offer: customer must say whose coupon it is."),
        RedeemRefusal.NotIssued => Problems.Make(StatusCodes.Status409Conflict, "not-issued", "Nobody has been given this coupon."),
        RedeemRefusal.AlreadyRedeemed => Problems.Make(StatusCodes.Status409Conflict, "already-redeemed", "The coupon was redeemed before, by another call.") with { RedeemedAt = refused.Coupon?.RedeemedAt },
        RedeemRefusal.Voided => Problems.Make(StatusCodes.Status409Conflict, "voided", "The coupon was made void."),
        RedeemRefusal.Expired => Problems.Make(StatusCodes.Status409Conflict, "expired", "The offer has ended, and the coupon with it."),
        _ => Problems.Make(StatusCodes.Status409Conflict, "not-started", "The offer has not started."),
    };

    // Null: it was refused.
    private static async Task<RedeemBody?> BodyAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "not-json", "Send the body as application/json.");
            return null;
        }

        try
        {
            if (await JsonSerializer.DeserializeAsync(http.Request.Body, ApiJson.Default.RedeemBody, http.RequestAborted) is { } body)
                return body;
        }
        catch (JsonException)
        {
            // its message may repeat what was sent
        }

        await RefuseAsync(http, StatusCodes.Status400BadRequest, "invalid-body", "The body is a JSON object with the texts offer and code, optionally customer, each once, and nothing else.");
        return null;
    }

    private static Task RefuseAsync(HttpContext http, int status, string code, string detail) => Problems.WriteAsync(http, status, code, detail);
}

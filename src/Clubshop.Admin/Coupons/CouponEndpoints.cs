using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Antiforgery;

namespace Clubshop.Admin.Coupons;

/// <summary>What the page of coupons sends and takes outside the circuit: files are too large for it.</summary>
internal static class CouponEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/offers/{id}/coupons/codes", UploadAsync).Needs(Permission.EditCatalog);
        endpoints.MapGet("/offers/{id}/coupons/{pool}/codes.csv", (HttpContext http, string id, string pool, CouponService coupons) => ExportAsync(http, id, pool, coupons, workbook: false))
            .Needs(Permission.EditCatalog);
        endpoints.MapGet("/offers/{id}/coupons/{pool}/codes.xlsx", (HttpContext http, string id, string pool, CouponService coupons) => ExportAsync(http, id, pool, coupons, workbook: true))
            .Needs(Permission.EditCatalog);
    }

    private static async Task<IResult> UploadAsync(HttpContext http, string id, CouponService coupons, IAntiforgery antiforgery)
    {
        UploadBody.OfAnyLength(http);
        if (!await antiforgery.IsRequestValidAsync(http))
            return Refuse(StatusCodes.Status400BadRequest, L["This page had been open for too long. Reload it and choose the codes again."]);
        if (http.Request.ContentLength > CouponService.LargestFile)
            return Refuse(StatusCodes.Status413PayloadTooLarge, ImportFiles.TooLarge(CouponService.FileLimit));

        // What is pasted has no name.
        var name = Uri.UnescapeDataString(http.Request.Headers[ImportEndpoints.NameHeader].ToString());
        var kept = await coupons.KeepAsync(ActorClaims.ActorOf(http.User)!, id, name.Length == 0 ? CodeFile.Pasted : name, http.Request.Body, http.RequestAborted);
        return kept.Ok ? Results.Json(new { id = kept.Value.Id }) : Refuse(StatusOf(kept.Problems[0], StatusCodes.Status413PayloadTooLarge), kept.Problems[0].Message);
    }

    private static async Task ExportAsync(HttpContext http, string id, string pool, CouponService coupons, bool workbook)
    {
        var begun = await coupons.BeginExportAsync(ActorClaims.ActorOf(http.User)!, id, pool, http.RequestAborted);
        if (!begun.Ok)
        {
            http.Response.StatusCode = StatusOf(begun.Problems[0], StatusCodes.Status404NotFound);
            return;
        }

        TableFile.Announce(http.Response, $"codes-{pool}", workbook);
        http.Response.Headers.CacheControl = "no-store";
        await coupons.WriteAsync(begun.Value, workbook, http.Response.Body, http.RequestAborted);
    }

    private static int StatusOf(Problem problem, int other) => problem.Code switch
    {
        Problem.Forbidden => StatusCodes.Status403Forbidden,
        Problem.NotFound or "deleted" => StatusCodes.Status404NotFound,
        _ => other,
    };

    private static IResult Refuse(int status, string message) => Results.Json(new { message }, statusCode: status);
}

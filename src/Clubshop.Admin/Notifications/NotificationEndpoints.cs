using Clubshop.Admin.Import;
using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Reports;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Antiforgery;

namespace Clubshop.Admin.Notifications;

/// <summary>Endpoints outside the circuit: uploads of lists that are too large for it, and outcomes as CSV.</summary>
internal static class NotificationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(NotificationUrls.List + "/{id}/outcomes.csv", CsvAsync).Needs(Permission.SendNotifications);
        endpoints.MapPost(NotificationUrls.PastedList, PasteAsync).Needs(Permission.SendNotifications);
    }

    private static async Task CsvAsync(HttpContext http, string id, NotificationReports reports)
    {
        var found = await reports.BeginExportAsync(ActorClaims.ActorOf(http.User)!, id, http.RequestAborted);
        if (!found.Ok)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"notification-{id}.csv");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await reports.WriteCsvAsync(found.Value, http.Response.Body, http.RequestAborted);
    }

    private static async Task<IResult> PasteAsync(HttpContext http, PastedListService lists, IAntiforgery antiforgery, string channel)
    {
        UploadBody.OfAnyLength(http);
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Json(new { message = "This page was open for too long. Reload it and paste the list again." }, statusCode: StatusCodes.Status400BadRequest);
        if (EnumReader.Read<Channel>(channel) is not { } known)
            return Results.Json(new { message = "This channel does not exist." }, statusCode: StatusCodes.Status400BadRequest);

        var kept = await lists.SaveAsync(ActorClaims.ActorOf(http.User)!, known, http.Request.Body, http.RequestAborted);
        return kept.Ok
            ? Results.Json(new { id = kept.Value.Id })
            : Results.Json(new { message = kept.Problems[0].Message }, statusCode: StatusCodes.Status413PayloadTooLarge);
    }
}

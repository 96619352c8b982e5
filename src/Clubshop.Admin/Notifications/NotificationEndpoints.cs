using Clubshop.Admin.Import;
using Clubshop.Admin.Input;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Reports;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Antiforgery;

namespace Clubshop.Admin.Notifications;

/// <summary>Endpoints outside the circuit: uploads of lists that are too large for it, and outcomes as files.</summary>
internal static class NotificationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(NotificationUrls.List + "/{id}/outcomes.csv", (HttpContext http, string id, NotificationReports reports) => ExportAsync(http, id, reports, workbook: false)).Needs(Permission.SendNotifications);
        endpoints.MapGet(NotificationUrls.List + "/{id}/outcomes.xlsx", (HttpContext http, string id, NotificationReports reports) => ExportAsync(http, id, reports, workbook: true)).Needs(Permission.SendNotifications);
        endpoints.MapPost(NotificationUrls.PastedList, PasteAsync).Needs(Permission.SendNotifications);
    }

    private static async Task ExportAsync(HttpContext http, string id, NotificationReports reports, bool workbook)
    {
        var found = await reports.BeginExportAsync(ActorClaims.ActorOf(http.User)!, id, http.RequestAborted);
        if (!found.Ok)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        TableFile.Announce(http.Response, $"notification-{id}", workbook);
        await reports.WriteAsync(found.Value, workbook, http.Response.Body, http.RequestAborted);
    }

    private static async Task<IResult> PasteAsync(HttpContext http, PastedListService lists, IAntiforgery antiforgery, string channel)
    {
        UploadBody.OfAnyLength(http);
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Json(new { message = L["This page was open for too long. Reload it and paste the list again."] }, statusCode: StatusCodes.Status400BadRequest);
        if (EnumReader.Read<Channel>(channel) is not { } known)
            return Results.Json(new { message = L["This channel does not exist."] }, statusCode: StatusCodes.Status400BadRequest);

        var kept = await lists.SaveAsync(ActorClaims.ActorOf(http.User)!, known, http.Request.Body, http.RequestAborted);
        return kept.Ok
            ? Results.Json(new { id = kept.Value.Id })
            : Results.Json(new { message = kept.Problems[0].Message }, statusCode: StatusCodes.Status413PayloadTooLarge);
    }
}

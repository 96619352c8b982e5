using Clubshop.Admin.Audit.Export;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Audit;

/// <summary>Exports of the audit log as files, outside the circuit.</summary>
public static class AuditEndpoints
{
    /// <summary>Maps the download of an export.</summary>
    public static void MapAudit(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(AuditUrls.ExportPath, ExportAsync).Needs(Permission.SeeAudit);

    private static async Task ExportAsync(HttpContext http, string id, AuditExport export)
    {
        var actor = ActorClaims.ActorOf(http.User)!;
        if (await export.FindAsync(actor, id, http.RequestAborted) is not { Ok: true, Value: { Entries: not null } found })
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var workbook = TableFile.WantsWorkbook(http.Request);
        TableFile.Announce(http.Response, $"audit-{Ist.DayOf(found.Job.CreatedAt):yyyy-MM-dd}", workbook);
        await export.WriteAsync(actor, id, workbook, http.Response.Body, http.RequestAborted);
    }
}

using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Microsoft.Net.Http.Headers;

namespace Clubshop.Admin.Audit;

/// <summary>The audit log as a file, outside the circuit.</summary>
public static class AuditEndpoints
{
    /// <summary>Maps the export.</summary>
    public static void MapAudit(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(AuditUrls.ExportPath, ExportAsync).Needs(Permission.SeeAudit);

    private static async Task ExportAsync(HttpContext http, AuditExport export, TimeProvider time)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"audit-{Ist.DayOf(time.GetUtcNow()):yyyy-MM-dd}.csv");
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await export.WriteAsync(ActorClaims.ActorOf(http.User)!, AuditUrls.ReadFilter(http.Request.QueryString.ToString()), http.Response.Body, http.RequestAborted);
    }
}

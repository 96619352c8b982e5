using Clubshop.Admin.Audit.Export;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Microsoft.AspNetCore.Antiforgery;

namespace Clubshop.Admin.Import;

/// <summary>What import and export send and take outside the circuit: files are too large for it.</summary>
internal static class ImportEndpoints
{
    /// <summary>The file's name, percent-encoded: names are no part of an address.</summary>
    public const string NameHeader = "X-File-Name";

    /// <summary>The kind of the audit entries of exports.</summary>
    public const string ExportKind = AuditExport.Kind;

    /// <summary>The address of an empty file of a kind.</summary>
    public static string TemplateOf(CatalogKind kind) => kind.Import + "/template";

    /// <summary>The address of an empty workbook of a kind.</summary>
    public static string WorkbookTemplateOf(CatalogKind kind) => $"{TemplateOf(kind)}?{TableFile.FormatQuery}={TableFile.Workbook}";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var imports = endpoints.ServiceProvider.GetRequiredService<ImportService>();
        endpoints.MapPost("/import/upload", UploadAsync).Needs(Permission.EnterPortal);
        foreach (var kind in imports.Kinds)
        {
            endpoints.MapGet(kind.Kind.List + "/export", (HttpContext http) => ExportAsync(http, kind)).Needs(Permission.SeeCatalog);
            endpoints.MapGet(TemplateOf(kind.Kind), (HttpContext http) => TemplateAsync(http, imports, kind.Kind)).Needs(kind.Kind.ImportPermission);
            endpoints.MapGet(kind.Kind.Import + "/{id}/refused", (HttpContext http, string id) => RefusedAsync(http, imports, kind, id)).Needs(kind.Kind.ImportPermission);
        }
    }

    private static async Task<IResult> UploadAsync(HttpContext http, ImportService imports, IAntiforgery antiforgery, string kind)
    {
        UploadBody.OfAnyLength(http);
        if (!await antiforgery.IsRequestValidAsync(http))
            return Refuse(StatusCodes.Status400BadRequest, L["This page had been open for too long. Reload it and choose the file again."]);
        if (ActorClaims.ActorOf(http.User) is not { } actor || imports.Find(kind) is null)
            return Refuse(StatusCodes.Status404NotFound, L["There is no such import."]);
        if (http.Request.ContentLength > ImportFiles.LargestFile)
            return Refuse(StatusCodes.Status413PayloadTooLarge, ImportFiles.TooLarge(ImportService.Limit));

        var name = Uri.UnescapeDataString(http.Request.Headers[NameHeader].ToString());
        var kept = await imports.KeepAsync(actor, kind, name, http.Request.Body, http.RequestAborted);
        return kept.Ok
            ? Results.Json(new { id = kept.Value.Id })
            : Refuse(kept.Problems[0].Code == Problem.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status413PayloadTooLarge, kept.Problems[0].Message);
    }

    private static async Task ExportAsync(HttpContext http, IImportKind kind)
    {
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var query = ListQuery.Parse(kind.Kind.Spec, kind.Kind.List + http.Request.QueryString);
        var actor = ActorClaims.ActorOf(http.User)!;
        var draft = new AuditDraft(AuditActions.Export, ExportKind, kind.Kind.Name, kind.Kind.Many) { Note = query.ToKeep.Length > 0 ? "what a filtered list shows" : "the whole list" };
        await http.RequestServices.GetRequiredService<WriteUnit>().RecordAsync(actor, Ids.New(time), draft, http.RequestAborted);
        var workbook = TableFile.WantsWorkbook(http.Request);
        TableFile.Announce(http.Response, $"{kind.Kind.Many}-{Ist.DayOf(time.GetUtcNow()):yyyy-MM-dd}", workbook);
        await kind.ExportAsync(actor, query, workbook, http.Response.Body, http.RequestAborted);
    }

    private static async Task RefusedAsync(HttpContext http, ImportService imports, IImportKind kind, string id)
    {
        var actor = ActorClaims.ActorOf(http.User)!;
        var found = await imports.FindAsync(actor, kind.Kind.Name, id, http.RequestAborted);
        if (!found.Ok)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        TableFile.Announce(http.Response, ImportService.RefusedPrefix + PlainName(found.Value.File.Name), workbook: false); // of a workbook too: what is refused is text
        await imports.WriteRefusedAsync(actor, found.Value, http.Response.Body, http.RequestAborted);
    }

    private static async Task TemplateAsync(HttpContext http, ImportService imports, CatalogKind kind)
    {
        var workbook = TableFile.WantsWorkbook(http.Request);
        TableFile.Announce(http.Response, kind.Many, workbook);
        await imports.WriteTemplateAsync(kind.Name, workbook, http.Response.Body, http.RequestAborted);
    }

    private static string PlainName(string name) => name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;

    private static IResult Refuse(int status, string message) => Results.Json(new { message }, statusCode: status);
}

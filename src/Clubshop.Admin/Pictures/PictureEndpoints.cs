using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace Clubshop.Admin.Pictures;

/// <summary>Takes pictures, and shows them on the portal's pages. End users get them from CloudFront, by the same path.</summary>
internal static class PictureEndpoints
{
    /// <summary>Where a picture is sent: a POST with the file as its body, answered with <c>{"id"}</c> or <c>{"message"}</c>.</summary>
    public const string Upload = "/pictures";

    // The browser's own cache alone: who may see this answer is for the session to say.
    private const string ForAYear = "private, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Upload, UploadAsync).Needs(Permission.EditCatalog);
        endpoints.MapGet(PictureFiles.PathOf("{name}") + "/{file}", ReadAsync).Needs(Permission.SeeCatalog);
    }

    private static async Task<IResult> UploadAsync(HttpContext http, PictureService pictures, IAntiforgery antiforgery)
    {
        // Who reads the body counts, and refuses with a sentence; the server's own limit would close the connection.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        if (!await antiforgery.IsRequestValidAsync(http))
            return Refuse(StatusCodes.Status400BadRequest, L["This page had been open for too long. Reload it and choose the picture again."]);
        if (http.Request.ContentLength > PictureFiles.MaxBytes)
            return Refuse(StatusCodes.Status413PayloadTooLarge, PictureService.TooLargeText);

        var kept = await pictures.KeepAsync(ActorClaims.ActorOf(http.User)!, http.Request.Body, http.RequestAborted);
        return kept.Ok ? Results.Json(new { id = kept.Value.Name }) : Refuse(StatusOf(kept.Problems[0]), kept.Problems[0].Message);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string name, string file, PictureService pictures)
    {
        var found = await pictures.OpenAsync(ActorClaims.ActorOf(http.User)!, name, file, http.RequestAborted);
        if (!found.Ok)
            return Results.StatusCode(StatusOf(found.Problems[0]));

        http.Response.Headers.CacheControl = ForAYear;
        return Results.Bytes(found.Value.Content, found.Value.Type);
    }

    private static int StatusOf(Problem problem) => problem.Code switch
    {
        Problem.Forbidden => StatusCodes.Status403Forbidden,
        Problem.NotFound => StatusCodes.Status404NotFound,
        PictureService.TooLarge => StatusCodes.Status413PayloadTooLarge,
        PictureService.Away => StatusCodes.Status503ServiceUnavailable,
        "too-many" => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static IResult Refuse(int status, string message) => Results.Json(new { message }, statusCode: status);
}

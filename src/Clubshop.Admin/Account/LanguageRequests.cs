using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Antiforgery;

namespace Clubshop.Admin.Account;

/// <summary>
/// The language of a request: a cookie has it, also before anybody signed in. A circuit has the language of the request that opened it.
/// </summary>
public static class LanguageRequests
{
    /// <summary>Where a choice is posted: <c>language</c>, a code, and <c>returnUrl</c>.</summary>
    public const string Path = "/language";

    private const string Cookie = "clubshop.language";

    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    /// <summary>Gives each request its language; before everything that says something.</summary>
    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app) => app.Use(static async (http, next) =>
    {
        if (Languages.Find(http.Request.Cookies[Cookie]) is { } language)
            Languages.Use(language);
        await next(http);
    });

    /// <summary>Maps the choice of a language.</summary>
    public static IEndpointRouteBuilder MapLanguages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Path, ChooseAsync).WithMetadata(new RequireAntiforgeryTokenAttribute()).AllowAnonymous();
        return endpoints;
    }

    /// <summary>The browser has the language from its next request on.</summary>
    public static void Remember(HttpContext http, Language language) => http.Response.Cookies.Append(Cookie, language.Code, new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
        MaxAge = Life,
    });

    private static async Task<IResult> ChooseAsync(HttpContext http, LanguageService service)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
            return Results.LocalRedirect("/"); // a page that was open for days: the form cannot be read, and the choice is soon made again

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Languages.Find(form["language"]) is { } language)
        {
            if (ActorClaims.ActorOf(http.User) is { } actor)
                await service.KeepAsync(actor, language, CancellationToken.None);
            Remember(http, language);
        }

        return Results.LocalRedirect(ReturnUrl.Here(form["returnUrl"]));
    }
}

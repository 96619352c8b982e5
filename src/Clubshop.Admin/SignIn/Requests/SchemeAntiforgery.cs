using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.SignIn.Requests;

/// <summary>
/// Antiforgery whose cookie has the <c>__Host-</c> prefix over HTTPS and not over HTTP on loopback. ASP.NET Core has one name for all requests,
/// and browsers refuse the prefix without Secure; therefore there are two instances, and the request's scheme chooses.
/// </summary>
internal sealed class SchemeAntiforgery(IDataProtectionProvider protection, ILoggerFactory loggers) : IAntiforgery
{
    private readonly IAntiforgery _secure = Make(protection, loggers, SignInCookies.Secure(SignInCookies.Form), CookieSecurePolicy.Always);
    private readonly IAntiforgery _plain = Make(protection, loggers, SignInCookies.Form, CookieSecurePolicy.None);

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => For(httpContext).GetAndStoreTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => For(httpContext).GetTokens(httpContext);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => For(httpContext).IsRequestValidAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => For(httpContext).SetCookieTokenAndHeader(httpContext);

    public Task ValidateRequestAsync(HttpContext httpContext) => For(httpContext).ValidateRequestAsync(httpContext);

    private IAntiforgery For(HttpContext http) => http.Request.IsHttps ? _secure : _plain;

    private static IAntiforgery Make(IDataProtectionProvider protection, ILoggerFactory loggers, string cookie, CookieSecurePolicy secure)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(loggers).AddAntiforgery(options =>
        {
            options.Cookie.Name = cookie;
            options.Cookie.SecurePolicy = secure;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.Cookie.Path = "/";
            options.Cookie.IsEssential = true;
            options.SuppressXFrameOptionsHeader = true; // SecurityHeaders sends a stricter one
        });
        services.AddSingleton(protection); // the portal's keys, in place of those AddAntiforgery registers
        return services.BuildServiceProvider().GetRequiredService<IAntiforgery>();
    }
}

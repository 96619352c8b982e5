namespace Clubshop.Admin.SignIn.Requests;

/// <summary>
/// The cookies of sign-in and sessions. Over HTTPS they have the <c>__Host-</c> prefix, so that browsers refuse one set by a neighbouring host
/// or a plain connection. Over HTTP, which works only on loopback (<see cref="SecurityHeaders"/>), prefix and Secure are impossible.
/// </summary>
public static class SignInCookies
{
    /// <summary>The session.</summary>
    public const string Session = "clubshop";

    /// <summary>The state of a sign-in between two forms.</summary>
    public const string Step = "clubshop.step";

    /// <summary>Antiforgery.</summary>
    public const string Form = "clubshop.form";

    /// <summary>A cookie's name over HTTPS.</summary>
    public static string Secure(string name) => "__Host-" + name;

    /// <summary>A cookie's name on this connection.</summary>
    public static string NameOf(HttpContext http, string name) => http.Request.IsHttps ? Secure(name) : name;

    /// <summary>The cookie's value, or null.</summary>
    public static string? Read(HttpContext http, string name) => http.Request.Cookies[NameOf(http, name)];

    /// <summary>Sets a session cookie; the server decides how long it is valid.</summary>
    public static void Write(HttpContext http, string name, string value) => http.Response.Cookies.Append(NameOf(http, name), value, Options(http));

    /// <summary>Removes a cookie, if the browser has it.</summary>
    public static void Remove(HttpContext http, string name)
    {
        if (Read(http, name) is not null)
            http.Response.Cookies.Delete(NameOf(http, name), Options(http));
    }

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}

namespace Clubshop.Admin.SignIn;

/// <summary>
/// The cookies of the door. Over https they carry the <c>__Host-</c> prefix, with which browsers refuse one that a neighbouring host or
/// a plain connection set; over http, which exists on loopback alone (<see cref="SecurityHeaders"/>), neither prefix nor Secure can be.
/// </summary>
public static class SignInCookies
{
    /// <summary>The session.</summary>
    public const string Session = "clubshop";

    /// <summary>The step of a sign-in between two answers.</summary>
    public const string Step = "clubshop.step";

    /// <summary>Antiforgery.</summary>
    public const string Form = "clubshop.form";

    /// <summary>A cookie's name over https.</summary>
    public static string Secure(string name) => "__Host-" + name;

    /// <summary>A cookie's name on this connection.</summary>
    public static string NameOf(HttpContext http, string name) => http.Request.IsHttps ? Secure(name) : name;

    /// <summary>What the browser brought, or null.</summary>
    public static string? Read(HttpContext http, string name) => http.Request.Cookies[NameOf(http, name)];

    /// <summary>Sets a cookie for as long as the browser runs; how long it is worth something the server knows.</summary>
    public static void Write(HttpContext http, string name, string value) => http.Response.Cookies.Append(NameOf(http, name), value, Options(http));

    /// <summary>Takes a cookie away, when the browser brought one.</summary>
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

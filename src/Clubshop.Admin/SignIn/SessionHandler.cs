using System.Text.Encodings.Web;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Authenticates requests by the session cookie, under the scheme name of ASP.NET Core Identity. Who has no session is led to the
/// sign-in page and back; a request that no person waits for is answered 401.
/// </summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions, RefusedVisits refused)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder), IAuthenticationSignOutHandler
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SignInCookies.Read(Context, SignInCookies.Session) is not { Length: > 0 } cookie)
            return AuthenticateResult.NoResult();

        var key = RandomKeys.KeyOf(cookie);
        if (key is null || await sessions.FindAsync(key, active: true, Context.RequestAborted) is not { } person)
        {
            // A browser whose session ran out or was ended a moment ago still has its cookie; one that signed out gave it back.
            if (key is null || sessions.EndOf(key) is null or SessionEnd.SignedOut)
                await refused.SessionAsync(Visitor.Of(Context));

            return AuthenticateResult.Fail("The session is over.");
        }

        var visitor = Visitor.Of(Context);
        var actor = person.Actor with { Address = visitor.Address, Protocol = visitor.Protocol };
        return AuthenticateResult.Success(new(ActorClaims.PrincipalOf(actor, key), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var get = HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method);
        if (Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase))
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var ended = SignInCookies.Read(Context, SignInCookies.Session) is not null;
        SignInCookies.Remove(Context, SignInCookies.Session);
        Response.StatusCode = get ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
        Response.Headers.Location = ReturnUrl.ToSignIn(Request.PathBase + Request.Path + Request.QueryString, ended ? Reasons.Ended : null);
        return Task.CompletedTask;
    }

    /// <summary>Ends the session of this browser: the stored one first, so that the cookie is worthless even where it is kept.</summary>
    public async Task SignOutAsync(AuthenticationProperties? properties)
    {
        if (RandomKeys.KeyOf(SignInCookies.Read(Context, SignInCookies.Session)) is { } key
            && await sessions.FindAsync(key, active: false, CancellationToken.None) is { } person)
        {
            await sessions.EndAsync(person.Session, SessionEnd.SignedOut, CancellationToken.None);
        }

        SignInCookies.Remove(Context, SignInCookies.Session);
    }

    /// <summary>The name of the one scheme.</summary>
    public static string SchemeName => IdentityConstants.ApplicationScheme;
}

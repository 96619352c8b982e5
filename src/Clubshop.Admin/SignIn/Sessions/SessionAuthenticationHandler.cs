using System.Text.Encodings.Web;
using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.SignIn.Requests;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.Sessions;

/// <summary>
/// Authenticates requests by the session cookie, under the scheme name of ASP.NET Core Identity. Without a session, pages redirect to the
/// sign-in page and back; requests that no person waits for get status 401.
/// </summary>
internal sealed class SessionAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionService sessions, RefusedRequestAudit refusedRequests)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder), IAuthenticationSignOutHandler
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Unreachable.IsAnswer(Context) || SignInCookies.Read(Context, SignInCookies.Session) is not { Length: > 0 } cookie)
            return AuthenticateResult.NoResult();

        var key = RandomKeys.KeyOf(cookie);
        if (key is null || await sessions.FindAsync(key, active: true, Context.RequestAborted) is not { } person)
        {
            // A browser whose session expired or was ended a moment ago still has its cookie; one that signed out does not.
            if (key is null || sessions.EndOf(key) is null or SessionEnd.SignedOut)
                await refusedRequests.RecordSessionAsync(Visitor.Of(Context));

            return AuthenticateResult.Fail("The session has ended.");
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
        Response.Headers.Location = ReturnUrl.ToSignIn(Request.PathBase + Request.Path + Request.QueryString, ended ? SignInReasons.Ended : null);
        return Task.CompletedTask;
    }

    /// <summary>Ends the session of this browser: the stored one first, so that a copied cookie is useless too.</summary>
    public async Task SignOutAsync(AuthenticationProperties? properties)
    {
        if (RandomKeys.KeyOf(SignInCookies.Read(Context, SignInCookies.Session)) is { } key
            && await sessions.FindAsync(key, active: false, CancellationToken.None) is { } person)
        {
            await sessions.EndAsync(person.Session, SessionEnd.SignedOut, CancellationToken.None);
        }

        SignInCookies.Remove(Context, SignInCookies.Session);
    }

    /// <summary>The name of the only scheme.</summary>
    public static string SchemeName => IdentityConstants.ApplicationScheme;
}

using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Clubshop.Admin.SignIn;

/// <summary>Signs out: ends the session, removes the cookie, then revokes Cognito's refresh token; a failure there does not concern the person.</summary>
internal sealed partial class SignOut(SessionService sessions, SignInFlow flow, SignInAudit audit, ILogger<SignOut> logger)
{
    /// <summary>Answers <c>POST /sign-out</c>.</summary>
    public async Task<IResult> PostAsync(HttpContext http)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
            return Results.Text(L["This page was open for too long. Go back, reload it, and sign out again."], statusCode: StatusCodes.Status400BadRequest);

        if (ActorClaims.SessionOf(http.User) is { } key && ActorClaims.ActorOf(http.User) is { } actor)
        {
            var tokens = await sessions.TokensAsync(key, CancellationToken.None);
            await http.SignOutAsync(SessionAuthenticationHandler.SchemeName);
            await audit.RecordAsync(Visitor.Of(http), SignInActions.SignOut, actor.Id, actor.Name, actor.Email);
            if (tokens is not null)
                await RevokeAsync(tokens);
        }

        return Results.LocalRedirect(ReturnUrl.ToSignIn(null, SignInReasons.SignedOut));
    }

    private async Task RevokeAsync(Tokens tokens)
    {
        try
        {
            if (await flow.RevokeAsync(tokens.RefreshToken, CancellationToken.None) is AccountStep.Refused(var reason, _))
                LogRefused(reason);
        }
        catch (CognitoUnavailableException exception)
        {
            LogUnavailable(exception);
        }
    }

    [LoggerMessage(EventId = 1111, Level = LogLevel.Warning, Message = "The refresh token of a session that was signed out could not be revoked: {Reason}")]
    private partial void LogRefused(RefusalReason reason);

    [LoggerMessage(EventId = 1112, Level = LogLevel.Warning, Message = "The refresh token of a session that was signed out could not be revoked")]
    private partial void LogUnavailable(Exception exception);
}

using Clubshop.Admin.Staff;
using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Clubshop.Admin.SignIn;

/// <summary>Signs out: the session, then the cookie, then Cognito's refresh token, whose failure is not the person's problem.</summary>
internal sealed partial class SignOut(Sessions sessions, SignInFlow flow, SignInAudit audit, ILogger<SignOut> logger)
{
    /// <summary>Answers <c>POST /sign-out</c>.</summary>
    public async Task<IResult> PostAsync(HttpContext http)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
            return Results.Text("This page had been open for too long. Go back, reload it, and sign out again.", statusCode: StatusCodes.Status400BadRequest);

        if (ActorClaims.SessionOf(http.User) is { } key && ActorClaims.ActorOf(http.User) is { } actor)
        {
            var tokens = await sessions.TokensAsync(key, CancellationToken.None);
            await http.SignOutAsync(SessionHandler.SchemeName);
            await audit.RecordAsync(Visitor.Of(http), SignInActions.SignOut, actor.Id, actor.Name, actor.Email);
            if (tokens is not null)
                await RevokeAsync(tokens);
        }

        return Results.LocalRedirect(ReturnUrl.ToSignIn(null, Reasons.SignedOut));
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
            LogAway(exception);
        }
    }

    [LoggerMessage(EventId = 1111, Level = LogLevel.Warning, Message = "The refresh token of a session that was signed out could not be revoked: {Reason}")]
    private partial void LogRefused(RefusalReason reason);

    [LoggerMessage(EventId = 1112, Level = LogLevel.Warning, Message = "The refresh token of a session that was signed out could not be revoked")]
    private partial void LogAway(Exception exception);
}

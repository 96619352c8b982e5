using Clubshop.Aws.Cognito;
using Clubshop.LocalAws.Cognito;

namespace Clubshop.Admin.Embedded;

/// <summary>
/// <c>POST /local/token?email=…</c>: an access token of a demo account, as text, to try the administrators' API with curl. It signs in as the person would,
/// with password and authenticator, and sets one up where there is none: <c>/local</c> shows its codes.
/// </summary>
internal static class LocalTokens
{
    /// <summary>Signs in, or says why not.</summary>
    public static async Task<IResult> IssueAsync(CognitoService pools, SignInFlow flow, string email, CancellationToken cancellationToken)
    {
        if (pools.Accounts().FirstOrDefault(one => one.Email.Equals(email.Trim(), StringComparison.OrdinalIgnoreCase)) is not { Password: { } password } account)
            return Refused(StatusCodes.Status404NotFound, "No demo account has this address and its first password. /local lists them.");

        var step = await flow.StartAsync(account.Email, password, cancellationToken);
        if (step is SignInStep.EnrolmentRequired required)
            step = await flow.BeginEnrolmentAsync(required.Pending, cancellationToken);
        step = step switch
        {
            SignInStep.EnrolmentStarted started => await flow.VerifyEnrolmentAsync(started.Pending, pools.CodeNow(started.SecretKey), cancellationToken),
            SignInStep.CodeRequired { Kind: CodeKind.Totp } asked when account.TotpSecret is { } secret =>
                await flow.AnswerCodeAsync(asked.Pending, pools.CodeNow(secret), cancellationToken),
            _ => step,
        };
        return step switch
        {
            SignInStep.SignedIn { Tokens.AccessToken: { } token } => Results.Text(token),
            SignInStep.Refused { Reason: RefusalReason.CodeUsed } => Refused(StatusCodes.Status409Conflict, "A code works once. Ask again when there is a new one, within 30 seconds."),
            _ => Refused(StatusCodes.Status409Conflict, "This account cannot sign in at the moment."),
        };
    }

    private static IResult Refused(int status, string why) => Results.Text(why + "\n", statusCode: status);
}

/// <summary>Gives the page of the API the address of <see cref="LocalTokens"/>, where that exists.</summary>
internal sealed class LocalTokenHelp(Microsoft.Extensions.Options.IOptions<EmbeddedOptions> options) : CatalogApi.Document.IApiDemo
{
    /// <inheritdoc/>
    public string? TokenAddress => options.Value.HasLocalPages ? "/local/token" : null;
}

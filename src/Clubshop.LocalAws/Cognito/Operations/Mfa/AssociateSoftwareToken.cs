using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Totp;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Mfa;

/// <summary>Gives out the secret of a new authenticator, by Session while signing in, by AccessToken afterwards.</summary>
internal sealed class AssociateSoftwareToken : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        if (call.Input.Text("AccessToken") is null)
            return BySession(call);
        var bearer = await call.BearerAsync();
        CheckAllowed(bearer.Pool);
        var secret = TotpCodes.NewSecret();
        // The old authenticator works until the new one is verified.
        await call.ChangeAsync(bearer.Pool, bearer.User, user => user with { PendingTotp = secret });
        return new JsonObject { ["SecretCode"] = secret };
    }

    private static JsonObject BySession(Call call)
    {
        var id = call.Input.Text("Session") ?? throw Refusals.InvalidParameter("Either Session or AccessToken must be provided.");
        var session = call.Parts.Sessions.Get(id, Challenge.MfaSetup);
        CheckAllowed(call.State.Pool(session.PoolId));
        call.Parts.Sessions.Use(id, session);
        var secret = TotpCodes.NewSecret();
        var next = call.Parts.Sessions.Open(session with
        {
            TotpSecret = secret,
            TotpVerified = false,
            ExpiresAt = call.Parts.Sessions.EndFor(call.State.Client(session.ClientId).Client),
        });
        return new JsonObject { ["SecretCode"] = secret, ["Session"] = next };
    }

    private static void CheckAllowed(UserPool pool)
    {
        if (!pool.Rules.TotpAllowed)
            throw new CognitoException("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool");
    }
}

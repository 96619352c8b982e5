using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Totp;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Mfa;

/// <summary>Takes a first code of a new authenticator, which from then on replaces the old one.</summary>
internal sealed class VerifySoftwareToken : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        if (call.Input.Text("AccessToken") is null)
            return await BySessionAsync(call);
        var bearer = await call.BearerAsync();
        await call.ChangeAsync(bearer.Pool, bearer.User, user => user with
        {
            Totp = Verified(call, user.PendingTotp ?? throw NotAssociated()),
            PendingTotp = null,
        });
        return new JsonObject { ["Status"] = "SUCCESS" };
    }

    private static async ValueTask<JsonObject> BySessionAsync(Call call)
    {
        var id = call.Input.Text("Session") ?? throw Refusals.InvalidParameter("Either Session or AccessToken must be provided.");
        var session = call.Parts.Sessions.Get(id, Challenge.MfaSetup);
        var pool = call.State.Pool(session.PoolId);
        var device = Verified(call, session.TotpSecret ?? throw Refusals.InvalidSession());
        await call.State.ChangeUserAsync(
            pool,
            session.Username,
            user =>
            {
                call.Parts.Sessions.Use(id, session);
                return user with { Totp = device };
            },
            call.CancellationToken);
        var next = call.Parts.Sessions.Open(session with
        {
            TotpVerified = true,
            ExpiresAt = call.Parts.Sessions.EndFor(call.State.Client(session.ClientId).Client),
        });
        return new JsonObject { ["Status"] = "SUCCESS", ["Session"] = next };
    }

    private static TotpDevice Verified(Call call, string secret) =>
        TotpCodes.Match(secret, call.Input.Required("UserCode"), call.Parts.Clock.GetUtcNow()) is { } step
            ? new TotpDevice(secret, call.Input.Text("FriendlyDeviceName"), step)
            : throw new CognitoException("EnableSoftwareTokenMFAException", "Code mismatch");

    private static CognitoException NotAssociated() =>
        new("SoftwareTokenMFANotFoundException", "Software Token MFA has not been associated with the user.");
}

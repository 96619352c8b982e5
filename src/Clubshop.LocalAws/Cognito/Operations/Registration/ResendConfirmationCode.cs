using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Registration;

/// <summary>Sends a new code to somebody who signed up; the old one no longer works.</summary>
internal sealed class ResendConfirmationCode : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.Client();
        var typed = call.Input.Required("Username");
        ClientSecrets.CheckHash(client, call.Input.Text("SecretHash"), typed);
        if (pool.Users.Find(pool.Rules, typed) is not { } user)
            return client.Rules.HidesExistence ? ResetCodes.Simulate(pool, typed) : throw Refusals.NoSuchUser();
        if (user.Status != UserStatus.Unconfirmed)
            throw Refusals.InvalidParameter("User is already confirmed.");
        var target = SignUpCodes.Target(pool, user) ?? throw Refusals.InvalidParameter("Auto verification not turned on.");
        var changed = await call.ChangeAsync(pool, user, current => SignUpCodes.With(call, current, target));
        return new JsonObject { ["CodeDeliveryDetails"] = await SignUpCodes.SendAsync(call, changed, Name) };
    }
}

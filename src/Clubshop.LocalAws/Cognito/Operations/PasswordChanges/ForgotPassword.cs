using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.PasswordChanges;

/// <summary>Sends a code to a verified address; the password and the status stay until the code comes back.</summary>
internal sealed class ForgotPassword : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.Client();
        var typed = call.Input.Required("Username");
        ClientSecrets.CheckHash(client, call.Input.Text("SecretHash"), typed);
        var user = pool.Users.Find(pool.Rules, typed);
        if (user is null && !client.Rules.HidesExistence)
            throw Refusals.NoSuchUser();
        var target = user is { Enabled: true } ? ResetCodes.Target(pool, user) : null;
        if (client.Rules.HidesExistence && target is null)
            return ResetCodes.Simulate(pool, typed);
        if (!user!.Enabled)
            throw Refusals.NotAuthorized("User is disabled.");
        if (user.Status == UserStatus.ForceChange)
            throw Refusals.NotAuthorized("User password cannot be reset in the current state.");
        if (target is null)
        {
            throw Refusals.InvalidParameter(
                "Cannot reset password for the user as there is no registered/verified email or phone_number");
        }

        return await ResetCodes.SendAsync(call, pool, user, target, Name);
    }
}

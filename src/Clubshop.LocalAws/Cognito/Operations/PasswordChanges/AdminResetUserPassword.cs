using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.PasswordChanges;

/// <summary>Makes a user choose a new password with a code that is sent to them.</summary>
internal sealed class AdminResetUserPassword : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var user = call.User(pool);
        if (!user.Enabled)
            throw Refusals.Disabled();
        if (user.Status == UserStatus.ForceChange)
            throw Refusals.NotAuthorized("User password cannot be reset in the current state.");
        var target = ResetCodes.Target(pool, user) ?? throw Refusals.InvalidParameter(
            "Cannot reset password for the user as there is no registered/verified email or phone_number");
        await ResetCodes.SendAsync(call, pool, user, target, Name, UserStatus.ResetRequired);
        return new JsonObject();
    }
}

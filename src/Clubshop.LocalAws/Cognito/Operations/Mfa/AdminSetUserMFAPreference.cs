using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Mfa;

/// <summary>Switches a user's factors on and off.</summary>
internal sealed class AdminSetUserMFAPreference : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        await call.ChangeAsync(pool, call.User(pool), user =>
            MfaPreference.Apply(user, call.Input, "User does not have delivery config set to turn on " + Factor.Totp));
        return new JsonObject();
    }
}

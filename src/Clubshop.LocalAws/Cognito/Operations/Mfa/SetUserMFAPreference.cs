using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Mfa;

/// <summary>Switches the bearer's factors on and off.</summary>
internal sealed class SetUserMFAPreference : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var bearer = await call.BearerAsync();
        await call.ChangeAsync(bearer.Pool, bearer.User, user =>
            MfaPreference.Apply(user, call.Input, "User has not set up software token mfa"));
        return new JsonObject();
    }
}

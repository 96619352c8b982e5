using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Registration;

/// <summary>Confirms somebody who signed up, without a code; their addresses stay unverified.</summary>
internal sealed class AdminConfirmSignUp : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        await call.ChangeAsync(pool, call.User(pool), user => user.Status == UserStatus.Unconfirmed
            ? user with { Status = UserStatus.Confirmed }
            : throw Refusals.NotAuthorized("User cannot be confirmed. Current status is " + user.Status));
        return new JsonObject();
    }
}

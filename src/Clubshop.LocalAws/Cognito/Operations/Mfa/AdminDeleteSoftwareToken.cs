using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;

namespace Clubshop.LocalAws.Cognito.Operations.Mfa;

/// <summary>Takes a lost authenticator off a user.</summary>
internal sealed class AdminDeleteSoftwareToken : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        await call.ChangeAsync(pool, call.User(pool), user => user with
        {
            Totp = null,
            PendingTotp = null,
            Factors = [.. user.Factors.Where(factor => factor != Factor.Totp)],
            PreferredFactor = user.PreferredFactor == Factor.Totp ? null : user.PreferredFactor,
        });
        return new JsonObject();
    }
}

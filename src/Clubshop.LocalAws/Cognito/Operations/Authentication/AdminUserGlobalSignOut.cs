using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Ends all sign-ins of a user.</summary>
internal sealed class AdminUserGlobalSignOut : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        await call.ChangeAsync(pool, call.User(pool), user => user, signOut: true);
        return new JsonObject();
    }
}

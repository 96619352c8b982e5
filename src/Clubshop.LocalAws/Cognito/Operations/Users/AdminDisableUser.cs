using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Bars a user from signing in, and ends their sign-ins.</summary>
internal sealed class AdminDisableUser : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        await call.ChangeAsync(pool, call.User(pool), user => user with { Enabled = false }, signOut: true);
        return new JsonObject();
    }
}

using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Lets a user sign in again; sign-ins that ended stay ended.</summary>
internal sealed class AdminEnableUser : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        await call.ChangeAsync(pool, call.User(pool), user => user with { Enabled = true });
        return new JsonObject();
    }
}

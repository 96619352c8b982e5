using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Srp;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.PasswordChanges;

/// <summary>Sets a user's password without telling them: for good, or until they sign in.</summary>
internal sealed class AdminSetUserPassword : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var password = call.Input.Required("Password");
        var permanent = call.Input.Flag("Permanent") ?? false;
        await call.ChangeAsync(pool, call.User(pool), current =>
        {
            var changed = call.Parts.Passwords.Set(pool, current, password) with
            {
                Status = permanent ? UserStatus.Confirmed : UserStatus.ForceChange,
            };
            return changed with { DemoPassword = FixedIds.ShowsPasswords(pool.Id) ? password : null };
        });
        return new JsonObject();
    }
}

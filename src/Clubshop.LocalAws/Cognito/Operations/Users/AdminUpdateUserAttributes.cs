using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Sets a user's attributes; an empty value deletes one.</summary>
internal sealed class AdminUpdateUserAttributes : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var user = call.User(pool);
        var attributes = call.Input.Attributes("UserAttributes");
        UserAttributes.Check(pool.Rules, attributes);
        UserAttributes.CheckMutable(pool.Rules, user, attributes);
        await AttributeChange.SetAsync(call, pool, user, attributes);
        return new JsonObject();
    }
}

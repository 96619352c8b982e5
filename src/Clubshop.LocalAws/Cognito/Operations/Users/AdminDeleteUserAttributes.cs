using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Deletes attributes of a user.</summary>
internal sealed class AdminDeleteUserAttributes : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var user = call.User(pool);
        await AttributeChange.SetAsync(call, pool, user, UserAttributes.Deletions(pool.Rules, call.Input.Texts("UserAttributeNames")));
        return new JsonObject();
    }
}

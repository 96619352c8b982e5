using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Deletes attributes of the bearer.</summary>
internal sealed class DeleteUserAttributes : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (pool, user, client) = await call.BearerAsync();
        var deletions = UserAttributes.Deletions(pool.Rules, call.Input.Texts("UserAttributeNames"));
        UserAttributes.CheckWritable(client, deletions);
        await AttributeChange.SetAsync(call, pool, user, deletions);
        return new JsonObject();
    }
}

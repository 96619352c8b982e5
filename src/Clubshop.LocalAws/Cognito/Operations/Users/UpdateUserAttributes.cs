using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Sets the bearer's attributes; a new address asks for its code.</summary>
internal sealed class UpdateUserAttributes : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (pool, user, client) = await call.BearerAsync();
        var attributes = call.Input.Attributes("UserAttributes");
        UserAttributes.Check(pool.Rules, attributes);
        UserAttributes.CheckWritable(client, attributes);
        UserAttributes.CheckMutable(pool.Rules, user, attributes);
        var deliveries = await AttributeChange.SetAsync(call, pool, user, attributes);
        return new JsonObject { ["CodeDeliveryDetailsList"] = deliveries };
    }
}

using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Sends the bearer a code for an address.</summary>
internal sealed class GetUserAttributeVerificationCode : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (pool, user, _) = await call.BearerAsync();
        var delivery = await AttributeChange.AskAsync(call, pool, user, call.Input.Required("AttributeName"));
        return new JsonObject { ["CodeDeliveryDetails"] = delivery };
    }
}

using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Takes the code for an address of the bearer.</summary>
internal sealed class VerifyUserAttribute : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (pool, user, _) = await call.BearerAsync();
        await AttributeChange.VerifyAsync(call, pool, user, call.Input.Required("AttributeName"), call.Input.Required("Code"));
        return new JsonObject();
    }
}

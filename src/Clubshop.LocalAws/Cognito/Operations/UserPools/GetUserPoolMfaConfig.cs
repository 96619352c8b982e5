using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Shows a pool's second factors.</summary>
internal sealed class GetUserPoolMfaConfig : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        return ValueTask.FromResult<JsonObject?>(Descriptions.Mfa(pool));
    }
}

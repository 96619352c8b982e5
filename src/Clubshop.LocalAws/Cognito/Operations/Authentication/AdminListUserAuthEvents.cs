using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Threat protection's history, which no embedded pool keeps: refused as by a pool without the add-on.</summary>
internal sealed class AdminListUserAuthEvents : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        _ = call.User(pool);
        throw new CognitoException("UserPoolAddOnNotEnabledException", "User pool add-ons are not enabled.");
    }
}

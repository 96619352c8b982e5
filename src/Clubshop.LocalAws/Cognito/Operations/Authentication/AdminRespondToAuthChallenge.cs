using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Answers a challenge of a sign-in on a server.</summary>
internal sealed class AdminRespondToAuthChallenge : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.ClientOfPool();
        return await call.Parts.SignIn.AnswerAsync(pool, client, call.Input, call.CancellationToken);
    }
}

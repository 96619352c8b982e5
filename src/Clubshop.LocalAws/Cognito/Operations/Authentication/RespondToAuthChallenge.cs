using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Answers a challenge of a sign-in.</summary>
internal sealed class RespondToAuthChallenge : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.Client();
        return await call.Parts.SignIn.AnswerAsync(pool, client, call.Input, call.CancellationToken);
    }
}

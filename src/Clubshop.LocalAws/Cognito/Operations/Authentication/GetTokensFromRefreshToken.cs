using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>New tokens for a refresh token; with rotation a new refresh token as well.</summary>
internal sealed class GetTokensFromRefreshToken : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.Client();
        if (!ClientSecrets.Right(client, call.Input.Text("ClientSecret")))
            throw Refusals.NotAuthorized("Client secret does not match for the client: " + client.Id);
        var result = await call.Parts.Issuer.RefreshAsync(
            pool, client, call.Input.Required("RefreshToken"), _ => { }, call.CancellationToken);
        return new JsonObject { ["AuthenticationResult"] = result };
    }
}

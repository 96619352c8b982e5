using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Challenges;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Ends one sign-in by its refresh token; a token that is not ours changes nothing.</summary>
internal sealed class RevokeToken : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.State.Clients.ContainsKey(call.Input.Required("ClientId"))
            ? call.Client()
            : throw Refusals.InvalidParameter("Invalid client id");
        if (!ClientSecrets.Right(client, call.Input.Text("ClientSecret")))
            throw new CognitoException("UnauthorizedException", "Invalid client secret");
        if (!client.Rules.Revocation)
            throw new CognitoException("UnsupportedOperationException", "Token revocation is not enabled for the client.");
        var token = call.Input.Required("Token");
        if (call.Parts.Issuer.Find(token) is not { } signIn)
        {
            // RFC 7009: an access token is of the wrong type, something that is not a token needs no revoking.
            return token.Split('.').Length == 3 && token.StartsWith("eyJraWQi", StringComparison.Ordinal)
                ? throw new CognitoException("UnsupportedTokenTypeException", "Unsupported token type.")
                : new JsonObject();
        }

        if (signIn.ClientId != client.Id)
            throw new CognitoException("UnauthorizedException", "The token was not issued to this client.");
        using var turn = await call.State.TurnAsync(pool.Id, signIn.Id, call.CancellationToken);
        await call.State.CommitAsync(new StateEntry { SignIn = (call.State.SignIns.Find(signIn.Id) ?? signIn) with { Revoked = true } });
        return new JsonObject();
    }
}

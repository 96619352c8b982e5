using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Ends all sign-ins of the bearer.</summary>
internal sealed class GlobalSignOut : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var bearer = await call.BearerAsync();
        await call.ChangeAsync(bearer.Pool, bearer.User, user => user, signOut: true);
        return new JsonObject();
    }
}

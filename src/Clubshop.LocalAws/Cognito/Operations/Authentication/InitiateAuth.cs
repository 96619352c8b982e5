using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Starts a sign-in, or refreshes one.</summary>
internal sealed class InitiateAuth : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (client, pool) = call.Client();
        var flow = call.Input.Required("AuthFlow");
        var parameters = call.Input.Map("AuthParameters");
        var rules = client.Rules;
        return flow switch
        {
            "USER_SRP_AUTH" when !rules.AllowsSrp => throw Refusals.InvalidParameter("USER_SRP_AUTH is not enabled for the client."),
            "USER_SRP_AUTH" => call.Parts.SignIn.StartSrp(pool, client, parameters),
            "USER_PASSWORD_AUTH" when !rules.AllowsPassword =>
                throw Refusals.InvalidParameter("USER_PASSWORD_AUTH flow not enabled for this client"),
            "USER_PASSWORD_AUTH" => await call.Parts.SignIn.StartPasswordAsync(pool, client, parameters),
            "REFRESH_TOKEN_AUTH" or "REFRESH_TOKEN" when !rules.AllowsRefresh =>
                throw Refusals.InvalidParameter("Auth flow not enabled for this client"),
            "REFRESH_TOKEN_AUTH" or "REFRESH_TOKEN" =>
                await call.Parts.SignIn.RefreshAsync(pool, client, parameters, call.CancellationToken),
            _ => throw Refusals.InvalidParameter("Initiate Auth method not supported."),
        };
    }
}

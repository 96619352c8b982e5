using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Shows the bearer.</summary>
internal sealed class GetUser : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var bearer = await call.BearerAsync();
        var readable = bearer.Client?.Rules.Reads;
        var answer = new JsonObject
        {
            ["Username"] = bearer.User.Username,
            ["UserAttributes"] = Answer.Attributes(
                bearer.User.AllAttributes.Where(attribute => attribute.Key == "sub" || (readable?.Contains(attribute.Key) ?? true))),
        };
        Descriptions.AddFactors(answer, bearer.User);
        return answer;
    }
}

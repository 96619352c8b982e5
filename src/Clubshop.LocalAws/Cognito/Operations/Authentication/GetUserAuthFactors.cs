using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Shows how the bearer may sign in.</summary>
internal sealed class GetUserAuthFactors : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (_, user, _) = await call.BearerAsync();
        var answer = new JsonObject
        {
            ["Username"] = user.Username,
            ["ConfiguredUserAuthFactors"] = Answer.Texts(user.Password is null ? [] : ["PASSWORD"]),
        };
        Descriptions.AddFactors(answer, user);
        return answer;
    }
}

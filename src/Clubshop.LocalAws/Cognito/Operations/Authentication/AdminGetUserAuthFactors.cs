using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Shows how a user may sign in.</summary>
internal sealed class AdminGetUserAuthFactors : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var user = call.User(pool);
        var answer = new JsonObject
        {
            ["Username"] = user.Username,
            ["ConfiguredUserAuthFactors"] = Answer.Texts(user.Password is null ? [] : ["PASSWORD"]),
        };
        Descriptions.AddFactors(answer, user);
        return ValueTask.FromResult<JsonObject?>(answer);
    }
}

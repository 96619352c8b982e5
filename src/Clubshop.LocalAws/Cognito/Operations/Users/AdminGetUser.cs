using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Shows a user with their factors.</summary>
internal sealed class AdminGetUser : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        return ValueTask.FromResult<JsonObject?>(Descriptions.UserWithFactors(call.User(pool)));
    }
}

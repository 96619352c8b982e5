using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Lists remembered devices: the embedded pools do not remember devices.</summary>
internal sealed class AdminListDevices : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        _ = call.User(pool);
        return ValueTask.FromResult<JsonObject?>(new JsonObject { ["Devices"] = new JsonArray() });
    }
}

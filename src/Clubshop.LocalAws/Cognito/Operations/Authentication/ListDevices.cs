using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Cognito.Operations.Authentication;

/// <summary>Lists the bearer's remembered devices: the embedded pools do not remember devices.</summary>
internal sealed class ListDevices : Operation
{
    public override bool Signed => false;

    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        _ = await call.BearerAsync();
        return new JsonObject { ["Devices"] = new JsonArray() };
    }
}

using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Lists a pool's app clients, by id.</summary>
internal sealed class ListUserPoolClients : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var (page, next) = Paging.Cut(
            call.State.Clients.Values.Where(client => client.PoolId == pool.Id).OrderBy(client => client.Id, StringComparer.Ordinal),
            client => client.Id,
            Paging.Size(call.Input, "MaxResults"),
            $"{Name}:{pool.Id}",
            call.Input.Text("NextToken"));
        var answer = new JsonObject { ["UserPoolClients"] = new JsonArray([.. page.Select(Describe)]) };
        if (next is not null)
            answer["NextToken"] = next;
        return ValueTask.FromResult<JsonObject?>(answer);
    }

    private static JsonObject Describe(ClientRecord client) => new()
    {
        ["ClientId"] = client.Id,
        ["ClientName"] = client.Name,
        ["UserPoolId"] = client.PoolId,
    };
}

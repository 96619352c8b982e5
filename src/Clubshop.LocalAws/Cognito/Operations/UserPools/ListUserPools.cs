using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.UserPools;

/// <summary>Lists the pools, by id.</summary>
internal sealed class ListUserPools : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var (page, next) = Paging.Cut(
            call.State.Pools.Values.OrderBy(pool => pool.Id, StringComparer.Ordinal),
            pool => pool.Id,
            Paging.Size(call.Input, "MaxResults"),
            Name,
            call.Input.Text("NextToken"));
        var answer = new JsonObject { ["UserPools"] = new JsonArray([.. page.Select(Describe)]) };
        if (next is not null)
            answer["NextToken"] = next;
        return ValueTask.FromResult<JsonObject?>(answer);
    }

    private static JsonObject Describe(UserPool pool) => new()
    {
        ["CreationDate"] = Answer.Time(pool.Record.CreatedAt),
        ["Id"] = pool.Id,
        ["LambdaConfig"] = new JsonObject(),
        ["LastModifiedDate"] = Answer.Time(pool.Record.ModifiedAt),
        ["Name"] = pool.Record.Name,
    };
}

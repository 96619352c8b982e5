using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Groups;

/// <summary>Lists a user's groups, by name.</summary>
internal sealed class AdminListGroupsForUser : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var user = call.User(pool);
        var (page, next) = Paging.Cut(
            pool.GroupsOf(user).OrderBy(group => group.Name, StringComparer.Ordinal),
            group => group.Name,
            Paging.Size(call.Input, "Limit"),
            $"{Name}:{pool.Id}:{user.Sub}",
            call.Input.Text("NextToken"));
        var answer = new JsonObject { ["Groups"] = new JsonArray([.. page.Select(Descriptions.Group)]) };
        if (next is not null)
            answer["NextToken"] = next;
        return ValueTask.FromResult<JsonObject?>(answer);
    }
}

using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Operations.Users;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Groups;

/// <summary>Lists a group's members in order of creation.</summary>
internal sealed class ListUsersInGroup : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var group = pool.Group(call.Input.Required("GroupName"));
        var question = $"{Name}:{pool.Id}:{group.Name}";
        var (answer, next) = UserPages.Cut(
            pool.Users.MembersAfter(group.Name, UserPages.After(question, call.Input.Text("NextToken"))),
            Paging.Size(call.Input, "Limit"),
            question);
        if (next is not null)
            answer["NextToken"] = next;
        return ValueTask.FromResult<JsonObject?>(answer);
    }
}

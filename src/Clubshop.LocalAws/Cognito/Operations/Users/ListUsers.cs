using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Lists users in order of creation, by a filter on one attribute.</summary>
internal sealed class ListUsers : Operation
{
    public override ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var wanted = call.Input.Member("AttributesToGet") is null ? null : call.Input.Texts("AttributesToGet");
        var filter = call.Input.Text("Filter") is { Length: > 0 } text ? UserFilter.Parse(text) : null;
        foreach (var name in wanted ?? [])
        {
            if (pool.Rules.Attribute(name) is null)
                throw Refusals.InvalidParameter($"One or more requested attributes do not exist: {name}");
        }

        var question = $"{Name}:{pool.Id}:{call.Input.Text("Filter")}:{string.Join(',', wanted ?? [])}";
        var after = UserPages.After(question, call.Input.Text("PaginationToken"));
        var users = pool.Users.After(after);
        var (answer, next) = UserPages.Cut(
            filter is null ? users : users.Where(filter.Matches), Paging.Size(call.Input, "Limit"), question, wanted);
        if (next is not null)
            answer["PaginationToken"] = next;
        return ValueTask.FromResult<JsonObject?>(answer);
    }
}

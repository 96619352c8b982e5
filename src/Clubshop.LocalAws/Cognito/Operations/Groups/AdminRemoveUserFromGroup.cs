using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Groups;

/// <summary>Takes a user out of a group; one who is not in it stays out.</summary>
internal sealed class AdminRemoveUserFromGroup : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var user = call.User(pool);
        var group = pool.Group(call.Input.Required("GroupName"));
        await call.ChangeAsync(pool, user, current => current.Groups.Contains(group.Name, StringComparer.Ordinal)
            ? current with { Groups = [.. current.Groups.Where(name => name != group.Name)] }
            : current);
        return null;
    }
}

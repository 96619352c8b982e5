using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Groups;

/// <summary>Puts a user into a group; once more changes nothing.</summary>
internal sealed class AdminAddUserToGroup : Operation
{
    public override async ValueTask<JsonObject?> AnswerAsync(Call call)
    {
        var pool = call.Pool();
        var user = call.User(pool);
        var group = pool.Group(call.Input.Required("GroupName"));
        await call.ChangeAsync(pool, user, current =>
            current.Groups.Contains(group.Name, StringComparer.Ordinal) ? current
            : current.Groups.Count >= MaxGroups ? throw Refusals.LimitExceeded()
            : current with { Groups = [.. current.Groups, group.Name] });
        return null;
    }

    /// <summary>Groups that one user may be in.</summary>
    private const int MaxGroups = 100;
}

using System.Globalization;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Operations.Users;

/// <summary>Pages of users, in order of creation.</summary>
internal static class UserPages
{
    /// <summary>The position after which a page starts.</summary>
    public static long After(string question, string? token) =>
        Paging.Position(question, token) is { } position
        && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0;

    /// <summary>A page of the users that follow.</summary>
    /// <returns>The answer with its Users, and the token for the next page or null.</returns>
    public static (JsonObject Answer, string? Next) Cut(
        IEnumerable<UserRecord> following, int size, string question, IReadOnlyList<string>? attributesToGet = null)
    {
        var page = following.Take(size + 1).ToList();
        string? next = null;
        if (page.Count > size)
        {
            page.RemoveAt(size);
            next = Paging.Token(question, page[^1].Sequence.ToString(CultureInfo.InvariantCulture));
        }

        var users = new JsonArray();
        foreach (var user in page)
        {
            foreach (var name in attributesToGet ?? [])
            {
                if (user.Attribute(name) is null && !UserFilter.Searchable.Contains(name, StringComparer.Ordinal))
                    throw Refusals.InvalidParameter($"One or more requested attributes do not exist: {name}");
            }

            users.Add(Descriptions.User(user, attributesToGet));
        }

        return (new JsonObject { ["Users"] = users }, next);
    }
}

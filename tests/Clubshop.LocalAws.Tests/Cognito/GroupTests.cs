using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>Groups and their members.</summary>
public sealed class GroupTests
{
    private const string Ada = "ada@example.test";

    private static JsonObject Group(string name, int? precedence = null, string? role = null)
    {
        var group = new JsonObject { ["GroupName"] = name };
        if (precedence is not null)
            group["Precedence"] = precedence;
        if (role is not null)
            group["RoleArn"] = role;
        return group;
    }

    [Fact]
    public async Task Group_CreatedUpdatedDeleted_IsShownAsItIs()
    {
        var bench = await PoolBench.WithPoolAsync();
        var created = (await bench.AdminAsync("CreateGroup", Group("Support"))).Ok().Json.GetProperty("Group");
        Assert.False(created.TryGetProperty("Precedence", out _));
        (await bench.AdminAsync("CreateGroup", Group("Support"))).Refuses("GroupExistsException", "A group with the name already exists.");

        (await bench.AdminAsync("UpdateGroup", Group("Support", 0))).Ok();
        var read = (await bench.AdminAsync("GetGroup", Group("Support"))).Ok().Json.GetProperty("Group");
        Assert.Equal(0, read.GetProperty("Precedence").GetInt32());

        Assert.True((await bench.AdminAsync("DeleteGroup", Group("Support"))).Ok().Response.Body.IsEmpty);
        (await bench.AdminAsync("GetGroup", Group("Support"))).Refuses("ResourceNotFoundException", "Group not found.");
        (await bench.AdminAsync("CreateGroup", Group("x", -1))).Refuses("InvalidParameterException");
    }

    [Fact]
    public async Task Members_AddedTwiceAndRemoved_AreListedOnce()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        (await bench.AdminAsync("CreateGroup", Group("A"))).Ok();
        (await bench.AdminAsync("CreateGroup", Group("B"))).Ok();

        Assert.True((await bench.AdminAsync("AdminAddUserToGroup", Group("B"), Ada)).Ok().Response.Body.IsEmpty);
        (await bench.AdminAsync("AdminAddUserToGroup", Group("B"), Ada)).Ok();
        (await bench.AdminAsync("AdminAddUserToGroup", Group("A"), Ada)).Ok();
        (await bench.AdminAsync("AdminAddUserToGroup", Group("none"), Ada)).Refuses("ResourceNotFoundException", "Group not found.");
        (await bench.AdminAsync("AdminAddUserToGroup", Group("A"), "nobody")).Refuses("UserNotFoundException");

        Assert.Equal(["A", "B"], await GroupsAsync(bench));
        var members = (await bench.AdminAsync("ListUsersInGroup", Group("B"))).Ok().Json.GetProperty("Users");
        Assert.Equal(1, members.GetArrayLength());

        (await bench.AdminAsync("AdminRemoveUserFromGroup", Group("B"), Ada)).Ok();
        (await bench.AdminAsync("DeleteGroup", Group("A"))).Ok();
        Assert.Empty(await GroupsAsync(bench));
        Assert.Empty(await GroupsAsync(bench.Restart()));
        Assert.Equal(0, (await bench.AdminAsync("ListUsersInGroup", Group("B"))).Ok().Json.GetProperty("Users").GetArrayLength());
    }

    [Fact]
    public async Task Tokens_OfSeveralGroups_NameGroupsRolesAndThePreferredOne()
    {
        const string role = "arn:aws:iam::123456789012:role/";
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        (await bench.AdminAsync("CreateGroup", Group("Low", 9, role + "low"))).Ok();
        (await bench.AdminAsync("CreateGroup", Group("High", 1, role + "high"))).Ok();
        (await bench.AdminAsync("CreateGroup", Group("Plain"))).Ok();
        foreach (var name in (string[])["Plain", "Low", "High"])
            (await bench.AdminAsync("AdminAddUserToGroup", Group(name), Ada)).Ok();

        var id = PoolBench.Claims((await bench.PasswordAsync(Ada)).Ok().IdToken);

        Assert.Equal(["High", "Low", "Plain"], id.GetProperty("cognito:groups").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(2, id.GetProperty("cognito:roles").GetArrayLength());
        Assert.Equal(role + "high", id.GetProperty("cognito:preferred_role").GetString());

        (await bench.AdminAsync("UpdateGroup", Group("Low", 1))).Ok();
        id = PoolBench.Claims((await bench.PasswordAsync(Ada)).Ok().IdToken);
        Assert.False(id.TryGetProperty("cognito:preferred_role", out _));
    }

    [Fact]
    public async Task ListUsersInGroup_InPages_ListsEachOnce()
    {
        var bench = await PoolBench.WithPoolAsync();
        (await bench.AdminAsync("CreateGroup", Group("G"))).Ok();
        for (var i = 0; i < 7; i++)
        {
            var name = $"u{i}@example.test";
            (await bench.AdminAsync("AdminCreateUser", new JsonObject { ["MessageAction"] = "SUPPRESS" }, name)).Ok();
            if (i != 3)
                (await bench.AdminAsync("AdminAddUserToGroup", Group("G"), name)).Ok();
        }

        var seen = new List<string>();
        string? token = null;
        do
        {
            var input = Group("G");
            input["Limit"] = 2;
            if (token is not null)
                input["NextToken"] = token;
            var page = (await bench.AdminAsync("ListUsersInGroup", input)).Ok();
            seen.AddRange(page.Json.GetProperty("Users").EnumerateArray().Select(user => user.GetProperty("Username").GetString()!));
            token = page.Text("NextToken");
        }
        while (token is not null);

        Assert.Equal(6, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(6, seen.Count);
    }

    private static async Task<IReadOnlyList<string>> GroupsAsync(PoolBench bench) =>
    [
        .. (await bench.AdminAsync("AdminListGroupsForUser", user: Ada)).Ok().Json.GetProperty("Groups").EnumerateArray()
            .Select(group => group.GetProperty("GroupName").GetString()!),
    ];
}

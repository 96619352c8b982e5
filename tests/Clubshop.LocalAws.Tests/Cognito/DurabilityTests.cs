using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.Admin.Tests.Testing;
using Clubshop.LocalAws.Outbox;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>What was answered survives; what could not be written did not happen.</summary>
public sealed class DurabilityTests
{
    private const string Ada = "ada@example.test";

    [Fact]
    public async Task Restart_AfterRandomChanges_ShowsTheSameState()
    {
        var seed = TestSeed.Next();
        var random = new Random(seed);
        var bench = await PoolBench.WithPoolAsync();
        foreach (var name in (string[])["A", "B", "C"])
            (await bench.AdminAsync("CreateGroup", new JsonObject { ["GroupName"] = name })).Ok();
        for (var step = 0; step < 300; step++)
        {
            var user = $"u{random.Next(12)}@example.test";
            var group = new JsonObject { ["GroupName"] = ((string[])["A", "B", "C"])[random.Next(3)] };
            bench.Clock.Advance(TimeSpan.FromSeconds(random.Next(100)));
            // Refusals (nobody of that name, a name that is taken) are part of the walk.
            _ = random.Next(9) switch
            {
                0 or 1 => await bench.AdminAsync("AdminCreateUser", new JsonObject { ["MessageAction"] = "SUPPRESS" }, user),
                2 => await bench.AdminAsync("AdminDeleteUser", user: user),
                3 => await bench.AdminAsync("AdminAddUserToGroup", group, user),
                4 => await bench.AdminAsync("AdminRemoveUserFromGroup", group, user),
                5 => await bench.AdminAsync("AdminDisableUser", user: user),
                6 => await bench.AdminAsync("AdminEnableUser", user: user),
                7 => await bench.AdminAsync("AdminUpdateUserAttributes", new JsonObject
                {
                    ["UserAttributes"] = PoolBench.Attributes(("email", $"u{random.Next(12)}@example.test"), ("email_verified", "true")),
                }, user),
                _ => random.Next(10) == 0
                    ? await bench.AdminAsync("DeleteGroup", group)
                    : await bench.AdminAsync("CreateGroup", group),
            };
        }

        var expected = await ShowAsync(bench);
        Assert.True(expected == await ShowAsync(bench.Restart()), $"seed {seed}");
        Assert.True(expected == await ShowAsync(bench.RestartFromSnapshot()), $"seed {seed}");
        Assert.True(expected == await ShowAsync(bench.RestartFromSnapshot().RestartFromSnapshot()), $"seed {seed}");
    }

    [Fact]
    public async Task FullDisk_AnyChange_IsRefusedAndDidNotHappen()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        (await bench.AdminAsync("CreateGroup", new JsonObject { ["GroupName"] = "A" })).Ok();
        var before = await ShowAsync(bench);
        bench.Log.Full = true;

        Reply[] refused =
        [
            await bench.AdminAsync("AdminCreateUser", new JsonObject { ["MessageAction"] = "SUPPRESS" }, "bob@example.test"),
            await bench.AdminAsync("AdminUpdateUserAttributes", new JsonObject
            {
                ["UserAttributes"] = PoolBench.Attributes(("email", "bob@example.test"), ("email_verified", "true")),
            }, Ada),
            await bench.AdminAsync("AdminAddUserToGroup", new JsonObject { ["GroupName"] = "A" }, Ada),
            await bench.AdminAsync("AdminDeleteUser", user: Ada),
            await bench.AdminAsync("DeleteUserPool"),
            await bench.PasswordAsync(Ada),
        ];

        Assert.All(refused, reply => Assert.Equal("InternalErrorException", reply.Error));
        Assert.All(refused, reply => Assert.Equal(500, reply.Status));
        Assert.Equal(before, await ShowAsync(bench));
        bench.Log.Full = false;
        Assert.Equal(before, await ShowAsync(bench.Restart()));
        // The name that could not be written is free again.
        (await bench.AdminAsync("AdminCreateUser", new JsonObject { ["MessageAction"] = "SUPPRESS" }, "bob@example.test")).Ok();
    }

    [Fact]
    public async Task Restart_KeepsKeysTokensAndCodes()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        var reply = (await bench.PasswordAsync(Ada)).Ok();
        var keys = await bench.GetAsync($"/{bench.PoolId}/.well-known/jwks.json");
        (await bench.PublicAsync("ForgotPassword", new JsonObject { ["ClientId"] = bench.ClientId, ["Username"] = Ada })).Ok();

        foreach (var restarted in (PoolBench[])[bench.Restart(), bench.RestartFromSnapshot()])
        {
            Assert.Equal(keys.Json.ToString(), (await restarted.GetAsync($"/{bench.PoolId}/.well-known/jwks.json")).Json.ToString());
            (await restarted.PublicAsync("GetUser", new JsonObject { ["AccessToken"] = reply.AccessToken })).Ok();
            (await restarted.InitiateAsync("REFRESH_TOKEN_AUTH", new JsonObject { ["REFRESH_TOKEN"] = reply.RefreshToken })).Ok();
        }

        var last = bench.Restart();
        (await last.PublicAsync("ConfirmForgotPassword", new JsonObject
        {
            ["ClientId"] = bench.ClientId,
            ["Username"] = Ada,
            ["ConfirmationCode"] = last.Outbox.Read()[^1].Body.Split(' ')[^1].TrimEnd('.'),
            ["Password"] = "An0ther-Horse!",
        })).Ok();
    }

    [Fact]
    public async Task LogEntry_OfOneUserChange_IsSmall()
    {
        var bench = await PoolBench.WithPoolAsync();
        for (var i = 0; i < 50; i++)
            await bench.AddPersonAsync($"u{i}@example.test");
        (await bench.AdminAsync("AdminDisableUser", user: "u7@example.test")).Ok();

        Assert.InRange(bench.Log.Entries[^1].Length, 1, 2_000);
    }

    [Fact]
    public async Task Outbox_MoreThanItsCapacity_KeepsTheNewestAndTellsOfEach()
    {
        var log = new ListLog();
        var outbox = new MessageOutbox();
        outbox.Attach(log);
        var told = 0;
        outbox.Changed += (_, _) => told++;
        for (var i = 0; i < MessageOutbox.Capacity + 5; i++)
            await outbox.SendAsync(new OutboxMessage(DateTimeOffset.UnixEpoch.AddSeconds(i), "sms", "+91", null, "text " + i, "test"));

        Assert.Equal(MessageOutbox.Capacity + 5, told);
        Assert.Equal("text 5", outbox.Read()[0].Body);
        Assert.Equal(MessageOutbox.Capacity, outbox.Read().Count);
        var again = new MessageOutbox();
        foreach (var entry in log.Entries)
            again.Apply(entry);
        Assert.Equal(outbox.Read(), again.Read());
        var json = JsonDocument.Parse(outbox.ToJson()).RootElement[0];
        Assert.Equal(
            ["at", "channel", "to", "title", "body", "reason"], json.EnumerateObject().Select(member => member.Name));
    }

    /// <summary>All that can be seen of a pool, as text.</summary>
    private static async Task<string> ShowAsync(PoolBench bench)
    {
        var text = new StringBuilder();
        foreach (var operation in (string[])["DescribeUserPool", "ListGroups"])
            text.AppendLine((await bench.AdminAsync(operation)).Ok().Json.ToString());
        var users = (await bench.AdminAsync("ListUsers")).Ok().Json.GetProperty("Users");
        foreach (var user in users.EnumerateArray())
        {
            text.AppendLine(user.ToString());
            text.AppendLine((await bench.AdminAsync("AdminListGroupsForUser", user: user.GetProperty("Username").GetString())).Ok().Json.ToString());
        }

        foreach (var group in (string[])["A", "B", "C"])
            text.AppendLine((await bench.AdminAsync("ListUsersInGroup", new JsonObject { ["GroupName"] = group })).Json.ToString());
        return text.ToString();
    }
}

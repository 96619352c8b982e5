using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>ListUsers: filters and pages.</summary>
public sealed class ListUsersTests
{
    private static async Task<PoolBench> BenchAsync(int count)
    {
        var bench = await PoolBench.WithPoolAsync();
        for (var i = 0; i < count; i++)
        {
            (await bench.AdminAsync("AdminCreateUser", new JsonObject
            {
                ["MessageAction"] = "SUPPRESS",
                ["UserAttributes"] = PoolBench.Attributes(
                    ("given_name", "Name" + (i % 10).ToString(CultureInfo.InvariantCulture)), ("phone_number", $"+9198{i:00000000}")),
            }, $"user{i:00000}@example.test")).Ok();
        }

        return bench;
    }

    private static async Task<IReadOnlyList<string>> EmailsAsync(PoolBench bench, string filter)
    {
        var found = new List<string>();
        string? token = null;
        do
        {
            var input = new JsonObject { ["Filter"] = filter };
            if (token is not null)
                input["PaginationToken"] = token;
            var page = (await bench.AdminAsync("ListUsers", input)).Ok();
            found.AddRange(page.Json.GetProperty("Users").EnumerateArray().Select(Email));
            token = page.Text("PaginationToken");
        }
        while (token is not null);
        return found;
    }

    private static string Email(JsonElement user) => user.GetProperty("Attributes").EnumerateArray()
        .Single(attribute => attribute.GetProperty("Name").GetString() == "email").GetProperty("Value").GetString()!;

    [Theory]
    [InlineData("email ^= \"user0000\"", 10)]
    [InlineData("email^=\"USER0000\"", 10)]
    [InlineData("\"email\" = \"user00003@example.test\"", 1)]
    [InlineData("  given_name   =   \"name3\"  ", 3)]
    [InlineData("phone_number ^= \"+9198\"", 30)]
    [InlineData("cognito:user_status = \"force_change_password\"", 30)]
    [InlineData("cognito:user_status = \"CONFIRMED\"", 0)]
    [InlineData("status = \"Enabled\"", 30)]
    [InlineData("status = \"enabled\"", 0)]
    [InlineData("email = \"user0000\"", 0)]
    [InlineData("name = \"x\"", 0)]
    public async Task Filter_AsTheGuideHasIt_FindsWhatItSays(string filter, int expected)
    {
        var bench = await BenchAsync(30);

        Assert.Equal(expected, (await EmailsAsync(bench, filter)).Count);
    }

    [Theory]
    [InlineData("email")]
    [InlineData("email = user")]
    [InlineData("email = \"user")]
    [InlineData("email != \"user\"")]
    [InlineData("email = \"a\" and name = \"b\"")]
    [InlineData("= \"a\"")]
    [InlineData("email = \"a\\")]
    public async Task Filter_Unreadable_IsRefused(string filter)
    {
        var bench = await PoolBench.WithPoolAsync();

        (await bench.AdminAsync("ListUsers", new JsonObject { ["Filter"] = filter }))
            .Refuses("InvalidParameterException", "Error while parsing filter.");
    }

    [Fact]
    public async Task Filter_QuotesAndBackslashesEscaped_AreFound()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync("ada@example.test", PoolBench.Password, ("name", "a \"b\" \\c"));

        Assert.Single(await EmailsAsync(bench, "name = \"a \\\"b\\\" \\\\c\""));
        Assert.Single(await EmailsAsync(bench, "name ^= \"a \\\"\""));
    }

    [Fact]
    public async Task Filter_UnsearchableAttributeOrTooLong_IsRefused()
    {
        var bench = await PoolBench.WithPoolAsync();

        (await bench.AdminAsync("ListUsers", new JsonObject { ["Filter"] = "nickname = \"x\"" })).Refuses("InvalidParameterException");
        (await bench.AdminAsync("ListUsers", new JsonObject { ["Filter"] = $"email = \"{new string('x', 250)}\"" })).Refuses(
            "InvalidParameterException");
    }

    [Fact]
    public async Task Pages_OfAnySize_ListEachUserOnceInOrder()
    {
        var bench = await BenchAsync(23);
        foreach (var size in (int[])[1, 7, 23, 60])
        {
            var found = new List<string>();
            string? token = null;
            do
            {
                var input = new JsonObject { ["Limit"] = size };
                if (token is not null)
                    input["PaginationToken"] = token;
                var page = (await bench.AdminAsync("ListUsers", input)).Ok();
                Assert.InRange(page.Json.GetProperty("Users").GetArrayLength(), 1, size);
                found.AddRange(page.Json.GetProperty("Users").EnumerateArray().Select(Email));
                token = page.Text("PaginationToken");
            }
            while (token is not null);

            Assert.Equal(Enumerable.Range(0, 23).Select(i => $"user{i:00000}@example.test"), found);
        }
    }

    [Fact]
    public async Task PageToken_OfAnotherQuestion_IsRefusedAndSurvivesARestart()
    {
        var bench = await BenchAsync(3);
        var token = (await bench.AdminAsync("ListUsers", new JsonObject { ["Limit"] = 2 })).Ok().Text("PaginationToken")!;

        (await bench.AdminAsync("ListUsers", new JsonObject { ["Limit"] = 2, ["PaginationToken"] = token, ["Filter"] = "email ^= \"u\"" }))
            .Refuses("InvalidParameterException");
        (await bench.AdminAsync("ListUsers", new JsonObject { ["PaginationToken"] = "AAAA" })).Refuses("InvalidParameterException");
        var page = (await bench.RestartFromSnapshot().AdminAsync("ListUsers", new JsonObject { ["Limit"] = 2, ["PaginationToken"] = token })).Ok();
        Assert.Equal("user00002@example.test", Email(Assert.Single(page.Json.GetProperty("Users").EnumerateArray())));
    }

    [Fact]
    public async Task AttributesToGet_NamedOnes_AreAllThatComes()
    {
        var bench = await BenchAsync(1);

        var page = (await bench.AdminAsync("ListUsers", new JsonObject { ["AttributesToGet"] = new JsonArray("email", "sub") })).Ok();
        var user = Assert.Single(page.Json.GetProperty("Users").EnumerateArray());
        Assert.Equal(2, user.GetProperty("Attributes").GetArrayLength());
        (await bench.AdminAsync("ListUsers", new JsonObject { ["AttributesToGet"] = new JsonArray("zoneinfo") })).Refuses("InvalidParameterException");
        (await bench.AdminAsync("ListUsers", new JsonObject { ["AttributesToGet"] = new JsonArray("none") })).Refuses("InvalidParameterException");
    }
}

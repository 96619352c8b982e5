using System.Text;
using Clubshop.Admin.CatalogApi;
using Clubshop.Admin.CatalogApi.Bulk;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>What is wrong with a call is said by name, and nothing is written.</summary>
public sealed class BadInputTests(CatalogApiWorld world) : IClassFixture<CatalogApiWorld>
{
    private const string Id = "019a00000000700080000000000000aa";

    [Theory]
    [InlineData("", 400, "invalid-body", "")]
    [InlineData("title=a", 400, "invalid-body", "")]
    [InlineData("[]", 400, "invalid-body", "")]
    [InlineData("null", 400, "invalid-body", "")]
    [InlineData("\"a\"", 400, "invalid-body", "")]
    [InlineData("{", 400, "invalid-body", "")]
    [InlineData("{}{}", 400, "invalid-body", "")]
    [InlineData("{\"title\":\"a\",}", 400, "invalid-body", "")]
    [InlineData("{/*a*/}", 400, "invalid-body", "")]
    [InlineData("{\"title\":\"a\",\"title\":\"b\"}", 400, "invalid-body", "")]
    [InlineData("{\"title\":\"a\",\"colour\":\"red\",\"Title\":\"b\"}", 400, "unknown-member", "colour Title")]
    [InlineData("{\"id\":\"019a00000000700080000000000000aa\"}", 400, "unknown-member", "id")]
    [InlineData("{\"version\":3}", 400, "unknown-member", "version")]
    [InlineData("{\"title\":1,\"value\":\"12\",\"clubIds\":\"a\",\"starts\":5,\"terms\":{}}", 400, "wrong-type", "title value clubIds starts terms")]
    [InlineData("{\"title\":\"a\\ud800b\"}", 400, "wrong-type", "title")]
    [InlineData("{\"value\":1e999}", 400, "wrong-type", "value")]
    [InlineData("{\"benefit\":\"Percent off\"}", 400, "wrong-type", "benefit")]
    [InlineData("{\"benefit\":0}", 400, "wrong-type", "benefit")]
    [InlineData("{\"benefit\":null}", 400, "wrong-type", "benefit")]
    [InlineData("{\"status\":\"live\"}", 400, "wrong-type", "status")]
    [InlineData("{\"status\":\"deleted\"}", 400, "status", "status")]
    [InlineData("{\"shopId\":\"croma\"}", 400, "invalid-id", "shopId")]
    [InlineData("{\"clubIds\":[\"croma\"]}", 400, "invalid-id", "clubIds")]
    [InlineData("{\"clubIds\":[null]}", 400, "invalid-id", "clubIds")]
    [InlineData("{\"starts\":\"2026-11-21\"}", 400, "time", "starts")]
    [InlineData("{\"starts\":\"2026-11-21T10:00:00\"}", 400, "time", "starts")]
    [InlineData("{\"starts\":\"9999-12-31T23:59:59-14:00\"}", 400, "time", "starts")]
    [InlineData("{}", 422, "required", "title shopId benefit")]
    [InlineData("{\"title\":\"a\",\"benefit\":\"percent-off\",\"value\":120,\"shopId\":\"019a00000000700080000000000000aa\",\"landingPage\":\"http://a.example\"}", 422, null, "shopId value landingPage")]
    [InlineData("{\"title\":\"a\",\"slug\":\"Not A Slug\",\"code\":\"a b\",\"shopId\":\"$shop\",\"benefit\":\"free-gift\"}", 422, "slug", "slug code")]
    public async Task Create_WithABadBody_NamesEachMember(string body, int status, string? code, string fields)
    {
        var token = await world.StaffAsync(Role.Administrators);
        var before = (await world.GetAsync("/offers?limit=1", token)).Body.GetProperty("total").GetInt32();

        var answer = await world.SendAsync("POST", "/offers", token, body.Replace("$shop", world.MyShop.Id, StringComparison.Ordinal));

        Assert.Equal((status, "application/problem+json"), (answer.Number, answer.Type));
        Assert.True(code is null || code == answer.Code, answer.Code);
        Assert.Equal(fields, string.Join(' ', answer.Fields));
        Assert.Equal(before, (await world.GetAsync("/offers?limit=1", token)).Body.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Body_TooDeepTooLargeOrOfAnotherType_IsRefused()
    {
        var token = await world.StaffAsync(Role.Administrators);
        Assert.Equal((400, "invalid-body"), Told(await world.SendAsync("POST", "/offers", token, "{\"title\":" + new string('[', 40) + new string(']', 40) + "}")));
        Assert.Equal((400, "invalid-body"), Told(await world.SendAsync("POST", "/offers/jobs", token, "{\"action\":\"upsert\",\"rows\":[{\"a\":" + new string('[', 40) + new string(']', 40) + "}]}")));
        Assert.Equal((413, "body-too-large"), Told(await world.SendAsync("POST", "/offers", token, "{\"title\":\"" + new string('a', CatalogEndpoints.MaxBody) + "\"}")));
        Assert.Equal((413, "body-too-large"), Told(await world.SendAsync("PATCH", "/offers/" + Id, token, new string(' ', CatalogEndpoints.MaxBody + 1), "\"1\"")));
        Assert.Equal((413, "body-too-large"), Told(await world.SendAsync("POST", "/offers/jobs", token, new string(' ', BulkApi.MaxBody + 1))));
        Assert.Equal((415, "not-json"), Told(await world.SendAsync("POST", "/offers", token, "title=a", type: "application/x-www-form-urlencoded")));
        Assert.Equal((400, "invalid-body"), Told(await world.SendAsync("POST", "/offers/" + Id + "/publish", token, "{}", "\"1\"")));
        Assert.Equal((405, "method-not-allowed"), Told(await world.SendAsync("PUT", "/offers/" + Id, token, "{}", "\"1\"")));
        Assert.Equal((422, "too-long"), Told(await world.SendAsync("POST", "/clubs", token, new { name = new string('a', 200) })));
    }

    [Fact]
    public async Task Body_InUtf16OrWithBrokenUtf8_IsRefused()
    {
        var token = await world.StaffAsync(Role.Administrators);
        foreach (var bytes in new[] { Encoding.Unicode.GetBytes("{\"name\":\"a\"}"), [.. "{\"name\":\"a"u8, 0xff, 0xfe, .. "\"}"u8] })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/clubs") { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } } };
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await world.Host.Http.SendAsync(request);
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("croma")]
    [InlineData("019A00000000700080000000000000AA")]
    [InlineData("019a00000000700080000000000000aa")]
    [InlineData("019a00000000700080000000000000aa%0A")]
    [InlineData("..%2f..%2fetc")]
    public async Task Record_OfNoId_IsNotFound(string id)
    {
        var token = await world.StaffAsync(Role.Administrators);
        Assert.Equal((404, "not-found"), Told(await world.GetAsync("/offers/" + id, token)));
        Assert.Equal((404, "not-found"), Told(await world.GetAsync("/offers/jobs/" + id, token)));
        Assert.Equal((404, "not-found"), Told(await world.SendAsync("PATCH", "/offers/" + id, token, "{}", "\"1\"")));
        Assert.Equal((404, "not-found"), Told(await world.SendAsync("DELETE", "/offers/" + id, token, match: "\"1\"")));
        Assert.Equal((404, "not-found"), Told(await world.SendAsync("POST", "/offers/" + id + "/publish", token, match: "\"1\"")));
        Assert.Equal((404, "not-found"), Told(await world.SendAsync("POST", "/offers/jobs/" + id + "/cancel", token)));
    }

    [Fact]
    public async Task Slug_ThatIsTaken_IsToldAtItsMemberInTheWordsOfThePage()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var first = await world.SendAsync("POST", "/clubs", token, new { name = CatalogApiWorld.NewName("Club") });

        var second = await world.SendAsync("POST", "/clubs", token, new { name = "Another", slug = first.Text("slug") });

        Assert.Equal((422, "taken", "slug"), (second.Number, second.Code, second.Fields.Single()));
        Assert.Contains($"is taken by {first.Text("name")}. Choose another.", second.Text("detail"), StringComparison.Ordinal);
    }

    private static (int, string?) Told(Answer answer) => (answer.Number, answer.Code);
}

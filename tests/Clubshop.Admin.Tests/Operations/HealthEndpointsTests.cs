using System.Net;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Operations;
using Clubshop.Admin.Operations.Draining;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.Operations;

public sealed class HealthEndpointsTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    public async Task Ready_FromTheStartToTheStop_TellsTheBalancerAndNamesEachDependency(string path)
    {
        await using var portal = await PortalHost.StartAsync(map: app => app.MapHealth());
        using var http = new HttpClient { BaseAddress = portal.Address };

        var (status, body) = await GetAsync(http, path);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "starting"), (status, body.GetProperty("status").GetString()));
        Assert.Equal("starting", StateOf(body, "table offers"));

        foreach (var index in portal.Get<IEnumerable<IRecordIndex>>())
            index.SetState(IndexState.Ready);
        (status, body) = await GetAsync(http, path);
        Assert.Equal((HttpStatusCode.OK, "ready"), (status, body.GetProperty("status").GetString()));
        Assert.Equal((BuildInfo.Current.Version, "ok", "ok"), (body.GetProperty("version").GetString(), StateOf(body, "table offers"), StateOf(body, "DynamoDB")));

        portal.Time.Advance(TimeSpan.FromMinutes(1)); // nothing polls here
        (status, body) = await GetAsync(http, path);
        Assert.Equal((HttpStatusCode.OK, "degraded", "degraded"), (status, body.GetProperty("status").GetString(), StateOf(body, "table offers")));

        await portal.Get<Drain>().RunAsync(CancellationToken.None);
        (status, body) = await GetAsync(http, path);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), (status, body.GetProperty("status").GetString()));
        Assert.Equal("live", await http.GetStringAsync("/health/live"));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, json.RootElement.Clone());
    }

    private static string? StateOf(JsonElement body, string name) =>
        body.GetProperty("dependencies").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name).GetProperty("state").GetString();
}

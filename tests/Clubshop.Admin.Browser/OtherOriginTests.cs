using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>A page of another origin, in a real browser of the machine on which the embedded AWS runs alone: it gets nothing and changes nothing.</summary>
public sealed class OtherOriginTests
{
    // What the browser itself would refuse is let through: the endpoint must not rely on it.
    private static readonly string[] Lax =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--host-resolver-rules=MAP rebound.example 127.0.0.1",
        "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessForNavigations,PrivateNetworkAccessForWorkers,PrivateNetworkAccessSendPreflights",
    ];

    // Each way in which a script can ask, and what it is able to read of the answer.
    private const string Attack = """
        async aws => {
          const signed = service => ({
            'Authorization': `AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/${service}/aws4_request, SignedHeaders=host, Signature=b`,
            'X-Amz-Date': '20261121T080000Z' });
          const call = (service, target, body, type) => fetch(aws + '/', { method: 'POST', body,
            headers: { ...signed(service), 'X-Amz-Target': target, 'Content-Type': type || 'application/x-amz-json-1.1' } });
          const tries = {
            tables: () => call('dynamodb', 'DynamoDB_20120810.ListTables', '{}', 'application/x-amz-json-1.0'),
            users: () => call('cognito-idp', 'AWSCognitoIdentityProviderService.ListUserPools', '{"MaxResults":60}'),
            pool: () => call('cognito-idp', 'AWSCognitoIdentityProviderService.CreateUserPool', '{"PoolName":"evil"}'),
            key: () => call('kms', 'TrentService.CreateKey', '{"Description":"evil"}'),
            apps: () => fetch(aws + '/v1/apps', { headers: signed('mobiletargeting') }),
            bucket: () => fetch(aws + '/evil', { method: 'PUT', headers: signed('s3') }),
            accounts: () => fetch(aws + '/local/accounts'),
            outbox: () => fetch(aws + '/local/outbox', { credentials: 'include' }),
            faults: () => fetch(aws + '/local/faults', { method: 'PUT', body: 'throttle=1' }),
            health: () => fetch(aws + '/'),
            place: () => fetch(aws + '/local/users/ap-south-1_ClubshopStaff', { method: 'POST', mode: 'no-cors', body: '[{"username":"evil","attributes":{}}]' }),
            opaque: () => fetch(aws + '/local/accounts', { mode: 'no-cors' }),
            bare: () => fetch(aws + '/', { method: 'POST', mode: 'no-cors', body: '{"PoolName":"evil"}' }),
            beacon: async () => { navigator.sendBeacon(aws + '/local/users/ap-south-1_ClubshopStaff', '[]'); return new Response(''); },
          };
          const read = {};
          for (const [name, ask] of Object.entries(tries)) {
            try {
              const answer = await ask();
              read[name] = answer.type === 'opaque' ? '' : answer.status + ' ' + await answer.text();
            } catch {
              read[name] = '';
            }
          }
          return read;
        }
        """;

    [Fact]
    public async Task Page_OfAnotherOrigin_ReadsNothingAndChangesNothing()
    {
        await using var site = await StartSiteAsync();
        await using var aws = await AwsProcess.StartAsync();
        var before = await StateAsync(aws.Address);
        await using var browser = await LaunchAsync();
        var port = new Uri(site.Urls.First()).Port;

        // Another port of this machine, and another site.
        foreach (var host in (string[])["127.0.0.1", "evil.localhost", "localhost"])
        {
            var page = await browser.NewPageAsync();
            await page.GotoAsync($"http://{host}:{port}/");
            foreach (var (name, read) in await page.EvaluateAsync<Dictionary<string, string>>(Attack, aws.Address.GetLeftPart(UriPartial.Authority)))
                Assert.True(read is "" or "200 ", $"{host}, {name}: {read}"); // the beacon's is made up by the script
        }

        Assert.Equal(before, await StateAsync(aws.Address));
    }

    [Fact]
    public async Task Form_OfAnotherOrigin_ChangesNothing()
    {
        await using var site = await StartSiteAsync();
        await using var aws = await AwsProcess.StartAsync();
        var before = await StateAsync(aws.Address);
        await using var browser = await LaunchAsync();
        foreach (var path in (string[])["/local/users/ap-south-1_ClubshopStaff", "/", "/local/faults"])
        {
            var page = await browser.NewPageAsync();
            await page.GotoAsync(site.Urls.First());
            await page.SetContentAsync($"""
                <form method="post" enctype="text/plain" action="{new Uri(aws.Address, path)}"><input name='[{"{"}"username":"evil","note":"' value='"{"}"}]'><button>Send</button></form>
                """);
            var answer = await page.RunAndWaitForResponseAsync(() => page.ClickAsync("button"), answer => answer.Request.Method == "POST");

            Assert.True(answer.Status is 403 or 404, $"{path}: {answer.Status}");
        }

        Assert.Equal(before, await StateAsync(aws.Address));
    }

    [Fact]
    public async Task Page_WhoseNameWasMadeToLeadHere_ReadsNothingAndChangesNothing()
    {
        await using var aws = await AwsProcess.StartAsync();
        var before = await StateAsync(aws.Address);
        await using var browser = await LaunchAsync();
        var page = await browser.NewPageAsync();
        var rebound = $"http://rebound.example:{aws.Address.Port}";

        // Its own origin, as far as the browser can tell.
        Assert.Equal(403, (await page.GotoAsync(rebound + "/"))!.Status);
        foreach (var (name, read) in await page.EvaluateAsync<Dictionary<string, string>>(Attack, rebound))
            Assert.True(name is "beacon" || read.Length == 0 || read.StartsWith("403 ", StringComparison.Ordinal) || read.StartsWith("404 ", StringComparison.Ordinal), $"{name}: {read}");

        Assert.Equal(before, await StateAsync(aws.Address));
    }

    [Fact]
    public async Task Page_OfAnAllowedOrigin_IsAnswered()
    {
        await using var site = await StartSiteAsync();
        await using var aws = await AwsProcess.StartAsync("--allow-origin", site.Urls.First());
        await using var browser = await LaunchAsync();
        var page = await browser.NewPageAsync();
        await page.GotoAsync(site.Urls.First());

        var read = await page.EvaluateAsync<Dictionary<string, string>>(Attack, aws.Address.GetLeftPart(UriPartial.Authority));

        // The same script gets through where it is let: what it was refused above was refused by the endpoint.
        Assert.StartsWith("200 {\"TableNames\":", read["tables"], StringComparison.Ordinal);
        Assert.StartsWith("200 {\"UserPool\":", read["pool"], StringComparison.Ordinal);
        Assert.Equal("", read["accounts"]);
        Assert.Equal("", read["faults"]);
    }

    [Fact]
    public async Task Page_ThatPostsToTheCachesPort_StoresNothing()
    {
        await using var site = await StartSiteAsync();
        await using var aws = await AwsProcess.StartAsync();
        await using var browser = await LaunchAsync();
        var page = await browser.NewPageAsync();
        await page.GotoAsync(site.Urls.First());

        await page.EvaluateAsync(
            "async port => { try { await fetch('http://127.0.0.1:' + port + '/', { method: 'POST', mode: 'no-cors', body: '\\r\\nms evil 1 T0\\r\\nx\\r\\n' }); } catch { } }", aws.MemcachedPort);

        Assert.Equal("EN\r\n", await CacheAsync(aws.MemcachedPort, "mg evil v\r\n"));
        await CacheAsync(aws.MemcachedPort, "ms evil 1\r\nx\r\n");
        Assert.Equal("VA 1\r\nx\r\n", await CacheAsync(aws.MemcachedPort, "mg evil v\r\n"));
    }

    private static async Task<IBrowser> LaunchAsync() => await Browsers.LaunchAsync(Lax);

    // An empty page, under whatever name it is asked for.
    private static async Task<WebApplication> StartSiteAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = builder.Build();
        site.MapGet("/", () => Results.Content("<!doctype html><title>Another origin</title>", "text/html"));
        await site.StartAsync();
        return site;
    }

    // All that the attack goes for, as a program of this machine reads it.
    private static async Task<string> StateAsync(Uri aws)
    {
        using var http = new HttpClient { BaseAddress = aws };
        var state = new StringBuilder();
        foreach (var path in (string[])["/local/accounts", "/local/outbox", "/local/faults"])
            state.AppendLine(await http.GetStringAsync(path));

        foreach (var (service, target, body) in ((string, string, string)[])
            [("dynamodb", "DynamoDB_20120810.ListTables", "{}"), ("cognito-idp", "AWSCognitoIdentityProviderService.ListUserPools", "{\"MaxResults\":60}"), ("kms", "TrentService.ListKeys", "{}")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/")
            {
                Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1") } },
            };
            if (service == "dynamodb")
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
            request.Headers.Add("X-Amz-Target", target);
            request.Headers.Add("X-Amz-Date", "20261121T080000Z");
            request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/{service}/aws4_request, SignedHeaders=host, Signature=b");
            using var answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            state.AppendLine(await answer.Content.ReadAsStringAsync());
        }

        return state.ToString();
    }

    private static async Task<string> CacheAsync(int port, string command)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command), patience.Token);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(patience.Token);
    }
}

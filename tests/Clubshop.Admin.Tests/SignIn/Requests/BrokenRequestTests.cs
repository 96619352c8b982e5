using System.Net;
using System.Net.Sockets;
using System.Text;
using Clubshop.Admin.SignIn.Requests;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.SignIn.Requests;

/// <summary>Requests that break while they are read: a sentence for the visitor, a line for the log.</summary>
public sealed class BrokenRequestTests
{
    [Theory]
    [InlineData("/sign-in", "application/x-www-form-urlencoded")]
    [InlineData("/sign-in/forgot", "multipart/form-data; boundary=x")]
    [InlineData("/sign-out", "application/x-www-form-urlencoded")]
    [InlineData("/reads", "text/plain")]
    public async Task Sender_WhoIsTooSlow_GetsNoStackIntoTheLog(string path, string type)
    {
        await using var portal = await StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, portal.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\nContent-Length: 5000\r\n\r\nEmail="));

        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)); // the server gives up by itself

        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", answer);
        Quiet(portal);
    }

    [Theory]
    [InlineData("/sign-in", "application/x-www-form-urlencoded")]
    [InlineData("/reads", "text/plain")]
    public async Task Sender_WhoLeavesInTheMiddle_GetsNoStackIntoTheLog(string path, string type)
    {
        await using var portal = await StartAsync();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, portal.Address.Port);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\nContent-Length: 5000\r\n\r\nEmail="));
            client.Client.LingerState = new(true, 0); // a reset, not a farewell
        }

        using var browser = portal.NewBrowser();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/sign-in")).Status);
        Quiet(portal);
    }

    [Fact]
    public async Task Body_ThatIsTooLarge_IsAnsweredWithASentence()
    {
        await using var portal = await StartAsync();
        using var browser = portal.NewBrowser();
        var answer = await browser.SendAsync(new(HttpMethod.Post, "/reads") { Content = new ByteArrayContent(new byte[200_000]) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal(BrokenRequests.Sentence(413), answer.Body);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Quiet(portal);
    }

    private static Task<PortalHost> StartAsync() => PortalHost.StartAsync(
        add: services => services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = new(1_000_000, TimeSpan.FromSeconds(1.5));
            kestrel.Limits.MaxRequestBodySize = 100_000;
        }),
        map: app => app.MapPost("/reads", async (HttpContext http) => await http.Request.Body.CopyToAsync(Stream.Null)).AllowAnonymous());

    private static void Quiet(PortalHost portal)
    {
        var lines = portal.Log.Text.Split('\n');
        Assert.DoesNotContain(lines, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));
        Assert.True(lines.Count(line => line.StartsWith("Information A request could not be read", StringComparison.Ordinal)) <= 1);
    }
}

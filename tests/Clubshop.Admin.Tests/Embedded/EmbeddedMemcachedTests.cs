using System.Net;
using System.Net.Sockets;
using System.Text;
using Clubshop.Admin.Embedded;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;
using Clubshop.LocalAws.Memcached;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clubshop.Admin.Tests.Embedded;

/// <summary>Which memcached the portal uses, by mode and setting.</summary>
public sealed class EmbeddedMemcachedTests
{
    [Fact]
    public async Task EmbeddedMode_WithoutNodes_UsesTheEmbeddedMemcached()
    {
        await using var app = Build();
        var cache = app.Services.GetRequiredService<MemcachedCluster>();

        await cache.StoreAsync("greeting", Encoding.UTF8.GetBytes("namaste"), new StoreOptions(), CancellationToken.None);

        Assert.Equal(app.Services.GetRequiredService<MemcachedServer>().Address, Assert.Single(cache.Nodes).Address.ToString());
        Assert.Equal("namaste", Encoding.UTF8.GetString((await cache.GetAsync("greeting", CancellationToken.None))!.Value.Span));
    }

    [Fact]
    public async Task EmbeddedMode_WithNodes_UsesThem()
    {
        await using var app = Build(new("Cache:Nodes:0", "127.0.0.1:7001"), new("Cache:Nodes:1", "127.0.0.1:7002"));

        var nodes = app.Services.GetRequiredService<MemcachedCluster>().Nodes.Select(node => node.Address.ToString());

        Assert.Equal(["127.0.0.1:7001", "127.0.0.1:7002"], nodes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AwsMode_AtALoopbackEndpoint_UsesTheNextPort()
    {
        await using var app = Build(new("Aws:Mode", "Aws"), new("Aws:Endpoint", "http://127.0.0.1:8100"));

        Assert.Equal("127.0.0.1:8101", Assert.Single(app.Services.GetRequiredService<MemcachedCluster>().Nodes).Address.ToString());
    }

    [Fact]
    public async Task MemcachedPort_ThatIsInUse_IsNamedWithItsSetting()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var app = Build(new KeyValuePair<string, string?>("LocalAws:MemcachedPort", port));

        var refused = Assert.Throws<InvalidOperationException>(app.Services.GetRequiredService<MemcachedServer>);

        Assert.Contains("LocalAws:MemcachedPort", refused.Message, StringComparison.Ordinal);
        Assert.Contains(port, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void MemcachedPort_OutOfRange_IsAProblem(int port) =>
        Assert.Contains("LocalAws:MemcachedPort", Assert.Single(new EmbeddedOptions { MemcachedPort = port }.Problems(development: true)), StringComparison.Ordinal);

    [Fact]
    public async Task MemcachedPort_NotSet_IsAnotherWhenTheUsualOneIsTaken()
    {
        await using var first = Build();
        await using var second = Build();

        var ports = new[] { first.Services.GetRequiredService<MemcachedServer>().Port, second.Services.GetRequiredService<MemcachedServer>().Port };

        Assert.NotEqual(ports[0], ports[1]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Port_OutOfRange_IsAProblem(int port) =>
        Assert.Contains("LocalAws:Port", Assert.Single(new EmbeddedOptions { Port = port }.Problems(development: true)), StringComparison.Ordinal);

    // Composed as in Program, but not started.
    private static WebApplication Build(params KeyValuePair<string, string?>[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), .. settings]);
        builder.AddAwsOrEmbedded();
        builder.Services.AddStorage(builder.Configuration);
        return builder.Build();
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Clubshop.Api.Bench;

/// <summary>The servers that are measured, each a process of its own.</summary>
internal sealed class Servers : IDisposable
{
    private readonly Process _process;

    private Servers(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Its working set in MB.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>The end users' server on these nodes and this AWS.</summary>
    public static Task<Servers> StartApiAsync(IEnumerable<string> nodes, string aws, params string[] settings) => StartAsync(port => ["serve-api", port, string.Join(',', nodes), aws, .. settings]);

    /// <summary>A bare Kestrel endpoint that returns what the file holds.</summary>
    public static Task<Servers> StartBareAsync(string file) => StartAsync(port => ["serve-bare", port, file]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>What the process of the end users' server does.</summary>
    public static async Task<int> RunApiAsync(string port, string nodes, string aws, string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(
        [
            new("urls", $"http://127.0.0.1:{port}"), new("Cache:Nodes", nodes), new("Aws:Endpoint", aws), new("Limits:AddressPerSecond", "1000000"), new("Limits:AddressBurst", "1000000"),
            .. settings.Select(setting => setting.Split('=', 2)).Select(pair => new KeyValuePair<string, string?>(pair[0], pair[1])),
        ]);
        builder.AddApi();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.UseApi();
        app.MapApi();
        await app.RunAsync();
        return 0;
    }

    /// <summary>What the process of the bare server does.</summary>
    public static async Task<int> RunBareAsync(string port, string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/v1/offers/{offer}", http =>
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = bytes.Length;
            return http.Response.Body.WriteAsync(bytes).AsTask();
        });
        await app.RunAsync();
        return 0;
    }

    private static async Task<Servers> StartAsync(Func<string, string[]> arguments)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        foreach (var argument in arguments(port.ToString(CultureInfo.InvariantCulture)))
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return new(process, port);
            }
            catch (SocketException) when (!process.HasExited)
            {
                process.WaitForExit(20);
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Clubshop.LocalAws.Host;

/// <summary>The embedded AWS by itself, behind Kestrel on a loopback port, for any SDK or the AWS CLI.</summary>
internal static class StandAlone
{
    private const long LargeState = 200 << 20;

    /// <summary>Serves until it is stopped. Returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (StandAloneArguments.Parse(args) is not { } arguments)
        {
            await Console.Error.WriteLineAsync(StandAloneArguments.Usage);
            return 2;
        }
        var port = arguments.Port;
        await using var app = NewHost(() => new IPEndPoint(arguments.AllowRemote ? IPAddress.Any : IPAddress.Loopback, port));
        try
        {
            var logging = (ILoggerFactory)app.Services.GetService(typeof(ILoggerFactory))!;
            await using var memcached = StartMemcached(arguments, ref port, logging.CreateLogger<MemcachedServer>());
            await using var aws = await LocalAws.OpenAsync(
                new LocalAwsOptions { Directory = arguments.Directory, Faults = arguments.Faults, Memcached = memcached },
                TimeProvider.System, logging, CancellationToken.None);
            if (arguments.Users is { } users)
            {
                var file = await SeedFile.ReadAsync(users, CancellationToken.None);
                foreach (var line in await new PoolSeeder(aws.Cognito, CancellationToken.None).CreateMissingAsync(file)) Console.WriteLine(line);
            }
            LocalPages.Map(app, aws);
            aws.Map(app, arguments.Access);
            await app.StartAsync();
            Console.WriteLine($"Embedded AWS on {string.Join(", ", app.Urls)}, state in {arguments.Directory ?? "memory"}. Any credentials will do.");
            Console.WriteLine($"Memcached on {memcached.Address}: give it to the portal as Cache:Nodes:0.");
            _ = GiveBackAsync(app.Lifetime.ApplicationStopping);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    /// <summary>The web server, before anything is mapped.</summary>
    /// <param name="address">Where it listens; called when it starts.</param>
    internal static WebApplication NewHost(Func<IPEndPoint> address)
    {
        // The arguments are only for us; the host would take --port for configuration.
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 65 << 20; // a picture, and the frames around its chunks
            kestrel.Listen(address());
        });
        return builder.Build();
    }

    // Reading a large state leaves half as much again behind, which the process would keep until it needs it. Everything waits a second or two for that, once.
    private static async Task GiveBackAsync(CancellationToken stopping)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested && GC.GetTotalMemory(forceFullCollection: false) > LargeState)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    // The next port, so that a portal finds it by Aws:Endpoint; any free one if that is taken and no port was requested. Where the
    // endpoint itself may have any port, both are chosen together.
    private static MemcachedServer StartMemcached(StandAloneArguments arguments, ref int port, ILogger logger)
    {
        if (arguments.MemcachedPort is { } asked) return Start(asked);
        if (port is > 0 and < ushort.MaxValue)
        {
            try
            {
                return Start(port + 1);
            }
            catch (IOException)
            {
                return Start(0);
            }
        }
        var memcached = Start(0);
        if (port == 0 && IsFree(memcached.Port - 1)) port = memcached.Port - 1;
        return memcached;

        MemcachedServer Start(int at) => MemcachedServer.Start(at, new FaultBoard(), TimeProvider.System, logger);
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

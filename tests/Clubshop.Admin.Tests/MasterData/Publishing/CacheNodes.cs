using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Clubshop.Admin.Tests.MasterData.Publishing;

/// <summary>Debian's memcached, one process per node, on loopback ports; started, stopped and paused by the tests.</summary>
internal sealed class CacheNodes : IDisposable
{
    private readonly Dictionary<int, Process> _processes = [];
    private readonly ConcurrentDictionary<int, bool> _paused = new();

    /// <summary>Path of memcached, where the package <c>memcached</c> installs it.</summary>
    public const string Program = "/usr/bin/memcached";

    private CacheNodes(IReadOnlyList<int> ports) => Ports = ports;

    public IReadOnlyList<int> Ports { get; }

    public IEnumerable<string> Addresses => Ports.Select(port => $"127.0.0.1:{port}");

    public static async Task<CacheNodes> StartAsync(int count)
    {
        var nodes = new CacheNodes(FreePorts(count));
        foreach (var port in nodes.Ports)
            await nodes.StartNodeAsync(port);

        return nodes;
    }

    /// <summary>Starts an empty node and waits until it accepts connections.</summary>
    public async Task StartNodeAsync(int port)
    {
        var start = new ProcessStartInfo(Program) { UseShellExecute = false };
        foreach (var argument in new[] { "-l", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-U", "0", "-m", "64", "-t", "2" })
            start.ArgumentList.Add(argument);
        if (Environment.UserName == "root")
        {
            start.ArgumentList.Add("-u");
            start.ArgumentList.Add("nobody");
        }

        _processes[port] = Process.Start(start)!;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (attempt < 500)
            {
                // Not listening yet, which raises no event; or the port was briefly in use by an outgoing connection.
                if (_processes[port].WaitForExit(10))
                    _processes[port] = Process.Start(start)!;
            }
        }
    }

    public bool Runs(int port) => _processes.ContainsKey(port);

    public void Kill(int port)
    {
        if (_processes.Remove(port, out var process))
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    /// <summary>SIGSTOP: it accepts connections and keeps its values, but answers nothing.</summary>
    public void Pause(int port)
    {
        _paused[port] = true;
        Signal("-STOP", port);
    }

    /// <summary>SIGCONT.</summary>
    public void Resume(int port)
    {
        Signal("-CONT", port);
        _paused[port] = false;
    }

    /// <summary>Whether it is paused.</summary>
    public bool IsPaused(int port) => _paused.GetValueOrDefault(port);

    /// <summary>Sends one command and reads the first line of the answer.</summary>
    public static async Task<string> SayAsync(int port, string command)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port);
        await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(command));
        using var reader = new StreamReader(connection.GetStream());
        return await reader.ReadLineAsync() ?? "";
    }

    public void Dispose()
    {
        foreach (var port in _processes.Keys.ToList())
        {
            Resume(port);
            Kill(port);
        }
    }

    private void Signal(string signal, int port)
    {
        using var kill = Process.Start("kill", [signal, _processes[port].Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Clubshop.LocalAws.Tests.Memcached;

/// <summary>Debian's memcached on a loopback port of its own, for as long as a test needs it. test.sh installs it.</summary>
public sealed class DebianMemcached : IDisposable
{
    private readonly Process _process;

    public DebianMemcached()
    {
        Port = FreePort();
        var start = new ProcessStartInfo(Path)
        {
            ArgumentList = { "-l", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "0", "-m", "64", "-u", "nobody" },
        };
        _process = Process.Start(start)!;
        while (true)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Connect(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                // Not yet.
            }
        }
    }

    public int Port { get; }

    private static string Path =>
        new[] { "/usr/bin/memcached", "/usr/local/bin/memcached" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("memcached is missing: bash test.sh installs it, or: apt-get install memcached");

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>The real memcached (Debian's package; <c>test.sh</c> installs it) on a loopback port of its own choice.</summary>
internal sealed class DebianMemcached : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string[] _arguments;
    private Process _process;
    private Socket? _held;

    private DebianMemcached(int port, string[] arguments, Process process) => (Port, _arguments, _process) = (port, arguments, process);

    public int Port { get; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public static async Task<DebianMemcached> StartAsync(params string[] arguments)
    {
        // With port -1 memcached takes a free one and writes it to the file that this variable names (its own test suite does so).
        var file = Path.Combine(Path.GetTempPath(), $"memcached-{Guid.NewGuid():N}");
        var process = Launch(-1, arguments, file);
        try
        {
            var started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started) < Patience && !process.HasExited)
            {
                if (PortIn(file) is { } port)
                    return new DebianMemcached(port, arguments, process);
                await TurnAsync();
            }

            throw new InvalidOperationException("memcached did not start; is the package installed?");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Ends it at once; what it held is gone. Its port stays its own: connecting to it is refused, and no other test is given it.</summary>
    public async Task KillAsync()
    {
        await EndAsync(_process);
        _held ??= Hold(Port);
    }

    /// <summary>Starts it again, empty, on the same port.</summary>
    public async Task RestartAsync()
    {
        var started = Stopwatch.GetTimestamp();
        _held?.Dispose();
        _held = null;
        _process = Launch(Port, _arguments, null);
        while (!await AnswersAsync())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new InvalidOperationException("memcached did not start again.");
            if (_process.HasExited) // its port was borrowed for a moment, as ports of outgoing connections are
                _process = Launch(Port, _arguments, null);
            await TurnAsync();
        }
    }

    /// <summary>Stops it as SIGSTOP does: it takes connections and answers nothing.</summary>
    public void Pause() => Signal("-STOP");

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signal("-CONT");

    public async ValueTask DisposeAsync()
    {
        await EndAsync(_process);
        _process.Dispose();
        _held?.Dispose();
    }

    // Bound and not listening.
    private static Socket? Hold(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // connections of before may linger
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static Process Launch(int port, string[] arguments, string? portFile)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        string[] all = ["-l", "127.0.0.1", "-p", number, "-U", "0", "-u", Environment.UserName, "-m", "64", .. arguments];
        var start = new ProcessStartInfo("memcached", all) { UseShellExecute = false };
        start.Environment["MEMCACHED_PORT_FILENAME"] = portFile;
        return Process.Start(start) ?? throw new InvalidOperationException("memcached cannot be started.");
    }

    // "TCP INET: 35123", written in one go under another name and then renamed.
    private static int? PortIn(string file) =>
        File.Exists(file) && File.ReadAllText(file).Split(':') is [_, var port, ..]
            ? int.Parse(port.Split('\n')[0], CultureInfo.InvariantCulture)
            : null;

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await client.GetStream().WriteAsync("mn\r\n"u8.ToArray());
            var answer = new byte[4];
            return await client.GetStream().ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false) == 4
                && Encoding.ASCII.GetString(answer) == "MN\r\n";
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private static async Task TurnAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        await timer.WaitForNextTickAsync();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static async Task EndAsync(Process process)
    {
        if (process.HasExited)
            return;
        process.Kill();
        await process.WaitForExitAsync();
    }
}

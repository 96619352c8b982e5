using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Clubshop.Admin.Browser.Chaos;

/// <summary>
/// nginx in front of the instances, as a balancer: a visitor stays on one instance (cookie), WebSockets pass, an instance whose
/// <c>/health/ready</c> says no gets no new visitors, and one that does not take the connection is passed over. Its own folder, no rights, no service.
/// </summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const string Debian = "/usr/sbin/nginx";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("clubshop-front-").FullName;
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly int _port = FreePort();
    private readonly Lock _gate = new();
    private readonly Uri[] _instances;
    private bool[] _serving;
    private Process? _process;
    private Task _watching = Task.CompletedTask;

    private Nginx(Uri[] instances) => (_instances, _serving) = (instances, [.. instances.Select(_ => true)]);

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Each request and its status, as nginx saw them: what a visitor was answered.</summary>
    public IReadOnlyList<string> Requests => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string Log => Path.Combine(_folder, "access.log");

    private string Settings => Path.Combine(_folder, "nginx.conf");

    /// <summary>Starts it in front of two instances.</summary>
    public static async Task<Nginx> StartAsync(Uri one, Uri other)
    {
        var front = new Nginx([one, other]);
        front.Write();
        var program = File.Exists(Debian) ? Debian : "nginx"; // not on everybody's PATH
        front._process = Process.Start(new ProcessStartInfo(program, ["-c", front.Settings, "-p", front._folder, "-e", Path.Combine(front._folder, "error.log")]))!;
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await front.AnswersAsync(patience.Token))
        {
            Assert.False(front._process.HasExited, "nginx ended at once");
            await look.WaitForNextTickAsync(patience.Token);
        }

        front._watching = front.WatchAsync(front._end.Token);
        return front;
    }

    /// <summary>An instance has another address now; it is sent visitors when it says that it is ready.</summary>
    public void Replace(int index, Uri address)
    {
        lock (_gate)
            (_instances[index], _serving[index]) = (address, false);
    }

    /// <summary>Waits until exactly these are sent visitors.</summary>
    public async Task ServesAsync(params bool[] serving)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!Serving().SequenceEqual(serving))
            await look.WaitForNextTickAsync(patience.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        if (_process is { HasExited: false })
        {
            // Its workers end with it; killed, they would stay.
            await SignalAsync("TERM");
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process?.Dispose();
        _http.Dispose();
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool[] Serving()
    {
        lock (_gate)
            return [.. _serving];
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Address, "/health/live"), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // As a balancer's health check. With none left it keeps all: something is better than nothing.
    private async Task WatchAsync(CancellationToken end)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        try
        {
            while (await look.WaitForNextTickAsync(end))
            {
                Uri[] instances;
                lock (_gate)
                    instances = [.. _instances];
                var now = await Task.WhenAll(instances.Select(instance => ReadyAsync(instance, end)));
                lock (_gate)
                {
                    if (!instances.SequenceEqual(_instances) || now.SequenceEqual(_serving) || !now.Contains(true))
                        continue;
                    _serving = now;
                }

                Write();
                await SignalAsync("HUP"); // open connections stay where they are
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task<bool> ReadyAsync(Uri instance, CancellationToken end)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(instance, "/health/ready"), end);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !end.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Patience);
    }

    private void Write()
    {
        lock (_gate)
        {
            string Server(int index, string more) => $"server {_instances[index].Authority}{(_serving[index] ? " max_fails=1 fail_timeout=1s" : " down")}{more};";
            File.WriteAllText(Settings, $$"""
                daemon off;
                {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
                worker_processes 1;
                pid {{_folder}}/nginx.pid;
                error_log {{_folder}}/error.log warn;
                events { worker_connections 2048; }
                http {
                  log_format one '$status $request_method $uri $upstream_addr $upstream_status';
                  access_log {{Log}} one;
                  client_body_temp_path {{_folder}}/body; proxy_temp_path {{_folder}}/proxy; fastcgi_temp_path {{_folder}}/f; uwsgi_temp_path {{_folder}}/u; scgi_temp_path {{_folder}}/s;
                  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
                  split_clients $request_id $drawn { 50% one; * other; }
                  map $cookie_instance $chosen { one one; other other; default $drawn; }
                  map $upstream_addr $served { ~{{_instances[0].Port}}$ one; ~{{_instances[1].Port}}$ other; default $chosen; }
                  upstream one { {{Server(0, "")}} {{Server(1, _serving[0] ? " backup" : "")}} }
                  upstream other { {{Server(1, "")}} {{Server(0, _serving[1] ? " backup" : "")}} }
                  server {
                    listen 127.0.0.1:{{_port}};
                    client_max_body_size 70m;
                    location / {
                      proxy_pass http://$chosen;
                      proxy_http_version 1.1;
                      proxy_set_header Host $http_host;
                      proxy_set_header Upgrade $http_upgrade;
                      proxy_set_header Connection $connection_upgrade;
                      proxy_set_header X-Forwarded-For $remote_addr;
                      proxy_set_header X-Forwarded-Proto http;
                      proxy_connect_timeout 2s;
                      proxy_read_timeout 120s;
                      proxy_next_upstream error timeout;
                      add_header Set-Cookie "instance=$served; Path=/; HttpOnly" always;
                    }
                  }
                }
                """);
        }
    }

    // Below the ports that the system gives to outgoing connections: nginx listens again on the same one after each change.
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(20_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}

using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.Browser;

/// <summary>The embedded AWS as a process of its own, reached over HTTP, each answer some time later: as far away as the real one.</summary>
public sealed partial class FarAws : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _http = new();

    private FarAws(Process process, Uri address, string cache) => (_process, Address, Cache) = (process, address, cache);

    /// <summary>Where it answers; its <c>/local</c> too.</summary>
    public Uri Address { get; }

    /// <summary>Its memcached.</summary>
    public string Cache { get; }

    /// <summary>What a portal has to be told to use it.</summary>
    public Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["Aws__Mode"] = "Aws",
        ["Aws__Endpoint"] = Address.AbsoluteUri,
        ["Aws__TablePrefix"] = "clubshop-",
        ["Cache__Nodes__0"] = Cache,
        ["AWS_ACCESS_KEY_ID"] = "far",
        ["AWS_SECRET_ACCESS_KEY"] = "far",
    };

    /// <summary>Starts it with the demo in it.</summary>
    public static async Task<FarAws> StartAsync()
    {
        var started = new TaskCompletionSource<(Uri Address, string Cache)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (address, output) = (default(Uri), new List<string>());
        var process = Run("Clubshop.LocalAws.dll", ["--port", "0", "--in-memory"], null, line =>
        {
            output.Add(line);
            if (Endpoint.Match(line) is { Success: true } endpoint)
                address = new Uri(endpoint.Groups["address"].Value);
            if (Memcached.Match(line) is { Success: true } memcached)
                started.TrySetResult((address!, memcached.Groups["address"].Value));
        });
        process.Exited += (_, _) => started.TrySetException(new InvalidOperationException("The embedded AWS ended: " + string.Join('\n', output)));
        var (at, cache) = await started.Task.WaitAsync(Patience);
        var aws = new FarAws(process, at, cache);
        await aws.OpsAsync("setup", "--seed", "demo");
        return aws;
    }

    /// <summary>From now on every answer takes 20 to 200 ms longer.</summary>
    public Task SlowAsync() => SetFaultsAsync((20, 1), (60, 0.5), (120, 0.3));

    /// <summary>These faults from now on, and no others.</summary>
    /// <param name="rules">As <c>/local/faults</c> takes them; none for none.</param>
    public async Task SetFaultsAsync(params IEnumerable<object> rules)
    {
        using var answer = await _http.PutAsJsonAsync(new Uri(Address, "/local/faults"), new { seed = 7, rules });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How many messages each address was sent.</summary>
    public async Task<Dictionary<string, int>> DeliveriesAsync() =>
        (await _http.GetFromJsonAsync<List<Delivered>>(new Uri(Address, "/local/deliveries")))!.ToDictionary(one => one.Address, one => one.Sent, StringComparer.Ordinal);

    /// <summary>Runs one of the portal's commands on it and returns what it printed.</summary>
    public async Task<string> OpsAsync(params string[] arguments)
    {
        var output = new List<string>();
        using var command = Run("Clubshop.Admin.dll", ["ops", .. arguments], Settings, output.Add);
        await command.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(command.ExitCode == 0, string.Join('\n', output));
        return string.Join('\n', output);
    }

    private sealed record Delivered(string Address, int Sent);

    /// <summary>From now on every answer takes so much longer.</summary>
    public Task SlowAsync(int milliseconds) => SetFaultsAsync((milliseconds, 1));

    private Task SetFaultsAsync(params (int DelayMs, double Probability)[] delays) =>
        SetFaultsAsync(delays.Select(one => new { kind = "Latency", delayMs = one.DelayMs, probability = one.Probability }));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }

    private static Process Run(string assembly, string[] arguments, Dictionary<string, string>? settings, Action<string> read)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_gcServer"] = "0" },
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (key, value) in settings ?? [])
            start.Environment[key] = value;

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var gate = new Lock();
        DataReceivedEventHandler take = (_, line) =>
        {
            if (line.Data is not { } text)
                return;
            lock (gate)
                read(text);
        };
        process.OutputDataReceived += take;
        process.ErrorDataReceived += take;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    [GeneratedRegex(@"\AEmbedded AWS on (?<address>http://[^,\s]+),", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Endpoint { get; }

    [GeneratedRegex(@"\AMemcached on (?<address>\S+): ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Memcached { get; }
}

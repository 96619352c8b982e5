using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.Browser;

/// <summary>An account of the demo, as <c>/local/accounts</c> tells it.</summary>
public sealed record DemoAccount(string Email, string? Password, string? Role, string? TotpSecret);

/// <summary>Something "sent", as <c>/local/outbox</c> tells it.</summary>
public sealed record SentMessage(DateTimeOffset At, string Channel, string To, string? Title, string Body, string? Reason);

/// <summary>
/// The portal as people start it: a process of its own, on a folder and a port of its own. <see cref="KillAsync"/> is <c>kill -9</c>;
/// <see cref="StartAsync()"/> starts it again on what is left.
/// </summary>
public sealed partial class Portal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("clubshop-journey-").FullName;
    private readonly string _seed;
    private readonly HttpClient _http = new();
    private Process? _process;

    private Portal(string seed, IReadOnlyDictionary<string, string>? settings) => (_seed, Settings) = (seed, new(settings ?? new Dictionary<string, string>(), StringComparer.Ordinal));

    /// <summary>What goes wrong in the embedded AWS from the next start on, as <c>LocalAws:Faults</c> has it; null for nothing.</summary>
    public string? Faults { get; set; }

    /// <summary>The embedded AWS's folder.</summary>
    public string Folder => _folder;

    /// <summary>What it wrote to its output since its first start.</summary>
    public string AllOutput => string.Join('\n', _allLines);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Where other programs reach the AWS inside it; known soon after the start.</summary>
    public Task<(Uri Aws, string Memcached)> ForOthers => _forOthers.Task.WaitAsync(Patience);

    /// <summary>Where <c>/local</c> is, when not in the portal itself: beside an embedded AWS that runs alone.</summary>
    public Uri? Local { get; init; }

    /// <summary>Whether it comes back at the same address, so that a page that was open meets it again; otherwise at a free one.</summary>
    public bool KeepsAddress { get; set; }

    /// <summary>The folder of its program; by default what the build of the tests has put beside them.</summary>
    public string Program { get; init; } = AppContext.BaseDirectory;

    /// <summary>Further configuration, as environment variables name it; from the next start on.</summary>
    public Dictionary<string, string> Settings { get; }

    /// <summary>What it wrote to its output since the last start.</summary>
    public string Output => string.Join('\n', _lines);

    private readonly TaskCompletionSource<(Uri Aws, string Memcached)> _forOthers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _allLines = new();

    /// <summary>A portal on an empty folder.</summary>
    /// <param name="seed">What it is filled with.</param>
    /// <param name="settings">Further configuration, as environment variables name it: <c>Cache__Nodes</c>.</param>
    /// <param name="local">Where <c>/local</c> is, when not in the portal itself.</param>
    /// <param name="program">The folder of its program, when it is another than the build's.</param>
    public static async Task<Portal> StartAsync(string seed = "demo", IReadOnlyDictionary<string, string>? settings = null, Uri? local = null, string? program = null)
    {
        var portal = new Portal(seed, settings) { Local = local, Program = program ?? AppContext.BaseDirectory };
        await portal.StartAsync();
        return portal;
    }

    /// <summary>Starts the process and waits until it answers.</summary>
    public async Task StartAsync()
    {
        _lines.Clear();
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(Program, "Clubshop.Admin.dll"), "--urls", KeepsAddress && Address.Port != 80 ? Address.GetLeftPart(UriPartial.Authority) : "http://127.0.0.1:0" },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["LocalAws__Directory"] = _folder,
                ["LocalAws__Seed"] = _seed,
                ["LocalAws__Faults"] = Faults ?? "",
                // Many of them share a small machine here.
                ["DOTNET_gcServer"] = "0",
            },
        };
        foreach (var (key, value) in Settings)
            start.Environment[key] = value;

        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        process.ErrorDataReceived += (_, line) => Read(line.Data, listening);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The portal ended: {Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        Address = await listening.Task.WaitAsync(Patience);
    }

    /// <summary>Runs a command of the portal in a process beside it, on its AWS: <c>ops …</c>. Gives what it printed.</summary>
    public async Task<string> OpsAsync(params string[] command)
    {
        var (aws, memcached) = await ForOthers;
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Aws__Mode"] = "Aws", ["Aws__Endpoint"] = aws.AbsoluteUri, ["Cache__Nodes"] = memcached, ["DOTNET_gcServer"] = "0" },
        };
        foreach (var argument in (string[])[Path.Combine(Program, "Clubshop.Admin.dll"), "ops", .. command])
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"“ops {string.Join(' ', command)}” ended with {process.ExitCode}: {printed}");
    }

    /// <summary>Ends the process as <c>kill -9</c> does: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill(); // SIGKILL
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Asks the process to end, as a supervisor does before a new version, and waits until it has.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Patience);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _process = null;
    }

    /// <summary>The demo's accounts as they are now.</summary>
    public async Task<IReadOnlyList<DemoAccount>> AccountsAsync() =>
        await _http.GetFromJsonAsync<List<DemoAccount>>(new Uri(Local ?? Address, "/local/accounts")) ?? [];

    /// <summary>Everything "sent", the newest last.</summary>
    public async Task<IReadOnlyList<SentMessage>> OutboxAsync() =>
        await _http.GetFromJsonAsync<List<SentMessage>>(new Uri(Local ?? Address, "/local/outbox")) ?? [];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _http.Dispose();
        var found = PersonalData.FoundIn(this);
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(found); // whatever the journey was about
    }

    private void Read(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        _allLines.Enqueue(line);
        if (Listening.Match(line) is { Success: true } match)
            listening.TrySetResult(new Uri(match.Groups["address"].Value));
        if (Others.Match(line) is { Success: true } others)
            _forOthers.TrySetResult((new Uri(others.Groups["aws"].Value), others.Groups["memcached"].Value));
    }

    [GeneratedRegex(@"the embedded AWS is at (?<aws>http://\S+) \(Aws:Endpoint\) and its memcached at (?<memcached>\S+) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Others { get; }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening { get; }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.Browser;

/// <summary>The end users' server as people start it: a process of its own, pointed at the AWS and the memcached inside a portal that runs.</summary>
internal sealed partial class EndUsersServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    private EndUsersServer(Uri aws, string memcached, TaskCompletionSource<Uri> listening)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Program(), "--urls", "http://127.0.0.1:0" },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Aws__Endpoint"] = aws.AbsoluteUri, ["Cache__Nodes__0"] = memcached,
                ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information", ["DOTNET_gcServer"] = "0",
            },
        };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, listening);
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The end users' server ended: {Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>What it wrote.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts it.</summary>
    /// <param name="aws">The portal's AWS.</param>
    /// <param name="memcached">The portal's memcached: host and port.</param>
    public static async Task<EndUsersServer> StartAsync(Uri aws, string memcached)
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = new EndUsersServer(aws, memcached, listening);
        server.Address = await listening.Task.WaitAsync(Patience);
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }

    // Where its own build has put it: beside the tests its settings and the portal's would have one name.
    private static string Program()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory); // …/bin/{configuration}/net10.0/
        var folder = output;
        while (!File.Exists(Path.Combine(folder!.FullName, "Clubshop.Admin.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "src", "Clubshop.Api", "bin", output.Parent!.Name, output.Name, "Clubshop.Api.dll");
    }

    private void Read(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (Listening.Match(line) is { Success: true } match)
            listening.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening { get; }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Clubshop.Api.Tests.Portal;

/// <summary>The portal as people start it, in Development, on a folder of its own; the build has put its program where it always is.</summary>
internal sealed partial class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("clubshop-api-").FullName;
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    /// <summary>Where its embedded AWS listens for others.</summary>
    public string Aws { get; private set; } = "";

    /// <summary>Where its memcached listens.</summary>
    public string Memcached { get; private set; } = "";

    /// <summary>Starts it.</summary>
    public static async Task<PortalProcess> StartAsync()
    {
        var portal = new PortalProcess();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Program(), "--urls", "http://127.0.0.1:0" },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development", ["LocalAws__Directory"] = portal._folder, ["LocalAws__Port"] = "0", ["LocalAws__MemcachedPort"] = "0", ["DOTNET_gcServer"] = "0",
            },
        };
        portal._process = new Process { StartInfo = start, EnableRaisingEvents = true };
        portal._process.OutputDataReceived += (_, line) => portal.Read(line.Data, ready);
        portal._process.ErrorDataReceived += (_, line) => portal.Read(line.Data, ready);
        portal._process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The portal ended: {string.Join('\n', portal._lines)}"));
        portal._process.Start();
        portal._process.BeginOutputReadLine();
        portal._process.BeginErrorReadLine();
        await ready.Task.WaitAsync(Patience);
        return portal;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Program()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory); // …/bin/{configuration}/net10.0/
        var folder = output;
        while (!File.Exists(Path.Combine(folder!.FullName, "Clubshop.Admin.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "src", "Clubshop.Admin", "bin", output.Parent!.Name, output.Name, "Clubshop.Admin.dll");
    }

    private void Read(string? line, TaskCompletionSource ready)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (Listening.Match(line) is not { Success: true } match)
            return;
        (Aws, Memcached) = (match.Groups["aws"].Value, match.Groups["memcached"].Value);
        ready.TrySetResult();
    }

    [GeneratedRegex(@"the embedded AWS is at (?<aws>http://\S+) \(Aws:Endpoint\) and its memcached at (?<memcached>\S+) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening { get; }
}

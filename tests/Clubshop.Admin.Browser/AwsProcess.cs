using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.Browser;

/// <summary>The embedded AWS alone, in a process of its own, as people start it.</summary>
internal sealed partial class AwsProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AwsProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Clubshop.LocalAws.dll"), "--port", "0", "--in-memory", .. arguments])
            start.ArgumentList.Add(argument);

        start.Environment["DOTNET_gcServer"] = "0"; // many of them share a small machine here
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException("The embedded AWS ended: " + string.Join('\n', _lines)));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The port of its memcached.</summary>
    public int MemcachedPort { get; private set; }

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<AwsProcess> StartAsync(params IEnumerable<string> arguments)
    {
        var process = new AwsProcess(arguments);
        await process._started.Task.WaitAsync(Patience);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process.Dispose();
    }

    // The cache is the last line.
    private void Read(string? line)
    {
        if (line is null)
            return;

        _lines.Enqueue(line);
        if (Aws.Match(line) is { Success: true } aws)
            Address = new Uri(aws.Groups["address"].Value);
        if (Cache.Match(line) is { Success: true } cache)
        {
            MemcachedPort = int.Parse(cache.Groups["port"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            _started.TrySetResult();
        }
    }

    [GeneratedRegex(@"^Embedded AWS on (?<address>http://[^\s,]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Aws { get; }

    [GeneratedRegex(@"^Memcached on 127\.0\.0\.1:(?<port>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cache { get; }
}

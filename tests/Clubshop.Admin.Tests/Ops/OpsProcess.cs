using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.Tests.Ops;

/// <summary>A program of the repository in its own process, started as people start it.</summary>
internal sealed class OpsProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OpsProcess(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program + ".dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_gcServer"] = "0"; // many of them share a small machine here
        foreach (var (key, value) in settings)
            start.Environment[key] = value;

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"{program} ended: {Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All its output.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a server and waits until it logs its address.</summary>
    public static async Task<(OpsProcess Process, Uri Address)> ServeAsync(string program, IEnumerable<string> arguments, params KeyValuePair<string, string>[] settings)
    {
        var process = new OpsProcess(program, arguments, settings);
        return (process, await process._address.Task.WaitAsync(Patience));
    }

    /// <summary>Runs a command until it exits.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, params KeyValuePair<string, string>[] settings)
    {
        await using var process = new OpsProcess(program, arguments, settings);
        _ = process._address.Task.Exception; // commands listen nowhere
        await process._process.WaitForExitAsync().WaitAsync(Patience);
        return (process._process.ExitCode, process.Output);
    }

    /// <summary>Kills it, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(); // SIGKILL
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>Asks it to stop, as systemd does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;

        _lines.Enqueue(line);
        var match = Regex.Match(line, @"(?:Now listening on:|Embedded AWS on) (?<address>http://[^\s,""]+)", RegexOptions.ExplicitCapture);
        if (match.Success)
            _address.TrySetResult(new Uri(match.Groups["address"].Value));
    }
}

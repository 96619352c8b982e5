using System.Diagnostics;
using System.Net.Http.Json;

namespace Clubshop.Notify.Bench;

/// <summary>The embedded AWS in a process of its own.</summary>
internal sealed class AwsProcess : IDisposable
{
    private readonly Process _process;

    private AwsProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it on a folder, on a free port.</summary>
    public static async Task<AwsProcess> StartAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Clubshop.LocalAws.dll"), "--port", "0", "--data", folder })
            start.ArgumentList.Add(argument);

        var process = Process.Start(start) ?? throw new InvalidOperationException("The embedded AWS did not start.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ', ',').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal)) is { } address)
                return new(process, new Uri(address));
        }

        throw new InvalidOperationException("The embedded AWS ended before it listened.");
    }

    /// <summary>Addresses that were sent more than one message.</summary>
    public async Task<int> SentTwiceAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        return (await http.GetFromJsonAsync<List<Delivery>>("/local/deliveries") ?? []).Count(delivery => delivery.Sent > 1);
    }

    /// <summary>Ends it; its folder is free then.</summary>
    public void Stop()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            Stop();
        _process.Dispose();
    }

    private sealed record Delivery(string Address, int Sent);
}

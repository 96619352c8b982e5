using System.Text.RegularExpressions;
using Clubshop.LocalAws.Pinpoint;

namespace Clubshop.Admin.Browser.Chaos;

/// <summary>Two instances of the portal behind nginx, on one AWS whose services can fail while they run.</summary>
internal sealed partial class TwoInstances : IAsyncDisposable
{
    private readonly string _client;

    private TwoInstances(FarAws aws, string client, Portal one, Portal other, Nginx front) => (Aws, _client, Instances, Front) = (aws, client, [one, other], front);

    /// <summary>What they depend on.</summary>
    public FarAws Aws { get; }

    /// <summary>The instances.</summary>
    public IReadOnlyList<Portal> Instances { get; }

    /// <summary>What people and programs reach.</summary>
    public Nginx Front { get; }

    /// <summary>Starts all of it, filled with the demo.</summary>
    /// <param name="settings">Further configuration of the instances, as environment variables name it.</param>
    public static async Task<TwoInstances> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var aws = await FarAws.StartAsync();
        var all = new Dictionary<string, string>(aws.Settings, StringComparer.Ordinal)
        {
            ["Pinpoint__ApplicationId"] = FixedApplication.Id,
            ["Proxies"] = "127.0.0.1",
            ["Health__ProbeSeconds"] = "1",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
            all[key] = value;
        var client = await aws.OpsAsync("api-client", "create", "--name", "Catalog sync", "--scopes", "catalog.read catalog.write registry.devices");
        var portals = await Task.WhenAll(Portal.StartAsync(settings: all, local: aws.Address), Portal.StartAsync(settings: all, local: aws.Address));
        return new TwoInstances(aws, client, portals[0], portals[1], await Nginx.StartAsync(portals[0].Address, portals[1].Address));
    }

    /// <summary>Replaces an instance as a deployment does: told to stop, taken out by its health, drained, started again, taken in when it is ready.</summary>
    public async Task ReplaceAsync(int index)
    {
        await Instances[index].TerminateAsync();
        await Instances[index].StartAsync();
        Front.Replace(index, Instances[index].Address);
        await Front.ServesAsync(true, true);
    }

    /// <summary>A program that calls the API through nginx.</summary>
    public Task<CatalogProgram> ProgramAsync() => CatalogProgram.StartAsync(Front.Address, Id.Match(_client).Groups["value"].Value, Secret.Match(_client).Groups["value"].Value);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        foreach (var portal in Instances)
            await portal.DisposeAsync();
        await Aws.DisposeAsync();
    }

    [GeneratedRegex(@"client_id\s+(?<value>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id { get; }

    [GeneratedRegex(@"client_secret\s+(?<value>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret { get; }
}

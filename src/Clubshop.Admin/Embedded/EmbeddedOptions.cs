using Clubshop.Admin.Ops;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Embedded;

/// <summary>Options of the embedded AWS: configuration section <c>LocalAws</c>. Read only in Embedded mode.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "LocalAws";

    /// <summary>
    /// The folder that holds its state. By default <c>App_Data/local-aws</c> in the repository, or the user's local application data when there
    /// is no repository.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>
    /// What an empty folder is seeded with: <c>demo</c> (accounts and a small catalog), <c>none</c> (only the accounts), or a number of offers
    /// (with shops in proportion).
    /// </summary>
    public string Seed { get; set; } = "demo";

    /// <summary>Allows Embedded mode to listen on addresses that other machines can reach. <c>/local</c> does not exist then.</summary>
    public bool AllowRemote { get; set; }

    /// <summary>Allows Embedded mode outside Development. <c>/local</c> does not exist then.</summary>
    public bool AllowOutsideDevelopment { get; set; }

    /// <summary>
    /// Whether, in Development, the embedded AWS also listens on <see cref="Port"/> of 127.0.0.1, for the end users' server, the AWS CLI or any SDK of this
    /// machine.
    /// </summary>
    public bool Listen { get; set; } = true;

    /// <summary>That port; 0 for a free one. By default 8100, or a free one if that is taken.</summary>
    public int? Port { get; set; }

    /// <summary>The port of the embedded memcached on 127.0.0.1; 0 for a free one. By default 11411, or a free one if that is taken.</summary>
    public int? MemcachedPort { get; set; }

    /// <summary>
    /// Injected faults, such as <c>index-lag=500,throttle=0.02,seed=7</c> (docs/local-aws.md); none by default. Only in Development.
    /// </summary>
    public string? Faults { get; set; }

    /// <summary>Whether <c>/local</c> exists.</summary>
    public bool HasLocalPages => !AllowRemote && !AllowOutsideDevelopment;

    /// <summary>The problems of the settings, each naming its key; empty when there are none.</summary>
    public IEnumerable<string> Problems(bool development)
    {
        if (!SeedSize.TryParse(Seed, out _))
            yield return $"LocalAws:Seed is \"{Seed}\". Set it to demo, none, or a number of offers from 1 to 1,000,000.";
        if (!string.IsNullOrWhiteSpace(Faults) && !development)
            yield return "LocalAws:Faults is set outside Development. Faults are only for Development: leave it empty.";
        else if (FaultProblem() is { } problem)
            yield return $"LocalAws:Faults: {problem}";
        if (MemcachedPort is < 0 or > ushort.MaxValue)
            yield return $"LocalAws:MemcachedPort is {MemcachedPort}. Set it to a port from 1 to 65535, or to 0 for a free port.";
        if (Port is < 0 or > ushort.MaxValue)
            yield return $"LocalAws:Port is {Port}. Set it to a port from 1 to 65535, or to 0 for a free port.";
        if (!development && !AllowOutsideDevelopment)
        {
            yield return "Aws:Mode is Embedded outside Development, but the embedded AWS is for development. Set Aws:Mode to Aws, "
                + "or set LocalAws:AllowOutsideDevelopment to true if this is intended.";
        }
    }

    /// <summary>The full path of the folder in use.</summary>
    public string ResolveFolder() => Path.GetFullPath(string.IsNullOrWhiteSpace(Directory) ? Default() : Directory);

    private string? FaultProblem()
    {
        try
        {
            FaultText.Parse(Faults);
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }

    private static string Default()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Clubshop.Admin.sln")))
                return Path.Combine(folder.FullName, "App_Data", "local-aws");
        }

        return Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "Clubshop", "local-aws");
    }
}

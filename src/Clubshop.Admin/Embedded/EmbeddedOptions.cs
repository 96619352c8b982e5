using Clubshop.Admin.Ops;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Embedded;

/// <summary>The embedded AWS: section <c>LocalAws</c>. Read in Embedded mode alone.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "LocalAws";

    /// <summary>
    /// The folder that holds its state; by default <c>App_Data/local-aws</c> in the repository, and the person's local application data
    /// where there is no repository.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>
    /// What an empty folder is filled with: <c>demo</c> (accounts and a small catalog), <c>none</c> (the accounts alone), or a number:
    /// that many offers, with shops in proportion.
    /// </summary>
    public string Seed { get; set; } = "demo";

    /// <summary>Lets Embedded mode listen on addresses that other machines reach. <c>/local</c> does not exist then.</summary>
    public bool AllowRemote { get; set; }

    /// <summary>Lets Embedded mode run outside Development. <c>/local</c> does not exist then.</summary>
    public bool AllowOutsideDevelopment { get; set; }

    /// <summary>The port of the embedded memcached on 127.0.0.1; 0 for a free one.</summary>
    public int MemcachedPort { get; set; }

    /// <summary>
    /// What goes wrong in it, such as <c>index-lag=500,throttle=0.02,seed=7</c> (docs/local-aws.md); nothing by default. In Development alone.
    /// </summary>
    public string? Faults { get; set; }

    /// <summary>Whether <c>/local</c> exists.</summary>
    public bool HasLocalPages => !AllowRemote && !AllowOutsideDevelopment;

    /// <summary>What is wrong with the settings, each naming its key; empty when nothing is.</summary>
    public IEnumerable<string> Problems(bool development)
    {
        if (!SeedSize.TryParse(Seed, out _))
            yield return $"LocalAws:Seed is \"{Seed}\": it can be demo, none, or a number of offers from 1 to 1,000,000.";
        if (!string.IsNullOrWhiteSpace(Faults) && !development)
            yield return "LocalAws:Faults is set outside Development: faults are for trying the portal out. Leave it empty.";
        else if (FaultProblem() is { } problem)
            yield return $"LocalAws:Faults: {problem}";
        if (MemcachedPort is < 0 or > ushort.MaxValue)
            yield return $"LocalAws:MemcachedPort is {MemcachedPort}: it can be a port from 1 to 65535, or 0 for a free one.";
        if (!development && !AllowOutsideDevelopment)
        {
            yield return "Aws:Mode is Embedded outside Development: the embedded AWS is for trying the portal out. Set Aws:Mode to Aws, "
                + "or LocalAws:AllowOutsideDevelopment to true if this is meant.";
        }
    }

    /// <summary>The folder in effect.</summary>
    public string FolderInEffect() => Path.GetFullPath(string.IsNullOrWhiteSpace(Directory) ? Default() : Directory);

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

using System.Globalization;
using Clubshop.LocalAws.Faults;

namespace Clubshop.LocalAws.Host;

/// <summary>The arguments of the stand-alone embedded AWS (docs/local-aws.md).</summary>
internal sealed record StandAloneArguments
{
    /// <summary>What is shown when they cannot be read.</summary>
    public const string Usage = """
        usage: Clubshop.LocalAws [--port 8100] [--memcached-port 8101] [--data DIR | --in-memory] [--users FILE] [--faults TEXT]
                                 [--allow-host NAME]… [--allow-origin ORIGIN]… [--allow-remote]
        It answers only programs of this machine that call it localhost, 127.0.0.1 or [::1], and no web page.
          --allow-host NAME      a further name that callers may use
          --allow-origin ORIGIN  pages of this origin, such as http://localhost:3000, may call it and read the answers
          --allow-remote         other machines may call it, under a name given by --allow-host; anybody there can read and change everything
        """;

    public int Port { get; private init; } = 8100;

    public int? MemcachedPort { get; private init; }

    /// <summary>The folder of the state; null keeps it in memory.</summary>
    public string? Directory { get; private init; }

    public string? Users { get; private init; }

    public FaultPlan? Faults { get; private init; }

    public bool AllowRemote { get; private init; }

    /// <summary>Who may ask.</summary>
    public EndpointAccess Access { get; private init; } = EndpointAccess.ThisMachine;

    /// <summary>Reads them; null when one is not known or lacks its value.</summary>
    public static StandAloneArguments? Parse(string[] args)
    {
        var (read, inMemory, hosts, origins) = (new StandAloneArguments(), false, new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--in-memory":
                    inMemory = true;
                    continue;
                case "--allow-remote":
                    read = read with { AllowRemote = true };
                    continue;
                case "--port" when Port16(value) is { } port:
                    read = read with { Port = port };
                    break;
                case "--memcached-port" when Port16(value) is { } port:
                    read = read with { MemcachedPort = port };
                    break;
                case "--data" when value is { Length: > 0 }:
                    read = read with { Directory = value };
                    break;
                case "--users" when value is { Length: > 0 }:
                    read = read with { Users = value };
                    break;
                case "--faults" when value is not null && TryFaults(value, out var plan):
                    read = read with { Faults = plan };
                    break;
                case "--allow-host" when value is not null && Uri.CheckHostName(value) != UriHostNameType.Unknown:
                    hosts.Add(value);
                    break;
                case "--allow-origin" when IsOrigin(value):
                    origins.Add(value!);
                    break;
                default:
                    return null;
            }
            i++;
        }
        if (inMemory && read.Directory is not null) return null;
        return read with
        {
            Directory = inMemory ? null : read.Directory ?? DefaultDirectory(),
            Access = new EndpointAccess(read.AllowRemote, hosts, origins),
        };
    }

    private static ushort? Port16(string? text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    // As a browser sends it: no path, no slash at the end.
    private static bool IsOrigin(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" && text!.Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    private static bool TryFaults(string text, out FaultPlan? plan)
    {
        try
        {
            plan = FaultText.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            plan = null;
            return false;
        }
    }

    private static string DefaultDirectory() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "Clubshop", "local-aws");
}

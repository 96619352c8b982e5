using System.Collections;
using System.Reflection;
using Clubshop.Aws;

namespace Clubshop.Admin.Ops;

/// <summary>
/// The configuration among the arguments of a command. The host's own reader of arguments takes what begins with a slash for a key, the
/// next argument for its value, and whatever nobody reads for a key as well: a path before <c>--Aws:TablePrefix=…</c> would send the rows
/// into other tables, and so would a key that is misspelt. So they are taken apart here.
/// </summary>
internal static class OpsConfiguration
{
    // Read by hand, not through options.
    private static readonly string[] Single = ["Aws:TablePrefix", "Cache:Prefix", "AllowedHosts", "urls", "environment", "contentRoot", "applicationName"];
    private static readonly string[] Whole = ["Proxies", "Logging", "Kestrel"];

    /// <summary>Parts the arguments.</summary>
    /// <returns>The configuration as <c>--key=value</c>; the others as they were; and what is wrong with the former.</returns>
    public static (string[] Configuration, string[] Others, IReadOnlyList<string> Problems) Split(string[] args)
    {
        var (configuration, others, problems) = (new List<string>(), new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--")
            {
                others.AddRange(args[i..]);
                break;
            }

            if (!IsKey(args[i], out var key, out var value))
            {
                others.Add(args[i]);
                continue;
            }

            if (value is null && (i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal)))
                problems.Add($"--{key} needs a value.");
            else if (!IsKnown(key))
                problems.Add($"There is no configuration key {key}.");
            value ??= i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "";
            configuration.Add($"--{key}={value}");
        }

        return ([.. configuration], [.. others], problems);
    }

    /// <summary>Whether the portal reads a key; case does not matter.</summary>
    public static bool IsKnown(string key) =>
        Single.Contains(key, StringComparer.OrdinalIgnoreCase)
        || Whole.Any(section => IsIn(section, key))
        || Options().Any(option => option.IsWhole ? IsIn(option.Key, key) : option.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    // --Aws:TablePrefix, --Aws__TablePrefix, or one of the few keys of the host that have no section.
    private static bool IsKey(string argument, out string key, out string? value)
    {
        (key, value) = ("", null);
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return false;

        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        key = (equals < 0 ? argument[2..] : argument[2..equals]).Replace("__", ":", StringComparison.Ordinal);
        value = equals < 0 ? null : argument[(equals + 1)..];
        return key.Contains(':', StringComparison.Ordinal) || Single.Contains(key, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsIn(string section, string key) => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase);

    // Every class of options names its section: the keys are those of their properties.
    private static IEnumerable<(string Key, bool IsWhole)> Options() =>
        from type in new[] { typeof(OpsConfiguration).Assembly, typeof(AwsOptions).Assembly }.SelectMany(assembly => assembly.GetTypes())
        let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field ? field.GetRawConstantValue() as string : null
        where section is not null
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let isWhole = property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType)
        where property.CanWrite || isWhole
        select ($"{section}:{property.Name}", isWhole);
}

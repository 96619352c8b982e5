using System.Collections;
using System.Reflection;
using Clubshop.Aws;

namespace Clubshop.Admin.Ops;

/// <summary>
/// Separates configuration from the other arguments of a command. The host's own parser takes an argument that begins with a slash for a key,
/// the next argument for its value, and accepts unknown keys: a path before <c>--Aws:TablePrefix=…</c>, or a misspelt key, would send the rows to
/// other tables.
/// </summary>
internal static class OpsConfiguration
{
    // Keys that are read directly, not through options.
    private static readonly string[] Single = ["Aws:TablePrefix", "Cache:Prefix", "AllowedHosts", "urls", "environment", "contentRoot", "applicationName"];
    private static readonly string[] Whole = ["Proxies", "Logging", "Kestrel"];

    /// <summary>Splits the arguments.</summary>
    /// <returns>The configuration as <c>--key=value</c>, the other arguments unchanged, and the problems of the configuration.</returns>
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

    /// <summary>Whether the portal reads a key; not case-sensitive.</summary>
    public static bool IsKnown(string key) =>
        Single.Contains(key, StringComparer.OrdinalIgnoreCase)
        || Whole.Any(section => IsIn(section, key))
        || Options().Any(option => option.IsWhole ? IsIn(option.Key, key) : option.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    // --Aws:TablePrefix, --Aws__TablePrefix, or one of the host's few keys without a section.
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

    // Every options class names its section; the keys are its properties.
    private static IEnumerable<(string Key, bool IsWhole)> Options() =>
        from type in new[] { typeof(OpsConfiguration).Assembly, typeof(AwsOptions).Assembly }.SelectMany(assembly => assembly.GetTypes())
        let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field ? field.GetRawConstantValue() as string : null
        where section is not null
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let isWhole = property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType)
        where property.CanWrite || isWhole
        select ($"{section}:{property.Name}", isWhole);
}

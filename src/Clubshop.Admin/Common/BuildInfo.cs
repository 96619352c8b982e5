using System.Reflection;

namespace Clubshop.Admin.Common;

/// <summary>Which build this is. What a build without git does not know is null.</summary>
/// <param name="Version">The version, as <c>0.1.0</c>.</param>
/// <param name="Commit">The commit it was built from, the first 12 digits; null without git.</param>
/// <param name="Build">The number of the pipeline's build (<c>-p:BuildNumber=…</c>); null where none was given.</param>
public sealed record BuildInfo(string Version, string? Commit, string? Build)
{
    private const int CommitDigits = 12;

    /// <summary>The running build.</summary>
    public static BuildInfo Current { get; } = Of(
        typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        typeof(BuildInfo).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(one => one.Key == "Build")?.Value);

    /// <summary>For people: "0.1.0, build 312, commit 0123456789ab".</summary>
    public string Text => string.Join(", ", new[] { Version, Build is null ? null : L[$"build {Build}"], Commit is null ? null : L[$"commit {Commit}"] }.OfType<string>());

    /// <summary>Reads what the compiler was told.</summary>
    /// <param name="informational">The version, with <c>+</c> and the commit where git was there.</param>
    /// <param name="build">The build's number.</param>
    internal static BuildInfo Of(string? informational, string? build)
    {
        var parts = (informational ?? "").Split('+', 2);
        var commit = parts.Length > 1 ? parts[1].Split('.')[^1] : "";
        return new(
            parts[0].Length == 0 ? "0.0.0" : parts[0],
            commit.Length == 0 ? null : commit[..Math.Min(CommitDigits, commit.Length)],
            string.IsNullOrEmpty(build) ? null : build);
    }
}

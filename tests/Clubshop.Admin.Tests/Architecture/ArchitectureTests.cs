using System.Runtime.CompilerServices;

namespace Clubshop.Admin.Tests.Architecture;

/// <summary>Holds the layout (docs/architecture.md#layout) by reading the sources; each rule is shown to catch its wrong sample.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Src = Path.GetFullPath(Path.Combine(Here(), "../../../src"));

    private static readonly Lazy<IReadOnlyList<(string Path, string Text)>> Sources = new(() =>
    [
        .. Directory.EnumerateFiles(Src, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => (Path: Path.GetRelativePath(Src, file).Replace('\\', '/'), File: file))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => (file.Path, File.ReadAllText(file.File))),
    ]);

    public static TheoryData<string> Names => [.. ArchitectureRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sources_UnderEachRule_KeepIt(string name)
    {
        var rule = ArchitectureRules.All.Single(rule => rule.Name == name);

        var violations = Sources.Value.SelectMany(source => rule.Violations(source.Path, source.Text)).ToList();

        Assert.True(violations.Count == 0, $"{rule.Name}, because {rule.Because}:\n{string.Join('\n', violations)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_GivenItsWrongSample_CatchesIt(string name)
    {
        var rule = ArchitectureRules.All.Single(rule => rule.Name == name);

        Assert.NotEmpty(rule.Violations(rule.WrongPath, rule.WrongText));
        Assert.Empty(rule.Violations(rule.WrongPath, "// " + rule.WrongText));
    }

    [Fact]
    public void Sources_AreFound_InEveryProject() =>
        Assert.All(
            ["Clubshop.Admin/", "Clubshop.Aws/", "Clubshop.Coupons/", "Clubshop.LocalAws/", "Clubshop.Api/", "StandIns/"],
            project => Assert.Contains(Sources.Value, source => source.Path.StartsWith(project, StringComparison.Ordinal)));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

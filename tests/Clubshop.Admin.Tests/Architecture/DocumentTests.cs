using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Architecture;

/// <summary>The documents hold together: every link leads somewhere, every name is one of the code's, the table of permissions is the code's.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    private static readonly string[] Skipped = ["bin", "obj", ".git", ".vs", "App_Data", "TestResults", "node_modules", "artifacts"];

    private static readonly Lazy<IReadOnlyList<(string Path, string Text)>> Files = new(() =>
    [
        .. Below(new DirectoryInfo(Root))
            .Where(file => file.Extension is ".md" or ".cs" or ".razor" or ".csproj" or ".props" or ".targets" or ".sh" or ".json" or ".css" or ".editorconfig" && !file.Name.EndsWith(".lock.json", StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName))),
    ]);

    private static IEnumerable<(string Path, string Text)> Documents => Files.Value.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal));

    [Fact]
    public void Documents_AreFound() =>
        Assert.All(["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/decisions/0001-capability-registers-its-index.md"], path => Assert.Contains(Documents, file => file.Path == path));

    [Fact]
    public void Links_OfEveryDocument_LeadToAFileAndAHeading() => None(Documents.SelectMany(file => DeadLinks(file.Path, file.Text)));

    [Theory]
    [InlineData("[a](docs/nowhere.md)")]
    [InlineData("[a](docs/architecture.md#nothing-of-that-name)")]
    [InlineData("[a](#nothing-of-that-name)")]
    [InlineData("![a](docs/pictures/nothing.png)")]
    public void DeadLinks_OfAWrongSample_AreFound(string text) => Assert.Single(DeadLinks("README.md", text));

    [Theory]
    [InlineData("[a](docs/architecture.md#one-code-path) [b](docs/decisions/) [c](https://example.com/nowhere) `[d](nowhere)`")]
    [InlineData("# A `code`, and more\n\n[a](#a-code-and-more)\n\n```\n[b](nowhere)\n```")]
    public void DeadLinks_OfARightSample_AreNone(string text) => Assert.Empty(DeadLinks("README.md", text));

    [Fact]
    public void DocumentsNamedInCode_AreThere() =>
        None(
            from file in Files.Value
            where !file.Path.EndsWith(".md", StringComparison.Ordinal) && file.Path != "tests/Clubshop.Admin.Tests/Architecture/DocumentTests.cs"
            from Match named in NamedDocument().Matches(file.Text)
            where Problem(Path.Combine(Root, named.Groups["path"].Value), named.Groups["anchor"].Value) is not null
            select $"{file.Path}: {named.Value}");

    [Fact]
    public void Files_CiteOnlyDocumentsOfTheRepository() =>
        None(
            from file in Files.Value
            where file.Path != "tests/Clubshop.Admin.Tests/Architecture/DocumentTests.cs"
            from Match cited in Elsewhere().Matches(file.Text)
            select $"{file.Path}: {cited.Value}");

    [Theory]
    [InlineData("One table per aggregate (DESIGN 6).", true)]
    [InlineData("/* What the drawings leave open */", true)]
    [InlineData("One table per aggregate (docs/architecture.md). A design of 6 tables.", false)]
    public void Elsewhere_OfASample_IsFound(string text, bool found) => Assert.Equal(found, Elsewhere().IsMatch(text));

    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData("CONTRIBUTING.md")]
    public void TypesNamedInADocument_AreInTheCode(string document)
    {
        var text = Documents.Single(file => file.Path == document).Text;
        var known = Files.Value.Where(file => !file.Path.EndsWith(".md", StringComparison.Ordinal)).SelectMany(file => TypeName().Matches(file.Text).Select(match => match.Value))
            .ToHashSet(StringComparer.Ordinal);
        var named = CodeSpan().Matches(text).Select(match => match.Value).Concat(Mermaid().Matches(text).Select(match => match.Value))
            .SelectMany(code => TypeName().Matches(code).Select(match => match.Value)).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(named.Count > 8, $"Only {named.Count} names were found.");
        None(named.Where(name => !known.Contains(name)));
    }

    [Fact]
    public void PermissionsOfTheDocument_AreThoseOfTheCode()
    {
        var told = new Dictionary<Permission, string>();
        foreach (Match row in PermissionRow().Matches(Documents.Single(file => file.Path == "docs/roles.md").Text))
        {
            foreach (Match name in CodeSpan().Matches(row.Groups["names"].Value))
                told[Enum.Parse<Permission>(name.Value.Trim('`'))] = row.Groups["cells"].Value;
        }

        Assert.Equal(Enum.GetValues<Permission>().Order(), told.Keys.Order());
        Assert.All(told, row => Assert.Equal(string.Join(" | ", Enum.GetValues<Role>().Select(role => Cell(Permissions.ReachOf(role, row.Key)))), row.Value));
    }

    // All of them in the message, not the first few.
    private static void None(IEnumerable<string> wrong)
    {
        var all = wrong.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    private static string Cell(Reach reach) => reach switch
    {
        Reach.All => "yes",
        Reach.Assigned => "assigned",
        Reach.OwnActions => "own actions",
        _ => "–",
    };

    private static IEnumerable<string> DeadLinks(string path, string text)
    {
        var prose = CodeSpan().Replace(Fence().Replace(text, ""), "");
        foreach (Match link in Link().Matches(prose))
        {
            var (target, anchor) = (link.Groups["target"].Value, link.Groups["anchor"].Value);
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                continue;

            var file = target.Length == 0 ? null : Path.GetFullPath(Path.Combine(Root, Path.GetDirectoryName(path)!, target));
            if ((file is null ? Missing(text, anchor) : Problem(file, anchor)) is { } problem)
                yield return $"{path}: {link.Value}: {problem}";
        }
    }

    private static string? Problem(string file, string anchor) =>
        !File.Exists(file) && !Directory.Exists(file) ? "no such file"
        : anchor.Length > 0 ? Missing(File.ReadAllText(file), anchor)
        : null;

    private static string? Missing(string text, string anchor) =>
        anchor.Length == 0 || Heading().Matches(Fence().Replace(text, "")).Any(heading => Anchor(heading.Groups["title"].Value) == anchor) ? null : "no such heading";

    // As GitHub makes it: lower case, letters and digits of any script, hyphens for spaces, nothing else.
    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Select(letter => letter == ' ' ? "-" : char.IsLetterOrDigit(letter) || letter is '-' or '_' ? letter.ToString() : ""));

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(inner => !Skipped.Contains(inner.Name, StringComparer.Ordinal)).SelectMany(Below));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"\[[^\]\n]*\]\((?<target>[^)#\s]*)(#(?<anchor>[^)\s]*))?\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^```mermaid.*?^```", RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Mermaid();

    [GeneratedRegex(@"`[^`\n]+`", RegexOptions.None, 1000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^#+ (?<title>[^\n]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\b(?<path>docs/[\w/-]+\.md)(#(?<anchor>[\w-]+))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedDocument();

    // Papers that the first authors had beside the repository.
    [GeneratedRegex(@"\bDESIGN [0-9]|\bDESIGN\.md|\bthe drawings\b", RegexOptions.None, 1000)]
    private static partial Regex Elsewhere();

    // Two humps or more: WriteUnit, but not Storage, DynamoDB or a word of prose.
    [GeneratedRegex(@"\bI?[A-Z][a-z]+([A-Z][a-z]+)+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^\| (?<names>`[^|]+?) \| (?<cells>[^|]+ \| [^|]+ \| [^|]+ \| [^|]+ \| [^|]+?) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PermissionRow();
}

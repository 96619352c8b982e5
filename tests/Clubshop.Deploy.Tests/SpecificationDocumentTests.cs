using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Clubshop.Deploy.Tests.Testing;

namespace Clubshop.Deploy.Tests;

/// <summary>docs/specification.md against the numbers of the specification, the names of tests, and what the tests here say that they show.</summary>
public sealed partial class SpecificationDocumentTests
{
    private static readonly (string Letter, int Last)[] Numbers = [("S", 44), ("W", 6), ("G", 9), ("U", 11), ("O", 9)];

    private static readonly string[] States = ["met", "partly", "not yet", "no"];

    private static readonly Lazy<IReadOnlyList<Row>> Rows = new(() =>
        [.. File.ReadAllLines(Path.Combine(Synthesis.Root, "docs", "specification.md")).Where(line => RowOfTable.IsMatch(line)).Select(Read)]);

    private static readonly Lazy<HashSet<string>> Tests = new(() => Directory
        .EnumerateFiles(Path.Combine(Synthesis.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => TestMethod.Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal));

    [Fact]
    public void Document_OfTheSpecification_HasEachNumberOnce()
    {
        var expected = Numbers.SelectMany(numbers => Enumerable.Range(1, numbers.Last).Select(number => string.Create(CultureInfo.InvariantCulture, $"{numbers.Letter}{number}")));

        Assert.Equal(expected, Rows.Value.Select(row => row.Number));
    }

    [Fact]
    public void Row_OfEachNumber_HasAStateAndWhatIsMetATest()
    {
        foreach (var row in Rows.Value)
        {
            Assert.Contains(row.State, States);
            Assert.True(row.State != "met" || row.Tests.Count > 0, $"{row.Number} is met, but no test shows it.");
            Assert.True(row.State == "met" || row.Where.Length > 0, $"{row.Number} is {row.State}, and nothing says why.");
        }
    }

    [Fact]
    public void Tests_NamedInTheDocument_AreThere() =>
        Assert.Empty(Rows.Value.SelectMany(row => row.Tests.Where(test => !Tests.Value.Contains(test)).Select(test => $"{row.Number}: {test}")));

    [Fact]
    public void Requirement_OfATestHere_HasARowThatIsNotWithoutAnything()
    {
        var shown = typeof(SpecificationDocumentTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().SelectMany(method => TraitsOf(method)).Concat(TraitsOf(type))).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(shown.Count > 40);
        Assert.All(shown, number => Assert.Contains(Rows.Value, row => row.Number == number));
    }

    [Fact]
    public void Runbook_OfTheFirstDeployment_SetsThePasswordPolicyOfTheAccount()
    {
        var runbook = File.ReadAllText(Path.Combine(Synthesis.Root, "docs", "runbooks", "first-deployment.md"));

        foreach (var part in (string[])["--minimum-password-length 8", "--require-uppercase-characters", "--require-lowercase-characters", "--require-numbers", "--require-symbols", "--password-reuse-prevention 24"])
            Assert.Contains(part, runbook, StringComparison.Ordinal);
        Assert.DoesNotContain("--max-password-age", runbook, StringComparison.Ordinal);
    }

    [Fact]
    public void Runbook_OfTheFirstDeployment_DeploysEveryStackUnderItsName()
    {
        var runbook = File.ReadAllText(Path.Combine(Synthesis.Root, "docs", "runbooks", "first-deployment.md"));
        var deployed = Deployed.Matches(runbook).SelectMany(match => match.Groups["stacks"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(Synthesis.All("production").Keys.Append("certificate").Order(StringComparer.Ordinal), deployed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> TraitsOf(MemberInfo member) => member.CustomAttributes
        .Where(attribute => attribute.AttributeType == typeof(TraitAttribute) && (string)attribute.ConstructorArguments[0].Value! == "Requirement")
        .Select(attribute => (string)attribute.ConstructorArguments[1].Value!);

    private static Row Read(string line)
    {
        var cells = line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray();
        Assert.Equal(5, cells.Length);
        return new(cells[0], cells[2], cells[3], [.. Quoted.Matches(cells[4]).Select(match => match.Groups["name"].Value)]);
    }

    private sealed record Row(string Number, string State, string Where, IReadOnlyList<string> Tests);

    [GeneratedRegex(@"^\| [SWGUO]\d+ \|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RowOfTable { get; }

    [GeneratedRegex("`(?<name>[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(@"public (async )?(Task|void) (?<name>[A-Z]\w*_\w+)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TestMethod { get; }

    [GeneratedRegex(@"cdk deploy (?<stacks>([a-z]+ )+)-c", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Deployed { get; }
}

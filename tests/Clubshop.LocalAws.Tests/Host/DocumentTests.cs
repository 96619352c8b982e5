using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Kms;
using Clubshop.LocalAws.Pinpoint;
using Clubshop.LocalAws.S3;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.Host;

/// <summary>docs/local-aws.md says per operation what is answered; it has to say what the code does.</summary>
public sealed class DocumentTests
{
    [Fact]
    public async Task Document_OfEachService_ListsExactlyWhatIsAnswered()
    {
        await using var aws = await LocalAws.OpenAsync(new LocalAwsOptions(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        var sections = Read();
        Compare(sections["DynamoDB"], aws.DynamoDb.Operations);
        Compare(sections["Cognito user pools"], CognitoService.OperationNames);
        Compare(sections["KMS"], KmsService.OperationNames);
        Compare(sections["Pinpoint"], PinpointService.OperationNames);
        Compare(sections["S3"], S3Service.OperationNames);
    }

    [Fact]
    public void Document_WhereSomethingIsMissing_SaysWhat()
    {
        foreach (var (name, answered, missing) in Read().Values.SelectMany(rows => rows))
        {
            Assert.Contains(answered, (string[])["yes", "partly", "no"]);
            Assert.True((answered == "partly") == (missing.Length > 0), $"{name} is \"{answered}\" and misses \"{missing}\".");
        }
    }

    private static void Compare(List<(string Name, string Answered, string Missing)> rows, IEnumerable<string> operations)
    {
        Assert.Equal(rows.Count, rows.Select(row => row.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            operations.Order(StringComparer.Ordinal), rows.Where(row => row.Answered != "no").Select(row => row.Name).Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, List<(string Name, string Answered, string Missing)>> Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Clubshop.Admin.sln"))) folder = folder.Parent;
        var (sections, section) = (new Dictionary<string, List<(string, string, string)>>(StringComparer.Ordinal), "");
        foreach (var line in File.ReadLines(Path.Combine(folder.FullName, "docs", "local-aws.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) section = line[3..].Trim();
            if (!line.StartsWith("| `", StringComparison.Ordinal) || line.Split('|') is not ["", var name, var answered, var missing, ""]) continue;
            if (!sections.TryGetValue(section, out var rows)) sections[section] = rows = [];
            rows.Add((name.Trim().Trim('`'), answered.Trim(), missing.Trim()));
        }
        return sections;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Clubshop.Deploy.Settings;
using Clubshop.Deploy.Tests.Testing;

namespace Clubshop.Deploy.Tests;

/// <summary>What the runbooks name is there: stacks, resources, outputs, settings, commands, files. Somebody follows them at night.</summary>
public sealed class RunbookTests
{
    private const string First = "first-deployment.md";
    private static readonly string[] Environments = ["production", "backup", "development"];
    private static readonly string Folder = Path.Combine(Synthesis.Root, "docs", "runbooks");

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Folder, "*.md").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Resources_OnAPage_AreInTheTemplates(string page)
    {
        foreach (Match name in Regex.Matches(Read(page), @"\bclubshop-(?<environment>production|backup|development)(?<rest>[-/][A-Za-z0-9-]*[A-Za-z0-9])?", RegexOptions.ExplicitCapture))
        {
            var text = name.Value.Replace("ACCOUNT", "111122223333", StringComparison.Ordinal);
            var environment = name.Groups["environment"].Value;
            var known = environment is "backup" ? TextOf(environment) + TextOf("production") : TextOf(environment); // production's copies go to the backup's vault
            Assert.True(known.Contains(text, StringComparison.Ordinal), $"{page}: there is no {text}.");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Stacks_OfTheCommandsOfAPage_Exist(string page)
    {
        foreach (Match command in Regex.Matches(
            Read(page), @"cdk (deploy|diff|destroy) (?<stacks>[a-z ]+?) (--\S+ )*-c environment=(?<environment>\w+)(?<more>[^\n`]*)", RegexOptions.ExplicitCapture))
        {
            var environment = command.Groups["environment"].Value is "NAME" ? "production" : command.Groups["environment"].Value;
            Assert.Contains(environment, Environments);
            var stacks = command.Groups["stacks"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (command.Groups["more"].Value.Contains("only=certificate", StringComparison.Ordinal))
                Assert.Equal(["certificate"], stacks);
            else
                Assert.All(stacks, stack => Assert.Contains(stack, Synthesis.All(environment).Keys));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void OpsCommands_OfAPage_Exist(string page)
    {
        var source = File.ReadAllText(Path.Combine(Synthesis.Root, "src/Clubshop.Admin/Ops/OpsCommandLine.cs"));
        foreach (Match command in Regex.Matches(Read(page), @"(clubshop-ops|(?<=[` ])ops) (?<name>[a-z]+(-[a-z]+)*)(?=[ `\n])", RegexOptions.ExplicitCapture))
            Assert.True(source.Contains($"\"{command.Groups["name"].Value}\"", StringComparison.Ordinal), $"{page}: there is no \"{command.Value}\".");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Files_NamedOnAPage_Exist(string page)
    {
        foreach (Match path in Regex.Matches(Read(page), @"(?<=[` (])(deploy|docs|eng|src|tests|bench)/[A-Za-z0-9_./-]*[A-Za-z0-9]", RegexOptions.ExplicitCapture))
        {
            var there = Path.Combine(Synthesis.Root, path.Value);
            // Pages show how another file would be made; that one is named "load".
            Assert.True(File.Exists(there) || Directory.Exists(there) || path.Value.EndsWith("/load.json", StringComparison.Ordinal), $"{page}: there is no {path.Value}.");
        }
    }

    [Fact]
    public void Outputs_OfTheFirstDeployment_AreOutputs()
    {
        var outputs = Environments.SelectMany(environment => Synthesis.All(environment).Values)
            .SelectMany(template => template.Json["Outputs"]?.AsObject().Select(output => output.Key) ?? []).Append("CertificateArn").ToHashSet(StringComparer.Ordinal);
        var named = Regex.Matches(Read(First), @"outputs? (`?(?<name>[A-Z]\w+)`?( and )?)+", RegexOptions.ExplicitCapture)
            .SelectMany(match => match.Groups["name"].Captures.Select(capture => capture.Value)).ToList();

        Assert.Equal(["CertificateArn", "CustomerClientId", "CustomerPoolId", "SealingKey"], named.Order(StringComparer.Ordinal));
        Assert.All(named, name => Assert.Contains(name, outputs));
    }

    [Theory]
    [InlineData("production")]
    [InlineData("backup")]
    public void Settings_ThatAreEmpty_AreInTheTableOfTheFirstDeployment(string environment)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Synthesis.Root, "deploy/environments", environment + ".json")))!.AsObject();
        var empty = file.Where(setting => setting.Value is JsonValue value && value.GetValueKind() is System.Text.Json.JsonValueKind.String && value.ToString().Length == 0).Select(setting => setting.Key);

        Assert.All(empty, setting => Assert.Contains($"`{setting}`", Read(First), StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_OfTheTableOfTheFirstDeployment_Exist()
    {
        var known = typeof(EnvironmentSettings).GetProperties().Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]).ToHashSet(StringComparer.Ordinal);
        var table = Read(First).Split("| Setting | From |", 2)[1].Split("\n\n", 2)[0];
        var named = table.Split('\n').Select(line => line.Split('|')).Where(cells => cells.Length > 2)
            .SelectMany(cells => Regex.Matches(cells[1], "`(?<name>[a-zA-Z]+)`", RegexOptions.ExplicitCapture).Select(match => match.Groups["name"].Value)).ToList();

        Assert.InRange(named.Count, 7, 20);
        Assert.All(named, name => Assert.Contains(name, known));
    }

    [Fact]
    public void Tables_OfTheFirstDeployment_AreAsManyAsItSays()
    {
        var tables = Synthesis.Of("production", "data").Resources("AWS::DynamoDB::GlobalTable").Count;
        Assert.Contains($"{tables} tables begin with `clubshop-`", Read(First), StringComparison.Ordinal);
        Assert.Contains($"| DynamoDB, tables | {tables}, {tables * 2} ", Read("before-launch.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Quotas_BeforeLaunch_FitTheLargestNumberOfServers()
    {
        var settings = Synthesis.SettingsOf("production");
        var servers = settings.Portal.Largest + settings.Api.Largest;
        Assert.EndsWith(".large", settings.Portal.Instance, StringComparison.Ordinal); // two vCPUs each
        Assert.EndsWith(".large", settings.Api.Instance, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| {servers * 2 * 2} | {servers} servers at most"), Read("before-launch.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Costs_ByTheHour_AreThoseOfTheSettings()
    {
        HasRows(
            ("Servers of the portal, at least", settings => settings.Standby ? "none" : Hours(settings.Portal.Smallest, settings.Portal.Instance)),
            ("Servers of the end users' API, at least", settings => settings.Standby ? "none" : Hours(settings.Api.Smallest, settings.Api.Instance)),
            ("memcached", settings => Hours(settings.CacheNodes, settings.CacheNode)),
            ("NAT gateways", settings => Count(Resources(settings.Name, "AWS::EC2::NatGateway"))),
            ("Elastic addresses", settings => Count(Resources(settings.Name, "AWS::EC2::EIP"))),
            ("Balancer", settings => Count(Resources(settings.Name, "AWS::ElasticLoadBalancingV2::LoadBalancer"))));

        static string Hours(int many, string what) => string.Create(CultureInfo.InvariantCulture, $"{many} × {what} = {many * 730:#,0} h");
        static string Count(int many) => string.Create(CultureInfo.InvariantCulture, $"{many} = {many * 730:#,0} h");
    }

    [Fact]
    public void Costs_OfAFixedAmount_AreThoseOfTheTemplates()
    {
        HasRows(
            ("Keys", settings => Number(Resources(settings.Name, "AWS::KMS::Key") + Resources(settings.Name, "AWS::KMS::ReplicaKey"))),
            ("Secrets", settings => Number(Resources(settings.Name, "AWS::SecretsManager::Secret"))),
            ("Alarms", settings => Number(Resources(settings.Name, "AWS::CloudWatch::Alarm"))),
            ("Dashboards", settings => Number(Resources(settings.Name, "AWS::CloudWatch::Dashboard"))),
            ("Trail", settings => Number(Resources(settings.Name, "AWS::CloudTrail::Trail"))),
            ("Firewall: rule groups and rules", settings => settings.Firewall
                ? Number(Synthesis.Of(settings.Name, "servers").Only("AWS::WAFv2::WebACL").Objects("Rules").Count()) : "none"));

        static string Number(int many) => many.ToString(CultureInfo.InvariantCulture);
    }

    private static void HasRows(params ReadOnlySpan<(string Part, Func<EnvironmentSettings, string> Amount)> parts)
    {
        var page = Read("cost.md");
        List<string> missing = [];
        foreach (var (part, amount) in parts)
        {
            var row = $"| {part} | {string.Join(" | ", Environments.Select(environment => amount(Synthesis.SettingsOf(environment))))} |";
            if (!page.Contains(row, StringComparison.Ordinal))
                missing.Add(row);
        }

        Assert.True(missing.Count == 0, "cost.md has not:\n" + string.Join('\n', missing));
    }

    private static int Resources(string environment, string type) => Synthesis.All(environment).Values.Sum(template => template.Resources(type).Count);

    private static string TextOf(string environment) => string.Join('\n', Synthesis.All(environment).SelectMany(stack => (string[])[$"clubshop-{environment}-{stack.Key}", stack.Value.Json.ToJsonString()]));

    private static string Read(string page) => File.ReadAllText(Path.Combine(Folder, page));
}

using Clubshop.Deploy.Settings;
using Clubshop.Deploy.Tests.Testing;

namespace Clubshop.Deploy.Tests;

public sealed class EnvironmentTests
{
    [Theory]
    [InlineData("production")]
    [InlineData("development")]
    [InlineData("backup")]
    [Trait("Requirement", "S4")]
    [Trait("Requirement", "S5")]
    [Trait("Requirement", "S43")]
    [Trait("Requirement", "U8")]
    public void Resources_OfAnEnvironment_CarryItsTag(string environment)
    {
        var tags = Synthesis.All(environment).Values.SelectMany(template => template.Json["Resources"]!.AsObject())
            .SelectMany(resource => resource.Value!["Properties"].Objects("Tags")).Where(tag => tag.Text("Key") == "environment").Select(tag => tag.Text("Value")).ToList();

        Assert.True(tags.Count > 30, $"only {tags.Count} resources have the tag");
        Assert.All(tags, tag => Assert.Equal(environment, tag));
    }

    [Theory]
    [InlineData("production", "ap-south-1")]
    [InlineData("development", "ap-south-1")]
    [InlineData("backup", "ap-south-2")]
    [Trait("Requirement", "S2")]
    public void Region_OfAnEnvironment_IsInIndia(string environment, string region) => Assert.Equal(region, Synthesis.SettingsOf(environment).Region);

    [Fact]
    public void Production_AndDevelopment_ShareNoNamesInOneAccount()
    {
        var names = ((string[])["production", "development"]).SelectMany(environment => Synthesis.All(environment).Values)
            .SelectMany(template => template.Json["Resources"]!.AsObject().Select(resource => resource.Value!))
            .SelectMany(resource => ((string[])["TableName", "BucketName", "RoleName", "UserPoolName", "AlarmName", "TopicName", "LogGroupName"])
                .Where(name => resource["Properties"].Text(name) is not null).Select(name => $"{resource.Text("Type")} {resource["Properties"].Text(name)}"))
            .Where(name => !name.StartsWith("AWS::Logs::SubscriptionFilter", StringComparison.Ordinal)).ToList();

        Assert.True(names.Count > 100);
        Assert.Empty(names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Settings_AsTheyAreInTheRepository_NameEverythingThatIsMissing()
    {
        var problems = SettingsFile.ProblemsOf(SettingsFile.Read(Path.Combine(Synthesis.Root, "deploy"), "production"));

        Assert.Equal(7, problems.Count);
        Assert.All((string[])["account", "domain", "hostedZone", "certificate", "cloudFrontPrefixList", "alarmEmail", "pushApplication"],
            name => Assert.Contains(problems, problem => problem.StartsWith(name + " ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("production")]
    [InlineData("development")]
    [InlineData("backup")]
    public void Settings_FilledIn_HaveNoProblem(string environment) => Assert.Empty(SettingsFile.ProblemsOf(Synthesis.SettingsOf(environment)));

    [Fact]
    public void Settings_WithOneServerOrAWideOpenDoor_AreRefused()
    {
        var settings = Synthesis.SettingsOf("production");
        settings = settings with { Portal = settings.Portal with { Smallest = 1 }, AdministratorAddresses = ["0.0.0.0/0"] };

        Assert.Equal(["portal.smallest", "administratorAddresses"], SettingsFile.ProblemsOf(settings).Select(problem => problem.Split(' ')[0]));
    }

    [Fact]
    [Trait("Requirement", "S40")]
    public void Settings_OfTheBackup_AreNotSwitchedToWithoutProductionsKey()
    {
        var settings = Synthesis.SettingsOf("backup") with { SealingPrimary = "" };

        Assert.Empty(SettingsFile.ProblemsOf(settings));
        Assert.StartsWith("sealingPrimary ", Assert.Single(SettingsFile.ProblemsOf(settings with { Standby = false })), StringComparison.Ordinal);
    }
}

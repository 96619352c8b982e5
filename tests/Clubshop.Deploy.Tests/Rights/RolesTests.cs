using System.Text.Json.Nodes;
using Clubshop.Deploy.Rights;
using Clubshop.Deploy.Tests.Testing;

namespace Clubshop.Deploy.Tests.Rights;

public sealed class RolesTests
{
    private const string Tables = "arn:aws:dynamodb:ap-south-1:111122223333:table/clubshop-";

    [Fact]
    [Trait("Requirement", "S33")]
    [Trait("Requirement", "S27")]
    public void PortalRole_OfItsCalls_AllowsTheListedActionsAndNoOther()
    {
        var allowed = Calls("portal").Where(statement => statement.Text("Effect") == "Allow").SelectMany(statement => statement.Texts("Action")).Distinct(StringComparer.Ordinal);
        string[] listed = [.. AwsCalls.PortalTables, .. AwsCalls.PortalStaff, .. AwsCalls.PortalCustomers, .. AwsCalls.PortalMessages, .. AwsCalls.PortalSealing, .. AwsCalls.PortalArchive, .. AwsCalls.PortalPictures,
            "s3:ListBucket"];

        Assert.Equal(listed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S33")]
    public void ApiRole_OfItsCalls_AllowsTheListedActionsAndNoOther()
    {
        var allowed = Calls("api").SelectMany(statement => statement.Texts("Action")).Distinct(StringComparer.Ordinal);
        string[] listed = [.. AwsCalls.ApiCatalog, .. AwsCalls.ApiClients, .. AwsCalls.Ledger];

        Assert.Equal(listed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S28")]
    public void AuditTable_OfThePortal_CanOnlyGrow()
    {
        foreach (var statement in Calls("portal").Where(statement => statement.Text("Effect") == "Allow" && statement.Texts("Resource").Contains(Tables + "audit")))
            Assert.Empty(statement.Texts("Action").Intersect(AwsCalls.Rewriting, StringComparer.Ordinal));

        Assert.Contains(Calls("portal"), statement => statement.Text("Effect") == "Deny" && statement.Text("Resource") == Tables + "audit"
            && statement.Texts("Action").Order(StringComparer.Ordinal).SequenceEqual(AwsCalls.Rewriting.Order(StringComparer.Ordinal), StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S33")]
    public void ApiRole_OfTables_ReachesNeitherPeopleNorAudit()
    {
        var resources = Calls("api").SelectMany(statement => statement.Texts("Resource")).ToList();

        foreach (var table in (string[])["audit", "customers", "deliveries", "notifications", "staff"])
            Assert.DoesNotContain(resources, resource => resource.StartsWith(Tables + table, StringComparison.Ordinal));
        var clients = Assert.Single(Calls("api"), statement => statement.Texts("Resource").Contains(Tables + "system"));
        Assert.Equal(["APICLIENTS"], clients["Condition"]!["ForAllValues:StringEquals"].Texts("dynamodb:LeadingKeys"));
    }

    [Fact]
    [Trait("Requirement", "S33")]
    [Trait("Requirement", "O7")]
    public void MachineRights_OfBothProcesses_AreWhatTheStartScriptUses()
    {
        Assert.Equal(
            ["cloudwatch:PutMetricData", "ec2:GetManagedPrefixListEntries", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents", "s3:GetObject", "secretsmanager:GetSecretValue"],
            Machine("portal"));
        Assert.Equal(
            ["cloudwatch:PutMetricData", "ec2:GetManagedPrefixListEntries", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents", "s3:GetObject"], Machine("api"));

        static IEnumerable<string> Machine(string process) => Policy("machine", process).SelectMany(statement => statement.Texts("Action")).Order(StringComparer.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S30")]
    [Trait("Requirement", "S31")]
    [Trait("Requirement", "O1")]
    [Trait("Requirement", "U6")]
    public void PeopleRoles_AsTheSpecificationNamesThem_AreTakenOnlyWithASecondFactor()
    {
        foreach (var name in (string[])["administrator", "infrastructure", "developer", "batch"])
        {
            var role = Assert.Single(Synthesis.Of("production", "account").Properties("AWS::IAM::Role"), role => role.Text("RoleName") == "clubshop-production-" + name);
            var trust = Assert.Single(role["AssumeRolePolicyDocument"].Objects("Statement"));
            Assert.Equal("true", trust["Condition"]!["Bool"].Text("aws:MultiFactorAuthPresent"));
            Assert.Equal("3600", role.Text("MaxSessionDuration"));
        }

        Assert.Empty(Synthesis.All("production").Values.SelectMany(template => template.Properties("AWS::IAM::User")));
    }

    [Fact]
    [Trait("Requirement", "S30")]
    public void Developer_OfTables_OnlyReadsThoseWithoutPeople()
    {
        var statements = Statements(Synthesis.Of("production", "account")).Where(statement => statement.Policy == "developer").Select(statement => statement.Json).ToList();
        var allowed = Assert.Single(statements, statement => statement.Text("Effect") == "Allow" && statement.Texts("Action").Contains("dynamodb:Query"));

        Assert.All(allowed.Texts("Action"), action => Assert.True(action is "dynamodb:GetItem" or "dynamodb:BatchGetItem" or "dynamodb:Query" or "dynamodb:DescribeTable", action));
        Assert.DoesNotContain(allowed.Texts("Resource"), resource => resource.Contains("customers", StringComparison.Ordinal) || resource.Contains("system", StringComparison.Ordinal));
        Assert.Contains(statements, statement => statement.Text("Effect") == "Deny" && statement.Texts("Resource").Contains(Tables + "customers"));
    }

    // A right on everything, or on everything that begins in a way, with why it cannot be narrower. Anything else with a star fails.
    private static readonly (string Policy, string Resource, string Why)[] Stars =
    [
        ("*", "/index/*", "the indexes of one table"),
        ("machine", "artifacts|Artifacts", "the archives of one program"),
        ("machine", ":log-group:/clubshop/", "the streams of one log group: one for each machine"),
        ("machine", "*", "PutMetricData knows no resources; the condition names the one namespace"),
        ("portallogRights|apilogRights", "Logs", "the files of one program's log"),
        ("developer", ":log-group:/clubshop/", "the log groups of one environment"),
        ("developer", "*", "figures, alarms, dashboards and the answers of log queries know no resources; all are read only"),
        ("batch", "/backup/*", "backups get their ids when they are made"),
        ("batch", ":recovery-point:*", "recovery points get their ids when they are made"),
        ("backup", ":table/", "the tables of this installation, what is restored beside them, and their backups, which get their ids when they are made"),
        ("backup", "*", "the list of backups knows no resources"),
        ("backup", "Archive", "the files of the archive"),
        ("calls", "Archive", "the files of the audit archive, one for each day"),
        ("calls", "-pictures-", "the files of pictures, whose names are made of their content"),
        ("batch", "*", "the state of backup jobs knows no resources; read only"),
        ("batch", "Archive", "the files of the archive"),
        ("sns-publish", "*", "Cognito sends codes to phone numbers, which have no ARN; only the pool may take the role, by its external id"),
        ("DefaultPolicy", "Delivery", "the library's: the files that the pipeline hands from stage to stage"),
        ("DefaultPolicy", "Artifacts", "the archives that the pipeline makes"),
        ("AnalyticsRole", "Exports", "the files of exports, which get their names when they are made"),
        ("DefaultPolicy", ":log-group:/aws/codebuild/", "the library's: the log of one build project"),
        ("DefaultPolicy", ":report-group/", "the library's: the reports of one build project"),
    ];

    [Theory]
    [InlineData("production")]
    [InlineData("development")]
    [InlineData("backup")]
    [Trait("Requirement", "S33")]
    public void Rights_WithAStar_HaveAListedReason(string environment)
    {
        var unlisted =
            from template in Synthesis.All(environment).Values
            from statement in Statements(template)
            where statement.Json.Text("Effect") == "Allow"
            from resource in statement.Json.Texts("Resource")
            where resource.Contains('*', StringComparison.Ordinal)
                && !Stars.Any(star => (star.Policy == "*" || star.Policy.Split('|').Any(policy => statement.Policy.Contains(policy, StringComparison.Ordinal)))
                    && (star.Resource == "*" ? resource == "*" : star.Resource.Split('|').Any(part => resource.Contains(part, StringComparison.Ordinal))))
            select $"{statement.Policy}: {string.Join(", ", statement.Json.Texts("Action"))} on {resource}";

        Assert.Empty(unlisted);
    }

    [Theory]
    [InlineData("production")]
    [InlineData("backup")]
    [Trait("Requirement", "S33")]
    public void Actions_WithAStar_AreDeniedOnesAndTheLibrarysOwn(string environment)
    {
        var unlisted =
            from template in Synthesis.All(environment).Values
            from statement in Statements(template)
            where statement.Json.Text("Effect") == "Allow" && !statement.Policy.Contains("DefaultPolicy", StringComparison.Ordinal)
            from action in statement.Json.Texts("Action")
            where action.Contains('*', StringComparison.Ordinal)
            select $"{statement.Policy}: {action}";

        Assert.Empty(unlisted);
    }

    private static List<JsonObject> Calls(string process) => Policy("calls", process);

    private static List<JsonObject> Policy(string name, string process) =>
        [.. Statements(Synthesis.Of("production", "servers")).Where(statement => statement.Policy == name && statement.Roles.Contains(process, StringComparison.Ordinal)).Select(statement => statement.Json)];

    private static IEnumerable<(string Policy, string Roles, JsonObject Json)> Statements(Template template)
    {
        foreach (var (id, policy) in template.Resources("AWS::IAM::Policy"))
        {
            var properties = policy["Properties"]!;
            var name = properties.Text("PolicyName")!;
            foreach (var statement in properties["PolicyDocument"].Objects("Statement"))
                yield return (name.Contains(id[..4], StringComparison.Ordinal) ? id : name, properties["Roles"]!.ToJsonString(), statement);
        }

        foreach (var role in template.Properties("AWS::IAM::Role"))
        {
            foreach (var policy in role.Objects("Policies"))
            {
                foreach (var statement in policy["PolicyDocument"].Objects("Statement"))
                    yield return (policy.Text("PolicyName")!, "", statement);
            }
        }
    }
}

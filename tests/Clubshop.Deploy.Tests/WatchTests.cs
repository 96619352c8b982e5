using System.Globalization;
using Clubshop.Deploy.Tests.Testing;
using Clubshop.Deploy.Watch;

namespace Clubshop.Deploy.Tests;

public sealed class WatchTests
{
    private const string Alarm = "AWS::CloudWatch::Alarm";

    private static Template Servers => Synthesis.Of("production", "servers");

    private static Template Account => Synthesis.Of("production", "account");

    // Oban's eleven, in the order of its document: what each is called today.
    [Theory]
    [InlineData("backup errors 1", "backup-failed", "NumberOfBackupJobsFailed")]
    [InlineData("backup errors 2", "backup-copy-failed", "NumberOfCopyJobsFailed")]
    [InlineData("backup errors 3", "backup-expired", "NumberOfBackupJobsExpired")]
    [InlineData("failed instance check", "portal-instance-failed", "StatusCheckFailed")]
    [InlineData("unhealthy host count", "portal-unhealthy", "UnHealthyHostCount")]
    [InlineData("processor", "portal-processor", "CPUUtilization")]
    [InlineData("memory", "portal-memory", "mem_used_percent")]
    [InlineData("disk", "portal-disk", "disk_used_percent")]
    [InlineData("database processor", "cache-processor", "CPUUtilization")]
    [InlineData("read latency", "read-latency", "SuccessfulRequestLatency")]
    [InlineData("write latency", "write-latency", "SuccessfulRequestLatency")]
    [Trait("Requirement", "O6")]
    [Trait("Requirement", "S41")]
    public void Alarm_OfObansEleven_IsThere(string oban, string name, string metric)
    {
        var alarm = Assert.Single(Servers.Properties(Alarm), alarm => alarm.Text("AlarmName") == "clubshop-production-" + name);

        Assert.NotEmpty(oban);
        Assert.Equal(metric, alarm.Text("MetricName"));
    }

    [Theory]
    [InlineData("outbox-depth")]
    [InlineData("throttled-clubshop-offers")]
    [InlineData("sign-in-failures")]
    [InlineData("send-failures")]
    [InlineData("job-age")]
    [InlineData("api-slow")]
    [InlineData("portal-slow")]
    [InlineData("portal-errors")]
    [InlineData("api-instance-failed")]
    [InlineData("api-unhealthy")]
    [Trait("Requirement", "G5")]
    [Trait("Requirement", "S41")]
    public void Alarm_OfOurOwn_IsThere(string name) =>
        Assert.Single(Servers.Properties(Alarm), alarm => alarm.Text("AlarmName") == "clubshop-production-" + name);

    [Fact]
    [Trait("Requirement", "S6")]
    public void Alarm_OfSlowAnswers_KnowsTheSecondThatWasPromised()
    {
        var slow = Assert.Single(Servers.Properties(Alarm), alarm => alarm.Text("AlarmName") == "clubshop-production-api-slow");

        Assert.Equal(("p99", "1"), (slow.Text("ExtendedStatistic"), slow.Text("Threshold")));
    }

    [Fact]
    [Trait("Requirement", "O9")]
    [Trait("Requirement", "G2")]
    [Trait("Requirement", "G5")]
    public void Alarms_OfAServer_ReachTheOneTopicByMailWithinTenMinutes()
    {
        var (id, _) = Assert.Single(Servers.Resources("AWS::SNS::Topic"));
        var mail = Servers.Only("AWS::SNS::Subscription");
        Assert.Equal(("email", "operations@clubshop.example"), (mail.Text("Protocol"), mail.Text("Endpoint")));
        foreach (var alarm in Servers.Properties(Alarm).Where(alarm => alarm["AlarmActions"]?.ToJsonString().Contains("ScalingPolicy", StringComparison.Ordinal) != true && alarm.Text("AlarmName") is not null))
        {
            Assert.Contains($"\"Ref\":\"{id}\"", alarm["AlarmActions"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.NotEmpty(alarm.Text("AlarmDescription")!);
            if (alarm.Text("AlarmName")!.StartsWith("clubshop-production-portal-", StringComparison.Ordinal) || alarm.Text("AlarmName")!.StartsWith("clubshop-production-api-", StringComparison.Ordinal))
                Assert.InRange(Number(alarm.Text("Period")) * Number(alarm.Text("EvaluationPeriods")), 1, 600);
        }
    }

    [Fact]
    [Trait("Requirement", "S41")]
    public void LoggedAlarm_ByTheIdOfAMessage_IsAMessageOfThePortal()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Synthesis.Root, "src", "Clubshop.Admin"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();

        foreach (var message in LoggedAlarm.All)
        {
            Assert.Contains(sources, source => source.Contains(string.Create(CultureInfo.InvariantCulture, $"EventId = {message.EventId},"), StringComparison.Ordinal));
            Assert.Contains(Servers.Properties("AWS::Logs::MetricFilter"), filter => filter.Text("FilterPattern") == $"{{ $.event = {message.EventId} }}");
        }
    }

    [Fact]
    [Trait("Requirement", "S16")]
    [Trait("Requirement", "S37")]
    [Trait("Requirement", "S38")]
    public void Logs_OfBothProcesses_AreAtHandThirtyDaysAndCollectedIntoTheBucketWithinFiveMinutes()
    {
        Assert.Equal(
            ["/clubshop/production/api 30", "/clubshop/production/portal 30"],
            Servers.Properties("AWS::Logs::LogGroup").Select(group => $"{group.Text("LogGroupName")} {group.Text("RetentionInDays")}").Order(StringComparer.Ordinal));
        Assert.Equal(2, Servers.Properties("AWS::Logs::SubscriptionFilter").Count(filter => filter.Text("FilterPattern") == ""));
        Assert.All(Servers.Properties("AWS::KinesisFirehose::DeliveryStream"), stream =>
        {
            var target = stream["ExtendedS3DestinationConfiguration"]!;
            Assert.Equal("300", target["BufferingHints"].Text("IntervalInSeconds"));
            Assert.Contains("BucketsLogs", target["BucketARN"]!.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    [Trait("Requirement", "S28")]
    [Trait("Requirement", "O8")]
    public void Trail_OfTheAccount_HasEveryRegionInABucketOfItsOwnAndProvesItself()
    {
        var trail = Account.Only("AWS::CloudTrail::Trail");

        Assert.Equal(("true", "true", "true", "true"),
            (trail.Text("IsMultiRegionTrail"), trail.Text("EnableLogFileValidation"), trail.Text("IncludeGlobalServiceEvents"), trail.Text("IsLogging")));
        Assert.Single(Account.Resources("AWS::S3::Bucket"));
    }

    [Fact]
    [Trait("Requirement", "S30")]
    public void RootUser_WhenAnybodyUsesIt_RaisesAnAlarm()
    {
        Assert.Contains("\"Root\"", Account.Only("AWS::Logs::MetricFilter").Text("FilterPattern")!, StringComparison.Ordinal);
        Assert.Equal("clubshop-production-root-used", Account.Only(Alarm).Text("AlarmName"));
    }

    [Fact]
    [Trait("Requirement", "U10")]
    [Trait("Requirement", "S8")]
    public void Budget_OfAMonth_TellsBeforeItIsSpent()
    {
        var budget = Account.Only("AWS::Budgets::Budget");

        Assert.Equal(("MONTHLY", "1500"), (budget["Budget"].Text("TimeUnit"), budget["Budget"]!["BudgetLimit"].Text("Amount")));
        Assert.Equal(
            ["ACTUAL 80", "FORECASTED 100", "ACTUAL 100"],
            budget.Objects("NotificationsWithSubscribers").Select(told => $"{told["Notification"].Text("NotificationType")} {told["Notification"].Text("Threshold")}"));
    }

    [Fact]
    [Trait("Requirement", "O7")]
    public void Agent_OfAServer_SendsMemoryAndDisk()
    {
        foreach (var script in Servers.Properties("AWS::EC2::LaunchTemplate").Select(template => template["LaunchTemplateData"]!["UserData"]!.ToJsonString()))
        {
            Assert.Contains(Figures.Memory, script, StringComparison.Ordinal);
            Assert.Contains(Figures.Disk, script, StringComparison.Ordinal);
            Assert.Contains("Otlp__Endpoint=" + Figures.Collector, script, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Requirement", "W3")]
    public void Dashboard_OfAnEnvironment_IsThere() => Assert.Equal("clubshop-production", Servers.Only("AWS::CloudWatch::Dashboard").Text("DashboardName"));

    [Fact]
    [Trait("Requirement", "G1")]
    public void Dashboard_OfAnEnvironment_SaysForHowMuchOfThirtyDaysItAnswered()
    {
        var body = Servers.Only("AWS::CloudWatch::Dashboard")["DashboardBody"]!.ToJsonString();

        Assert.Contains("Available in 30 days, percent", body, StringComparison.Ordinal);
        foreach (var process in (string[])["portal", "api"])
        {
            Assert.Contains($"100 * (1 - (FILL({process}Failed, 0) ", body, StringComparison.Ordinal);
            Assert.Contains($" FILL({process}Unanswered, 0)) / {process}Requests)", body, StringComparison.Ordinal);
        }
        Assert.Contains("-P30D", body, StringComparison.Ordinal);
    }

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);
}

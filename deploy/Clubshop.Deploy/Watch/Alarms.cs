using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.Logs;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.Servers;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Watch;

/// <summary>
/// What wakes somebody (requirements S41, G2, G5, O6): each says in its description what it means and what to look at. The periods are short enough that
/// a failure is told within ten minutes.
/// </summary>
public sealed class Alarms : Construct
{
    private readonly EnvironmentSettings _settings;
    private readonly ServersStack _servers;
    private readonly SnsAction _tell;

    /// <summary>The alarms.</summary>
    public Alarms(Construct scope, EnvironmentSettings settings, ServersStack servers, AlarmTopic topic, LogGroup portalLog)
        : base(scope, "Alarms")
    {
        (_settings, _servers, _tell) = (settings, servers, new SnsAction(topic.Topic));
        Backups();
        foreach (var (group, targets, process) in (ReadOnlySpan<(ServerGroup, string, string)>)
            [(servers.Portal, servers.Balancer.Portal.TargetGroupFullName, "portal"), (servers.Api, servers.Balancer.Api.TargetGroupFullName, "api")])
        {
            Servers(group, process);
            Answers(targets, process);
        }

        Tables();
        Cache();
        Figured();
        Logged(portalLog);
    }

    /// <summary>How many seconds 99 of 100 answers of the end users' API may take: an answer within one second.</summary>
    public const double ApiSeconds = 1;

    /// <summary>How many seconds 99 of 100 answers of the portal may take.</summary>
    public const double PortalSeconds = 2;

    // Oban's first three.
    private void Backups()
    {
        foreach (var (name, metric, what) in (ReadOnlySpan<(string, string, string)>)
            [
                ("backup-failed", "NumberOfBackupJobsFailed", "A backup was not made."),
                ("backup-copy-failed", "NumberOfCopyJobsFailed", "A backup was not copied to the second region."),
                ("backup-expired", "NumberOfBackupJobsExpired", "A backup did not begin within its hour."),
            ])
        {
            Alarm(name, $"{what} Until the next one, more than twelve hours could be lost. Runbook: restore.", Of("AWS/Backup", metric, "Sum", 60, []), 1, 1);
        }
    }

    private void Servers(ServerGroup group, string process)
    {
        var servers = new Dictionary<string, string> { ["AutoScalingGroupName"] = group.Group.AutoScalingGroupName };
        var own = new Dictionary<string, string> { ["Group"] = process };
        Alarm($"{process}-instance-failed", "A machine fails its status check; its group replaces it. Look whether it comes back.", Of("AWS/EC2", "StatusCheckFailed", "Maximum", 1, servers), 1, 2);
        Alarm($"{process}-processor", "The servers are busy although the group grows: is it at its largest?", Of("AWS/EC2", "CPUUtilization", "Average", 1, servers), 85, 5);
        Alarm($"{process}-memory", "Memory is short: open pages (circuits), or a leak.", Of(Figures.NamespaceOf(_settings), Figures.Memory, "Maximum", 1, own), 90, 5);
        Alarm($"{process}-disk", "A disk fills: logs that do not rotate?", Of(Figures.NamespaceOf(_settings), Figures.Disk, "Maximum", 5, own), 85, 1);
    }

    private void Answers(string targets, string process)
    {
        var dimensions = new Dictionary<string, string> { ["TargetGroup"] = targets, ["LoadBalancer"] = _servers.Balancer.Load.LoadBalancerFullName };
        Alarm($"{process}-unhealthy", "The balancer finds a server that is not ready: /health/ready of that server says why.", Of("AWS/ApplicationELB", "UnHealthyHostCount", "Maximum", 1, dimensions), 1, 3);
        Alarm($"{process}-errors", "Servers answer with 5xx: look into the log of the same minutes.", Of("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum", 1, dimensions), 10, 3);
        Alarm(
            $"{process}-slow", "One answer of a hundred takes longer than promised.", Of("AWS/ApplicationELB", "TargetResponseTime", "p99", 1, dimensions),
            process == "api" ? ApiSeconds : PortalSeconds, 5);
    }

    private void Tables()
    {
        foreach (var table in Data.Tables.Declared.Select(table => Data.Tables.NameOf(_settings, table)))
        {
            var dimensions = new Dictionary<string, string> { ["TableName"] = table };
            Alarm($"throttled-{table}", "DynamoDB refuses requests of this table: a hot key, or a quota.", new MathExpression(new MathExpressionProps
            {
                Label = "throttled",
                Expression = "FILL(r,0)+FILL(w,0)",
                Period = Duration.Minutes(1),
                UsingMetrics = new Dictionary<string, IMetric> { ["r"] = Of("AWS/DynamoDB", "ReadThrottleEvents", "Sum", 1, dimensions), ["w"] = Of("AWS/DynamoDB", "WriteThrottleEvents", "Sum", 1, dimensions) },
            }), 10, 3);
        }

        foreach (var (name, operation, milliseconds) in (ReadOnlySpan<(string, string, double)>)[("read-latency", "GetItem", 50), ("query-latency", "Query", 100), ("write-latency", "PutItem", 100)])
        {
            Alarm(name, "DynamoDB is slow: see AWS's health page, then the table's figures.", Of(
                "AWS/DynamoDB", "SuccessfulRequestLatency", "Average", 1, new Dictionary<string, string> { ["TableName"] = _settings.TablePrefix + "offers", ["Operation"] = operation }), milliseconds, 5);
        }
    }

    // A relational database's processor and memory are the cache's today: DynamoDB has none of its own.
    private void Cache()
    {
        var dimensions = new Dictionary<string, string> { ["CacheClusterId"] = _servers.Cache.Cluster.Ref };
        Alarm("cache-processor", "memcached is busy: more nodes.", Of("AWS/ElastiCache", "CPUUtilization", "Maximum", 1, dimensions), 85, 5);
        Alarm("cache-evictions", "memcached has too little memory and forgets: larger nodes, or more.", Of("AWS/ElastiCache", "Evictions", "Sum", 5, dimensions), 1000, 3);
    }

    private void Figured()
    {
        Own("outbox-depth", "Invalidations of the cache wait: end users see old offers. The page Cache says since when.", "MAX", Figures.OutboxDepth, "", 1, 100, 5);
        Own("job-age", "A job waits or stands still for more than 15 minutes.", "MAX", Figures.JobAge, "", 1, 900, 2);
        Own("sign-in-failures", "Many sign-ins are refused: somebody guesses, or Cognito is in trouble.", "SUM", Figures.SignIns, "outcome != 'signed-in'", 5, 100, 1);
        Own("send-failures", "Messages are not taken: the push channel's certificate, or the limits of SMS.", "SUM", Figures.Sends, "outcome = 'refused'", 5, 50, 2);

        void Own(string name, string what, string function, string figure, string where, int minutes, double threshold, int periods) => Alarm(
            name, what, new MathExpression(new MathExpressionProps { Label = name, Expression = Figures.Ask(_settings, function, figure, where), Period = Duration.Minutes(minutes) }), threshold, periods);
    }

    // Lines are JSON; the id of a message stays when its text changes (docs/log-events.md).
    private void Logged(LogGroup log)
    {
        foreach (var message in LoggedAlarm.All)
        {
            var filter = new MetricFilter(this, "Seen" + message.EventId, new MetricFilterProps
            {
                LogGroup = log,
                FilterPattern = FilterPattern.Literal($"{{ $.event = {message.EventId} }}"),
                MetricNamespace = Figures.NamespaceOf(_settings) + "/log",
                MetricName = message.Name,
                MetricValue = "1",
            });
            Alarm(message.Name, message.What, filter.Metric(new MetricOptions { Statistic = "Sum", Period = Duration.Minutes(5) }), message.Threshold, 1);
        }
    }

    private void Alarm(string name, string what, IMetric metric, double threshold, int periods)
    {
        var alarm = new Alarm(this, name, new AlarmProps
        {
            AlarmName = $"{_settings.Prefix}-{name}",
            AlarmDescription = what,
            Metric = metric,
            Threshold = threshold,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = periods,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        alarm.AddAlarmAction(_tell);
        alarm.AddOkAction(_tell);
    }

    private static Metric Of(string space, string name, string statistic, int minutes, Dictionary<string, string> dimensions) => new(new MetricProps
    {
        Namespace = space,
        MetricName = name,
        Statistic = statistic,
        Period = Duration.Minutes(minutes),
        DimensionsMap = dimensions.Count == 0 ? null : dimensions,
    });
}

using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Clubshop.Deploy.Servers;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Watch;

/// <summary>The dashboard: what people feel first (answers), then servers, tables, cache, the portal's own figures.</summary>
public sealed class Overview : Construct
{
    private const int Wide = 12;

    /// <summary>The dashboard.</summary>
    public Overview(Construct scope, EnvironmentSettings settings, ServersStack servers)
        : base(scope, "Overview")
    {
        var dashboard = new Dashboard(this, "Dashboard", new DashboardProps { DashboardName = settings.Prefix });
        var load = servers.Balancer.Load.LoadBalancerFullName;
        var targets = (IReadOnlyList<(string Process, string Group)>)[("portal", servers.Balancer.Portal.TargetGroupFullName), ("api", servers.Balancer.Api.TargetGroupFullName)];
        dashboard.AddWidgets(
            Graph("Requests", [.. targets.Select(target => Answer(target, "RequestCountPerTarget", "Sum"))]),
            Graph("Answers, p99 seconds", [.. targets.Select(target => Answer(target, "TargetResponseTime", "p99"))]));
        dashboard.AddWidgets(
            Graph("Errors", [.. targets.Select(target => Answer(target, "HTTPCode_Target_5XX_Count", "Sum"))]),
            Graph("Healthy servers", [.. targets.Select(target => Answer(target, "HealthyHostCount", "Minimum"))]));
        dashboard.AddWidgets(
            Graph("Processor", [Group(servers.Portal, "portal"), Group(servers.Api, "api")]),
            Graph("Memory", [Own(Figures.Memory, "portal", "Maximum"), Own(Figures.Memory, "api", "Maximum")]));
        dashboard.AddWidgets(
            Graph("Read capacity", [.. Tables("ConsumedReadCapacityUnits")]),
            Graph("Write capacity", [.. Tables("ConsumedWriteCapacityUnits")]));
        dashboard.AddWidgets(
            Graph("Cache", [Cache("GetHits"), Cache("GetMisses"), Cache("Evictions")]),
            Graph("Waiting", [Asked("for the cache", Figures.OutboxDepth), Asked("jobs, seconds", Figures.JobAge)]));
        // Promised are 99.9 % (requirement G1): the share of requests of the last 30 days that were not answered with 5xx, by a server or by the balancer for it.
        dashboard.AddWidgets(new SingleValueWidget(new SingleValueWidgetProps
        {
            Title = "Available in 30 days, percent",
            Width = Wide,
            SetPeriodToTimeRange = true,
            Start = "-P30D",
            Metrics = [.. targets.Select(target => Available(target))],
        }));

        Metric Answer((string Process, string Group) target, string name, string statistic) => Of(
            "AWS/ApplicationELB", name, statistic, target.Process, new()
            {
                ["TargetGroup"] = target.Group,
                ["LoadBalancer"] = load,
            });
        IMetric Available((string Process, string Group) target) => new MathExpression(new MathExpressionProps
        {
            Label = target.Process,
            // One name stands for one metric in the whole dashboard.
            Expression = $"100 * (1 - (FILL({target.Process}Failed, 0) + FILL({target.Process}Unanswered, 0)) / {target.Process}Requests)",
            Period = Duration.Minutes(5),
            UsingMetrics = new Dictionary<string, IMetric>
            {
                [target.Process + "Requests"] = Answer(target, "RequestCount", "Sum"),
                [target.Process + "Failed"] = Answer(target, "HTTPCode_Target_5XX_Count", "Sum"),
                // What no server answered has no target group: counted for both, so that the figure is never too good.
                [target.Process + "Unanswered"] = Of("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum", "", new() { ["LoadBalancer"] = load }),
            },
        });
        Metric Group(ServerGroup group, string process) => Of("AWS/EC2", "CPUUtilization", "Average", process, new() { ["AutoScalingGroupName"] = group.Group.AutoScalingGroupName });
        Metric Own(string name, string process, string statistic) => Of(Figures.NamespaceOf(settings), name, statistic, process + " " + name, new() { ["Group"] = process });
        IMetric Asked(string label, string name) => new MathExpression(new MathExpressionProps { Label = label, Expression = Figures.Ask(settings, "MAX", name), Period = Duration.Minutes(5) });
        Metric Cache(string name) => Of("AWS/ElastiCache", name, "Sum", name, new() { ["CacheClusterId"] = servers.Cache.Cluster.Ref });
        IEnumerable<Metric> Tables(string name) => Data.Tables.Declared.Select(table => Data.Tables.NameOf(settings, table))
            .Select(table => Of("AWS/DynamoDB", name, "Sum", table, new() { ["TableName"] = table }));
    }

    private static GraphWidget Graph(string title, IMetric[] metrics) => new(new GraphWidgetProps { Title = title, Width = Wide, Left = metrics });

    private static Metric Of(string space, string name, string statistic, string label, Dictionary<string, string> dimensions) =>
        new(new MetricProps { Namespace = space, MetricName = name, Statistic = statistic, Label = label, Period = Duration.Minutes(5), DimensionsMap = dimensions });
}

using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.Logs;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.People;
using Clubshop.Deploy.Rights;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Watch;

/// <summary>What belongs to the account: the record of every call to AWS, the budget, the roles of people and of work by hand.</summary>
public sealed class AccountStack : Stack
{
    /// <summary>The account.</summary>
    public AccountStack(Construct scope, EnvironmentSettings settings, DataStack data, IdentityStack identity)
        : base(scope, "account", Blueprint.PropsOf(settings, "account", "Trail, budget, roles of people"))
    {
        var trail = new CallTrail(this, settings, data.Keys.Storage);
        _ = new Spending(this, settings);
        _ = new PeopleRoles(this, settings, data, identity);

        var topic = new AlarmTopic(this, settings with { Name = settings.Name + "-account" }, data.Keys.Storage);
        var root = new MetricFilter(this, "RootSeen", new MetricFilterProps
        {
            LogGroup = trail.Log,
            FilterPattern = FilterPattern.Literal("""{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }"""),
            MetricNamespace = Figures.NamespaceOf(settings) + "/account",
            MetricName = "root-used",
            MetricValue = "1",
        });
        var alarm = new Alarm(this, "RootUsed", new AlarmProps
        {
            AlarmName = settings.Prefix + "-root-used",
            AlarmDescription = "Somebody uses the account's root user, whom nobody may use.",
            Metric = root.Metric(new MetricOptions { Statistic = "Sum", Period = Duration.Minutes(5) }),
            Threshold = 1,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            EvaluationPeriods = 1,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        alarm.AddAlarmAction(new SnsAction(topic.Topic));
    }
}

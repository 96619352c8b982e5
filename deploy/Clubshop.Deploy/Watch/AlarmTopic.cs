using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Watch;

/// <summary>The one topic of alarms (requirement O9), by e-mail. Whoever has the address confirms it once.</summary>
public sealed class AlarmTopic : Construct
{
    /// <summary>The topic.</summary>
    public AlarmTopic(Construct scope, EnvironmentSettings settings, IKey key)
        : base(scope, "Alarms-topic")
    {
        Topic = new Topic(this, "Topic", new TopicProps { TopicName = settings.Prefix + "-alarms", DisplayName = $"Clubshop {settings.Name}", MasterKey = key, EnforceSSL = true });
        Topic.AddSubscription(new EmailSubscription(settings.AlarmEmail));
        Topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "Alarms",
            Principals = [new ServicePrincipal("cloudwatch.amazonaws.com")],
            Actions = ["sns:Publish"],
            Resources = [Topic.TopicArn],
            Conditions = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = settings.Account } },
        }));
    }

    /// <summary>The topic.</summary>
    public Topic Topic { get; }
}

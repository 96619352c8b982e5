using Amazon.CDK.AWS.WAFv2;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Servers;

/// <summary>
/// The web application firewall in front of the balancer (requirements S34, G9), in Mumbai with the rest. The balancer's peers are CloudFront's
/// machines, so the rule of rates looks at the address that CloudFront names.
/// </summary>
public sealed class Firewall : Construct
{
    /// <summary>Requests of one address in five minutes: an office of a hundred people at work stays far below it.</summary>
    public const int RequestsInFiveMinutes = 10_000;

    // Files for import are larger than 8 KB, and passwords may look like markup.
    private static readonly string[] OnlyCounted = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY"];

    /// <summary>The firewall.</summary>
    public Firewall(Construct scope, EnvironmentSettings settings, Balancer balancer)
        : base(scope, "Firewall")
    {
        var list = new CfnWebACL(this, "List", new CfnWebACLProps
        {
            Name = settings.Prefix,
            Scope = "REGIONAL",
            DefaultAction = new CfnWebACL.DefaultActionProperty { Allow = new CfnWebACL.AllowActionProperty() },
            VisibilityConfig = Seen("all"),
            Rules = (object[])
            [
                Managed(1, "AWSManagedRulesAmazonIpReputationList", []),
                Managed(2, "AWSManagedRulesKnownBadInputsRuleSet", []),
                Managed(3, "AWSManagedRulesCommonRuleSet", OnlyCounted),
                new CfnWebACL.RuleProperty
                {
                    Name = "rate",
                    Priority = 4,
                    Action = new CfnWebACL.RuleActionProperty { Block = new CfnWebACL.BlockActionProperty() },
                    VisibilityConfig = Seen("rate"),
                    Statement = new CfnWebACL.StatementProperty
                    {
                        RateBasedStatement = new CfnWebACL.RateBasedStatementProperty
                        {
                            Limit = RequestsInFiveMinutes,
                            AggregateKeyType = "FORWARDED_IP",
                            ForwardedIpConfig = new CfnWebACL.ForwardedIPConfigurationProperty { HeaderName = "X-Forwarded-For", FallbackBehavior = "NO_MATCH" },
                        },
                    },
                },
            ],
        });
        _ = new CfnWebACLAssociation(this, "Association", new CfnWebACLAssociationProps { ResourceArn = balancer.Load.LoadBalancerArn, WebAclArn = list.AttrArn });
    }

    private static CfnWebACL.RuleProperty Managed(int priority, string name, string[] onlyCounted) => new()
    {
        Name = name,
        Priority = priority,
        OverrideAction = new CfnWebACL.OverrideActionProperty { None = new Dictionary<string, object>() },
        VisibilityConfig = Seen(name),
        Statement = new CfnWebACL.StatementProperty
        {
            ManagedRuleGroupStatement = new CfnWebACL.ManagedRuleGroupStatementProperty
            {
                VendorName = "AWS",
                Name = name,
                RuleActionOverrides = onlyCounted.Length == 0 ? null : onlyCounted.Select(rule => (object)new CfnWebACL.RuleActionOverrideProperty
                {
                    Name = rule,
                    ActionToUse = new CfnWebACL.RuleActionProperty { Count = new CfnWebACL.CountActionProperty() },
                }).ToArray(),
            },
        },
    };

    private static CfnWebACL.VisibilityConfigProperty Seen(string name) => new() { CloudWatchMetricsEnabled = true, SampledRequestsEnabled = true, MetricName = name };
}

using Amazon.CDK;
using Amazon.CDK.AWS.AutoScaling;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.IAM;
using Clubshop.Deploy.Network;
using Clubshop.Deploy.Settings;
using Constructs;
using HealthCheck = Amazon.CDK.AWS.AutoScaling.HealthCheck;

namespace Clubshop.Deploy.Servers;

/// <summary>What a group of servers is made of.</summary>
/// <param name="Process"><c>portal</c> or <c>api</c>: part of names, and the folder of its archives.</param>
/// <param name="Size">How many, and which type.</param>
/// <param name="Role">Their rights.</param>
/// <param name="SecurityGroup">Who may reach them.</param>
/// <param name="Targets">Where the balancer looks for them.</param>
/// <param name="Start">What a server does when it starts.</param>
public sealed record ServerGroupProps(string Process, GroupSettings Size, Role Role, SecurityGroup SecurityGroup, ApplicationTargetGroup Targets, string Start);

/// <summary>
/// Servers of one kind over both zones (requirements S3, S8, S9, O4, U4, G7): at least two, a failed one is replaced, their number follows the
/// load. A new version comes as a new group beside the old one; the old one drains and goes once the new one is healthy, or the new one goes (G6).
/// </summary>
public sealed class ServerGroup : Construct
{
    // From the start of a machine until it said that it is ready.
    private static readonly Duration Ready = Duration.Minutes(12);

    /// <summary>The group.</summary>
    public ServerGroup(Construct scope, EnvironmentSettings settings, NetworkStack network, ServerGroupProps props)
        : base(scope, props.Process)
    {
        var template = new LaunchTemplate(this, "Template", new LaunchTemplateProps
        {
            InstanceType = new InstanceType(props.Size.Instance),
            MachineImage = MachineImage.LatestAmazonLinux2023(),
            Role = props.Role,
            SecurityGroup = props.SecurityGroup,
            UserData = UserData.Custom(props.Start),
            RequireImdsv2 = true,
            HttpPutResponseHopLimit = 1,
            DetailedMonitoring = true,
            BlockDevices = [new Amazon.CDK.AWS.EC2.BlockDevice { DeviceName = "/dev/xvda", Volume = Amazon.CDK.AWS.EC2.BlockDeviceVolume.Ebs(20, new Amazon.CDK.AWS.EC2.EbsDeviceOptions { Encrypted = true, VolumeType = Amazon.CDK.AWS.EC2.EbsDeviceVolumeType.GP3 }) }],
        });
        var smallest = settings.Standby ? 0 : props.Size.Smallest;
        Group = new AutoScalingGroup(this, "Group", new AutoScalingGroupProps
        {
            Vpc = network.Vpc,
            VpcSubnets = new SubnetSelection { Subnets = network.SubnetsOf(Segment.Trusted) },
            LaunchTemplate = template,
            MinCapacity = smallest,
            MaxCapacity = props.Size.Largest,
            HealthCheck = HealthCheck.Elb(new ElbHealthCheckOptions { Grace = Duration.Minutes(10) }),
            UpdatePolicy = UpdatePolicy.ReplacingUpdate(),
            Signals = smallest == 0 ? null : Signals.WaitForCount(smallest, new SignalsOptions { Timeout = Ready }),
            // Nothing runs for so long that its patches are old (requirement S42).
            MaxInstanceLifetime = Duration.Days(30),
            GroupMetrics = [GroupMetrics.All()],
        });
        ((CfnAutoScalingGroup)Group.Node.DefaultChild!).OverrideLogicalId(LogicalIdOf(props.Process));
        Group.AttachToApplicationTargetGroup(props.Targets);
        Amazon.CDK.Tags.Of(Group).Add("Name", $"{settings.Prefix}-{props.Process}");

        Group.ScaleOnCpuUtilization("Target", new CpuUtilizationScalingProps { TargetUtilizationPercent = 50 });
        Group.ScaleOnMetric("Steps", new BasicStepScalingPolicyProps
        {
            Metric = new Metric(new MetricProps
            {
                Namespace = "AWS/EC2",
                MetricName = "CPUUtilization",
                Statistic = "Maximum",
                Period = Duration.Minutes(1),
                DimensionsMap = new Dictionary<string, string> { ["AutoScalingGroupName"] = Group.AutoScalingGroupName },
            }),
            ScalingSteps = [new ScalingInterval { Upper = 75, Change = 0 }, new ScalingInterval { Lower = 75, Upper = 90, Change = 1 }, new ScalingInterval { Lower = 90, Change = 2 }],
            AdjustmentType = AdjustmentType.CHANGE_IN_CAPACITY,
        });
    }

    /// <summary>The group.</summary>
    public AutoScalingGroup Group { get; }

    /// <summary>The name in the template, by which a server says that it is ready.</summary>
    public static string LogicalIdOf(string process) => process + "Servers";
}

using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.Logs;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Network;

/// <summary>The private network over two zones, its way out, the endpoints of DynamoDB and S3, and the record of what flows.</summary>
public sealed class NetworkStack : Stack
{
    private readonly string[] _zones;

    /// <summary>The network.</summary>
    public NetworkStack(Construct scope, EnvironmentSettings settings)
        : base(scope, "network", Blueprint.PropsOf(settings, "network", "Segments, way out and security groups"))
    {
        _zones = [.. settings.Zones];
        Vpc = new Vpc(this, "Vpc", new VpcProps
        {
            VpcName = settings.Prefix,
            IpAddresses = IpAddresses.Cidr(settings.Network + ".0.0/16"),
            NatGateways = settings.NatPerZone ? 2 : 1,
            RestrictDefaultSecurityGroup = false,
            SubnetConfiguration =
            [
                new SubnetConfiguration { Name = nameof(Segment.Dmz), SubnetType = SubnetType.PUBLIC, CidrMask = 20, MapPublicIpOnLaunch = false },
                new SubnetConfiguration { Name = nameof(Segment.Trusted), SubnetType = SubnetType.PRIVATE_WITH_EGRESS, CidrMask = 20 },
                new SubnetConfiguration { Name = nameof(Segment.Database), SubnetType = SubnetType.PRIVATE_ISOLATED, CidrMask = 20 },
            ],
            GatewayEndpoints = new Dictionary<string, IGatewayVpcEndpointOptions>
            {
                ["DynamoDb"] = new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.DYNAMODB },
                ["S3"] = new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.S3 },
            },
        });
        Number();
        Groups = new SecurityGroups(this, Vpc, settings);
        Vpc.AddFlowLog("Flow", new FlowLogOptions
        {
            TrafficType = FlowLogTrafficType.ALL,
            Destination = FlowLogDestination.ToCloudWatchLogs(new LogGroup(this, "FlowLog", new LogGroupProps
            {
                LogGroupName = $"/clubshop/{settings.Name}/flow",
                Retention = RetentionDays.ONE_MONTH,
                RemovalPolicy = Blueprint.RemovalOf(settings),
            })),
        });

        void Number()
        {
            // The library numbers subnets one after the other; the specification leaves a reserve at the end of each zone.
            foreach (var segment in Enum.GetValues<Segment>())
            {
                var subnets = SubnetsOf(segment);
                for (var zone = 0; zone < subnets.Length; zone++)
                    ((CfnSubnet)subnets[zone].Node.DefaultChild!).CidrBlock = Segments.AddressesOf(settings.Network, segment, zone);
            }
        }
    }

    /// <summary>The network.</summary>
    public Vpc Vpc { get; }

    /// <summary>Who may reach whom.</summary>
    public SecurityGroups Groups { get; }

    /// <summary>Named, so that no account has to be asked while the templates are made.</summary>
    public override string[] AvailabilityZones => _zones ?? [];

    /// <summary>The subnets of a segment, one in each zone.</summary>
    public ISubnet[] SubnetsOf(Segment segment) => segment switch
    {
        Segment.Dmz => Vpc.PublicSubnets,
        Segment.Trusted => Vpc.PrivateSubnets,
        _ => Vpc.IsolatedSubnets,
    };
}

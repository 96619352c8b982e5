using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.Route53;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.Network;
using Clubshop.Deploy.Settings;
using Constructs;
using Protocol = Amazon.CDK.AWS.ElasticLoadBalancingV2.Protocol;

namespace Clubshop.Deploy.Servers;

/// <summary>
/// The balancer in the DMZ (requirements S13, S17, W4): HTTPS only, TLS 1.2 or later, asks a health address, sends a request without session to the
/// least loaded server. Circuits stay with their server.
/// </summary>
public sealed class Balancer : Construct
{
    /// <summary>How long a connection may say nothing. A circuit says something every 15 s; what is lost is known earlier.</summary>
    public static readonly Duration Idle = Duration.Minutes(5);

    /// <summary>How long a server that leaves is let finish: longer than a lost page is kept (180 s), so that people move while they work.</summary>
    public static readonly Duration Drain = Duration.Minutes(5);

    /// <summary>The balancer.</summary>
    public Balancer(Construct scope, EnvironmentSettings settings, NetworkStack network, Buckets buckets)
        : base(scope, "Balancer")
    {
        var zone = HostedZone.FromHostedZoneAttributes(this, "Zone", new HostedZoneAttributes { HostedZoneId = settings.HostedZone, ZoneName = settings.Domain });
        Load = new ApplicationLoadBalancer(this, "Load", new ApplicationLoadBalancerProps
        {
            LoadBalancerName = settings.Prefix,
            Vpc = network.Vpc,
            VpcSubnets = new SubnetSelection { Subnets = network.SubnetsOf(Segment.Dmz) },
            InternetFacing = true,
            SecurityGroup = network.Groups.Balancer,
            IdleTimeout = Idle,
            DropInvalidHeaderFields = true,
            Http2Enabled = true,
            DeletionProtection = settings.KeepsData,
        });
        Load.LogAccessLogs(buckets.Accesses, "balancer");
        Listener = Load.AddListener("Https", new BaseApplicationListenerProps
        {
            Port = 443,
            Protocol = ApplicationProtocol.HTTPS,
            Open = false,
            SslPolicy = SslPolicy.RECOMMENDED_TLS,
            Certificates =
            [
                ListenerCertificate.FromCertificateManager(new Certificate(this, "Certificate", new CertificateProps
                {
                    DomainName = settings.Domain,
                    SubjectAlternativeNames = ["*." + settings.Domain],
                    Validation = CertificateValidation.FromDns(zone),
                })),
            ],
            DefaultAction = ListenerAction.FixedResponse(404, new FixedResponseOptions { ContentType = "text/plain", MessageBody = "There is nothing at this name." }),
        });
        Portal = Targets("Portal", SecurityGroups.PortalPort, ApplicationProtocol.HTTPS, sticky: true);
        Api = Targets("Api", SecurityGroups.ApiPort, ApplicationProtocol.HTTP, sticky: false);
        Listener.AddAction("ToPortal", new AddApplicationActionProps
        {
            Priority = 10,
            Conditions = [ListenerCondition.HostHeaders([settings.PortalHost])],
            Action = ListenerAction.Forward([Portal]),
        });
        Listener.AddAction("ToApi", new AddApplicationActionProps
        {
            Priority = 20,
            Conditions = [ListenerCondition.HostHeaders([settings.ApiHost])],
            Action = ListenerAction.Forward([Api]),
        });

        ApplicationTargetGroup Targets(string name, int port, ApplicationProtocol protocol, bool sticky) => new(this, name, new ApplicationTargetGroupProps
        {
            Vpc = network.Vpc,
            Port = port,
            Protocol = protocol,
            ProtocolVersion = ApplicationProtocolVersion.HTTP1, // WebSockets need it
            TargetType = TargetType.INSTANCE,
            LoadBalancingAlgorithmType = TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
            // Longer than a session, so that each page that is opened finds the server that has the others.
            StickinessCookieDuration = sticky ? Duration.Days(1) : null,
            DeregistrationDelay = sticky ? Drain : Duration.Seconds(30),
            HealthCheck = new HealthCheck
            {
                Path = "/health/ready",
                Protocol = protocol is ApplicationProtocol.HTTPS ? Protocol.HTTPS : Protocol.HTTP,
                HealthyHttpCodes = "200",
                Interval = Duration.Seconds(10),
                Timeout = Duration.Seconds(5),
                HealthyThresholdCount = 2,
                UnhealthyThresholdCount = 3,
            },
        });
    }

    /// <summary>The balancer.</summary>
    public ApplicationLoadBalancer Load { get; }

    /// <summary>Its one listener.</summary>
    public ApplicationListener Listener { get; }

    /// <summary>The administrators' servers.</summary>
    public ApplicationTargetGroup Portal { get; }

    /// <summary>The end users' servers.</summary>
    public ApplicationTargetGroup Api { get; }
}

using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Origins;
using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.Route53.Targets;
using Amazon.CDK.AWS.S3;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.Servers;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Front;

/// <summary>
/// What the internet sees (requirements S12, S14, S15): names in Route 53, CloudFront, behind it the buckets of pages and pictures and the balancer.
/// One distribution for end users (pages, pictures, the API), one for the portal.
/// </summary>
public sealed class FrontStack : Stack
{
    private const int DaysUntilArchived = 180;

    private readonly EnvironmentSettings _settings;
    private readonly ICertificate _certificate;
    private readonly IBucket _accesses;

    /// <summary>The front.</summary>
    public FrontStack(Construct scope, EnvironmentSettings settings, DataStack data, ServersStack servers)
        : base(scope, "front", Blueprint.PropsOf(settings, "front", "CloudFront, pages, pictures and names"))
    {
        _settings = settings;
        _certificate = Certificate.FromCertificateArn(this, "Certificate", settings.Certificate);
        _accesses = Bucket.FromBucketName(this, "Accesses", data.Buckets.Accesses.BucketName);
        var pages = Static("Pages");
        var pictures = Static(Buckets.Pictures);
        var balancer = new HttpOrigin(settings.OriginHost, new HttpOriginProps
        {
            ProtocolPolicy = OriginProtocolPolicy.HTTPS_ONLY,
            OriginSslProtocols = [OriginSslPolicy.TLS_V1_2],
            ReadTimeout = Duration.Seconds(60),
            KeepaliveTimeout = Duration.Seconds(60),
        });

        // Answers say themselves for how long they may be kept (Cache-Control of the API).
        var answers = new CachePolicy(this, "Answers", new CachePolicyProps
        {
            CachePolicyName = settings.Prefix + "-answers",
            MinTtl = Duration.Seconds(0),
            DefaultTtl = Duration.Seconds(0),
            MaxTtl = Duration.Hours(1),
            QueryStringBehavior = CacheQueryStringBehavior.All(),
            HeaderBehavior = CacheHeaderBehavior.AllowList("Authorization", "Host"),
            EnableAcceptEncodingGzip = true,
            EnableAcceptEncodingBrotli = true,
        });
        var endUsers = Distribution("EndUsers", [settings.Domain, settings.ApiHost], new BehaviorOptions
        {
            Origin = S3BucketOrigin.WithOriginAccessControl(pages),
            ViewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            Compress = true,
            ResponseHeadersPolicy = ResponseHeadersPolicy.SECURITY_HEADERS,
        }, new Dictionary<string, IBehaviorOptions>
        {
            // The portal puts them there, with the year for which they may be kept; what is under a name never changes.
            ["/pictures/*"] = new BehaviorOptions
            {
                Origin = S3BucketOrigin.WithOriginAccessControl(pictures),
                ViewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
                ResponseHeadersPolicy = ResponseHeadersPolicy.SECURITY_HEADERS,
            },
            ["/v1/*"] = new BehaviorOptions
            {
                Origin = balancer,
                AllowedMethods = AllowedMethods.ALLOW_ALL,
                CachePolicy = answers,
                ViewerProtocolPolicy = ViewerProtocolPolicy.HTTPS_ONLY,
                OriginRequestPolicy = OriginRequestPolicy.ALL_VIEWER,
                Compress = true,
            },
        }, "index.html");
        var portal = Distribution("Portal", [settings.PortalHost], new BehaviorOptions
        {
            Origin = balancer,
            AllowedMethods = AllowedMethods.ALLOW_ALL,
            CachePolicy = CachePolicy.CACHING_DISABLED,
            ViewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            OriginRequestPolicy = OriginRequestPolicy.ALL_VIEWER,
            Compress = false, // the portal says what may be compressed
        }, null, null);

        var zone = HostedZone.FromHostedZoneAttributes(this, "Zone", new HostedZoneAttributes { HostedZoneId = settings.HostedZone, ZoneName = settings.Domain });
        Named(settings.Domain, new CloudFrontTarget(endUsers));
        Named(settings.ApiHost, new CloudFrontTarget(endUsers));
        Named(settings.PortalHost, new CloudFrontTarget(portal));
        // By this name CloudFront finds the balancer; it has the balancer's certificate.
        _ = new ARecord(this, settings.OriginHost, new ARecordProps { Zone = zone, RecordName = settings.OriginHost, Target = RecordTarget.FromAlias(new LoadBalancerTarget(servers.Balancer.Load)) });

        void Named(string name, CloudFrontTarget target)
        {
            // The names lead to production until the switch by hand to the backup region.
            if (settings.Standby)
                return;
            _ = new ARecord(this, name, new ARecordProps { Zone = zone, RecordName = name, Target = RecordTarget.FromAlias(target) });
            _ = new AaaaRecord(this, name + "-6", new AaaaRecordProps { Zone = zone, RecordName = name, Target = RecordTarget.FromAlias(target) });
        }
    }

    private Bucket Static(string id) => Buckets.MakeIn(this, _settings, id, new BucketProps
    {
        Encryption = BucketEncryption.S3_MANAGED,
        LifecycleRules =
        [
            new LifecycleRule
            {
                // What nobody asked for in half a year costs less (requirement U7), and is as quick.
                Transitions = [new Transition { StorageClass = StorageClass.INTELLIGENT_TIERING, TransitionAfter = Duration.Days(0) }],
                NoncurrentVersionExpiration = Duration.Days(DaysUntilArchived),
            },
        ],
    });

    private Distribution Distribution(string id, string[] names, IBehaviorOptions behaviour, IDictionary<string, IBehaviorOptions>? others, string? first) => new(this, id, new DistributionProps
    {
        Comment = $"{_settings.Prefix} {id}",
        // CloudFront takes a name only once: the backup environment's gets them at the switch.
        DomainNames = _settings.Standby ? null : names,
        Certificate = _settings.Standby ? null : _certificate,
        DefaultBehavior = behaviour,
        AdditionalBehaviors = others,
        DefaultRootObject = first,
        MinimumProtocolVersion = SecurityPolicyProtocol.TLS_V1_2_2021,
        HttpVersion = HttpVersion.HTTP2_AND_3,
        PriceClass = PriceClass.PRICE_CLASS_200, // with India
        EnableLogging = true,
        LogBucket = _accesses,
        LogFilePrefix = "cloudfront/" + id,
    });
}

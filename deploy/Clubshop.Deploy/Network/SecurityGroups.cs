using Amazon.CDK.AWS.EC2;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Network;

/// <summary>
/// Who may reach whom (requirement S24): CloudFront the balancer, the balancer the servers, the servers memcached. Nothing else comes in.
/// </summary>
public sealed class SecurityGroups : Construct
{
    /// <summary>The port on which the portal answers the balancer, with TLS.</summary>
    public const int PortalPort = 8443;

    /// <summary>The port on which the end users' API answers the balancer.</summary>
    public const int ApiPort = 8080;

    /// <summary>memcached's.</summary>
    public const int CachePort = 11211;

    private const int Https = 443;
    private const int Ssh = 22;

    /// <summary>The groups.</summary>
    public SecurityGroups(Construct scope, IVpc vpc, EnvironmentSettings settings)
        : base(scope, "Groups")
    {
        Balancer = Group("Balancer", "DMZ: HTTPS from CloudFront");
        Portal = Group("Portal", "Trusted: the administrators' servers");
        Api = Group("Api", "Trusted: the end users' servers");
        Cache = Group("Cache", "Database: memcached from the servers");

        Balancer.AddIngressRule(Peer.PrefixList(settings.CloudFrontPrefixList), Port.Tcp(Https), "HTTPS from CloudFront");
        Let(Balancer, Portal, PortalPort, "requests to the portal");
        Let(Balancer, Api, ApiPort, "requests to the API");
        foreach (var servers in (SecurityGroup[])[Portal, Api])
        {
            Let(servers, Cache, CachePort, "memcached");
            servers.AddEgressRule(Peer.AnyIpv4(), Port.Tcp(Https), "AWS, through gateway endpoints and NAT");
            foreach (var network in settings.AdministratorAddresses)
                servers.AddIngressRule(Peer.Ipv4(network), Port.Tcp(Ssh), "SSH of administrators");
        }

        SecurityGroup Group(string name, string description) => new(this, name, new SecurityGroupProps
        {
            Vpc = vpc,
            SecurityGroupName = $"{settings.Prefix}-{name.ToLowerInvariant()}",
            Description = description,
            AllowAllOutbound = false,
        });
    }

    /// <summary>Of the balancer.</summary>
    public SecurityGroup Balancer { get; }

    /// <summary>Of the administrators' servers.</summary>
    public SecurityGroup Portal { get; }

    /// <summary>Of the end users' servers.</summary>
    public SecurityGroup Api { get; }

    /// <summary>Of memcached.</summary>
    public SecurityGroup Cache { get; }

    private static void Let(SecurityGroup from, SecurityGroup to, int port, string why)
    {
        from.AddEgressRule(to, Port.Tcp(port), why);
        to.AddIngressRule(from, Port.Tcp(port), why);
    }
}

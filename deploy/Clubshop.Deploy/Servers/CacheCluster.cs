using Amazon.CDK.AWS.ElastiCache;
using Clubshop.Deploy.Network;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Servers;

/// <summary>memcached over both zones (requirements S3, S19), in the database segment, with TLS.</summary>
public sealed class CacheCluster : Construct
{
    /// <summary>The cluster.</summary>
    public CacheCluster(Construct scope, EnvironmentSettings settings, NetworkStack network)
        : base(scope, "Cache")
    {
        var subnets = new CfnSubnetGroup(this, "Subnets", new CfnSubnetGroupProps
        {
            CacheSubnetGroupName = settings.Prefix,
            Description = "The database segment",
            SubnetIds = [.. network.SubnetsOf(Segment.Database).Select(subnet => subnet.SubnetId)],
        });
        // Without a name of its own CloudFormation could make a new one before it removes the old one; clients are told the address either way.
        Cluster = new CfnCacheCluster(this, "Cluster", new CfnCacheClusterProps
        {
            Engine = "memcached",
            EngineVersion = "1.6.22",
            CacheNodeType = settings.CacheNode,
            NumCacheNodes = settings.CacheNodes,
            AzMode = "cross-az",
            PreferredAvailabilityZones = [.. Enumerable.Range(0, settings.CacheNodes).Select(node => settings.Zones[node % settings.Zones.Count])],
            CacheSubnetGroupName = subnets.Ref,
            VpcSecurityGroupIds = [network.Groups.Cache.SecurityGroupId],
            TransitEncryptionEnabled = true,
            Port = SecurityGroups.CachePort,
            PreferredMaintenanceWindow = "sun:20:00-sun:21:00",
        });
    }

    /// <summary>The cluster.</summary>
    public CfnCacheCluster Cluster { get; }

    /// <summary>What clients ask for the nodes (<c>Cache:Nodes</c>).</summary>
    public string Endpoint => $"{Cluster.AttrConfigurationEndpointAddress}:{Cluster.AttrConfigurationEndpointPort}";
}

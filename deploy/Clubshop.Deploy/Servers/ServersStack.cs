using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.Network;
using Clubshop.Deploy.People;
using Clubshop.Deploy.Rights;
using Clubshop.Deploy.Settings;
using Clubshop.Deploy.Watch;
using Constructs;

namespace Clubshop.Deploy.Servers;

/// <summary>Cache, balancer and servers, with their alarms: a new version replaces the groups, and what looks at them follows in the same step.</summary>
public sealed class ServersStack : Stack
{
    private readonly EnvironmentSettings _settings;
    private readonly string _version;
    private readonly NetworkStack _network;
    private readonly DataStack _data;

    /// <summary>The servers.</summary>
    public ServersStack(Construct scope, EnvironmentSettings settings, string version, NetworkStack network, DataStack data, IdentityStack identity)
        : base(scope, "servers", Blueprint.PropsOf(settings, "servers", "Cache, balancer, servers and their alarms"))
    {
        (_settings, _version, _network, _data) = (settings, version, network, data);
        Cache = new CacheCluster(this, settings, network);
        Balancer = new Balancer(this, settings, network, data.Buckets);
        if (settings.Firewall)
            _ = new Firewall(this, settings, Balancer);
        var roles = new ProcessRoles(this, settings, data, identity);
        var customers = identity.Customers;
        var portalLog = new ServerLog(this, settings, "portal", data);
        var apiLog = new ServerLog(this, settings, "api", data);

        Portal = new ServerGroup(this, settings, network, new("portal", settings.Portal, roles.Portal, network.Groups.Portal, Balancer.Portal, Start(
            "portal", "Clubshop.Admin", "https", SecurityGroups.PortalPort, settings.PortalHost, portalLog.Group, new()
            {
                ["AWS__UserPoolId"] = identity.Staff.Pool.UserPoolId,
                ["AWS__UserPoolClientId"] = identity.Staff.Client.UserPoolClientId,
                ["AWS__CustomerUserPoolId"] = customers.Pool.UserPoolId,
                ["AWS__CustomerUserPoolClientId"] = customers.Client.UserPoolClientId,
                ["Sealing__KeyId"] = data.Keys.Sealing.KeyArn,
                ["Pinpoint__ApplicationId"] = settings.PushApplication,
                ["Audit__ArchiveBucket"] = data.Buckets.Archive.BucketName,
                ["Pictures__Bucket"] = Buckets.NameOf(settings, Buckets.Pictures),
                ["Pictures__PublicAddress"] = "https://" + settings.Domain,
            }, identity.Staff)));
        Api = new ServerGroup(this, settings, network, new("api", settings.Api, roles.Api, network.Groups.Api, Balancer.Api, Start(
            "api", "Clubshop.Api", "http", SecurityGroups.ApiPort, settings.ApiHost, apiLog.Group, new()
            {
                ["AWS__CustomerUserPoolId"] = customers.Pool.UserPoolId,
                ["AWS__CustomerUserPoolClientId"] = customers.Client.UserPoolClientId,
            }, staff: null)));

        var topic = new AlarmTopic(this, settings, data.Keys.Storage);
        Alarms = new Alarms(this, settings, this, topic, portalLog.Group);
        _ = new Overview(this, settings, this);
    }

    /// <summary>memcached.</summary>
    public CacheCluster Cache { get; }

    /// <summary>The balancer.</summary>
    public Balancer Balancer { get; }

    /// <summary>The administrators' servers.</summary>
    public ServerGroup Portal { get; }

    /// <summary>The end users' servers.</summary>
    public ServerGroup Api { get; }

    /// <summary>Who is told of what.</summary>
    public Alarms Alarms { get; }

    private string Start(
        string process, string program, string scheme, int port, string host, LogGroup log, Dictionary<string, string> settings, StaffPool? staff)
    {
        settings["ASPNETCORE_URLS"] = $"{scheme}://*:{port}";
        settings["Aws__Mode"] = "Aws";
        settings["Aws__Region"] = _settings.Region;
        settings["Aws__TablePrefix"] = _settings.TablePrefix;
        settings["Cache__Nodes"] = Cache.Endpoint;
        settings["Cache__Tls"] = "true";
        settings["Otlp__Endpoint"] = Figures.Collector;
        return StartScript.Of(
            new Dictionary<string, string>
            {
                ["PROCESS"] = process,
                ["PROGRAM"] = program,
                ["VERSION"] = _version,
                ["REGION"] = _settings.Region,
                ["STACK"] = StackName,
                ["GROUP"] = ServerGroup.LogicalIdOf(process),
                ["ARTIFACTS"] = _data.Buckets.Artifacts.BucketName,
                ["CLOUDFRONT"] = _settings.CloudFrontPrefixList,
                ["DMZ"] = string.Join(',', Segments.AddressesOf(_settings.Network, Segment.Dmz, 0), Segments.AddressesOf(_settings.Network, Segment.Dmz, 1)),
                ["HOSTS"] = host,
                ["SCHEME"] = scheme,
                ["PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["FIGURES"] = Figures.NamespaceOf(_settings),
                ["LOG_GROUP"] = log.LogGroupName,
                ["STAFF_POOL"] = staff?.Pool.UserPoolId ?? "",
                ["STAFF_CLIENT"] = staff?.Client.UserPoolClientId ?? "",
                ["SECRET"] = staff is null ? "" : _data.DataProtection.SecretArn,
            },
            settings);
    }
}

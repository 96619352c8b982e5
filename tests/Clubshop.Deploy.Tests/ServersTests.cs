using System.Text.Json.Nodes;
using Clubshop.Deploy.Tests.Testing;

namespace Clubshop.Deploy.Tests;

public sealed class ServersTests
{
    private const string Group = "AWS::AutoScaling::AutoScalingGroup";
    private const string Targets = "AWS::ElasticLoadBalancingV2::TargetGroup";

    private static Template Servers => Synthesis.Of("production", "servers");

    [Fact]
    [Trait("Requirement", "S17")]
    [Trait("Requirement", "W4")]
    [Trait("Requirement", "S25")]
    public void Listener_OfTheBalancer_IsHttpsOnlyWithTls12OrLater()
    {
        var listener = Servers.Only("AWS::ElasticLoadBalancingV2::Listener");

        Assert.Equal(("443", "HTTPS", "ELBSecurityPolicy-TLS13-1-2-2021-06"), (listener.Text("Port"), listener.Text("Protocol"), listener.Text("SslPolicy")));
        Assert.Equal("fixed-response", Assert.Single(listener.Objects("DefaultActions")).Text("Type"));
    }

    [Fact]
    [Trait("Requirement", "S17")]
    [Trait("Requirement", "W3")]
    public void Balancer_OfCircuits_WaitsFiveMinutesAndWritesItsLog()
    {
        var balancer = Servers.Only("AWS::ElasticLoadBalancingV2::LoadBalancer");

        Assert.Equal("internet-facing", balancer.Text("Scheme"));
        Assert.Equal(2, balancer["Subnets"]!.AsArray().Count);
        Assert.All(balancer["Subnets"]!.AsArray(), subnet => Assert.Contains("DmzSubnet", subnet!.ToJsonString(), StringComparison.Ordinal));
        Assert.Equal(("300", "true", "true"), (Attribute(balancer, "LoadBalancerAttributes", "idle_timeout.timeout_seconds"),
            Attribute(balancer, "LoadBalancerAttributes", "routing.http.drop_invalid_header_fields.enabled"), Attribute(balancer, "LoadBalancerAttributes", "access_logs.s3.enabled")));
    }

    [Theory]
    [InlineData("8443", "HTTPS", "true", "300")]
    [InlineData("8080", "HTTP", "false", "30")]
    [Trait("Requirement", "S17")]
    [Trait("Requirement", "S13")]
    public void Targets_OfAProcess_AskForHealthAndKeepCircuitsTogether(string port, string protocol, string sticky, string drain)
    {
        var targets = Assert.Single(Servers.Properties(Targets), targets => targets.Text("Port") == port);

        Assert.Equal((protocol, "HTTP1"), (targets.Text("Protocol"), targets.Text("ProtocolVersion"))); // WebSockets need HTTP/1.1
        Assert.Equal(("/health/ready", "10", "2", "3"),
            (targets.Text("HealthCheckPath"), targets.Text("HealthCheckIntervalSeconds"), targets.Text("HealthyThresholdCount"), targets.Text("UnhealthyThresholdCount")));
        Assert.Equal(("least_outstanding_requests", sticky, drain), (Attribute(targets, "TargetGroupAttributes", "load_balancing.algorithm.type"),
            Attribute(targets, "TargetGroupAttributes", "stickiness.enabled"), Attribute(targets, "TargetGroupAttributes", "deregistration_delay.timeout_seconds")));
    }

    [Fact]
    [Trait("Requirement", "S13")]
    public void Rules_OfTheListener_LeadEachNameToItsOwnServers() => Assert.Equal(
        ["admin.clubshop.example", "api.clubshop.example"],
        Servers.Properties("AWS::ElasticLoadBalancingV2::ListenerRule").SelectMany(rule => rule.Objects("Conditions")).SelectMany(condition => condition["HostHeaderConfig"].Texts("Values")).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("production", "portal", 2, 6)]
    [InlineData("production", "api", 2, 20)]
    [InlineData("development", "portal", 2, 3)]
    [InlineData("development", "api", 2, 3)]
    [InlineData("backup", "portal", 0, 6)]
    [InlineData("backup", "api", 0, 20)]
    [Trait("Requirement", "S3")]
    [Trait("Requirement", "S8")]
    [Trait("Requirement", "S9")]
    [Trait("Requirement", "O4")]
    [Trait("Requirement", "U4")]
    public void Group_OfAProcess_RunsOverBothZonesAndReplacesWhatFails(string environment, string process, int smallest, int largest)
    {
        var group = Synthesis.Of(environment, "servers").Resources(Group)[process + "Servers"]["Properties"]!;

        Assert.Equal((smallest, largest), (int.Parse(group.Text("MinSize")!, null), int.Parse(group.Text("MaxSize")!, null)));
        Assert.Equal("ELB", group.Text("HealthCheckType"));
        Assert.Equal(2, group["VPCZoneIdentifier"]!.AsArray().Count);
        Assert.All(group["VPCZoneIdentifier"]!.AsArray(), subnet => Assert.Contains("TrustedSubnet", subnet!.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S42")]
    public void Servers_OfAnAgeOfThirtyDays_AreReplaced() =>
        Assert.All(Servers.Properties(Group), group => Assert.Equal((30 * 24 * 3600).ToString(System.Globalization.CultureInfo.InvariantCulture), group.Text("MaxInstanceLifetime")));

    [Theory]
    [InlineData("portalServers")]
    [InlineData("apiServers")]
    [Trait("Requirement", "G6")]
    public void NewVersion_OfAGroup_StandsBesideTheOldOneUntilItIsReady(string group)
    {
        var resource = Servers.Resources(Group)[group];

        Assert.Equal("true", resource["UpdatePolicy"]!["AutoScalingReplacingUpdate"].Text("WillReplace"));
        Assert.Equal(("2", "PT12M"), (resource["CreationPolicy"]!["ResourceSignal"].Text("Count"), resource["CreationPolicy"]!["ResourceSignal"].Text("Timeout")));
        Assert.Null(resource["Properties"]!["AutoScalingGroupName"]); // with a name of its own there could be only one
    }

    [Fact]
    [Trait("Requirement", "G6")]
    public void AnotherVersion_OfTheSameEnvironment_ChangesWhatServersStartWith()
    {
        var script = Servers.Properties("AWS::EC2::LaunchTemplate").Select(template => template["LaunchTemplateData"]!["UserData"]!.ToJsonString());

        Assert.All(script, start => Assert.Contains("VERSION=\\u00271.2.3\\u0027", start, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "G7")]
    [Trait("Requirement", "S8")]
    [Trait("Requirement", "S41")]
    public void Scaling_OfEachGroup_FollowsATargetAndSteps()
    {
        var policies = Servers.Properties("AWS::AutoScaling::ScalingPolicy");

        Assert.Equal(2, policies.Count(policy => policy.Text("PolicyType") == "TargetTrackingScaling" && policy["TargetTrackingConfiguration"].Text("TargetValue") == "50"));
        Assert.Equal(2, policies.Count(policy => policy.Text("PolicyType") == "StepScaling"));
    }

    [Fact]
    [Trait("Requirement", "U5")]
    public void Machines_OfBothGroups_EncryptTheirDisksAndAskForTokens()
    {
        foreach (var data in Servers.Properties("AWS::EC2::LaunchTemplate").Select(template => template["LaunchTemplateData"]!))
        {
            Assert.Equal("required", data["MetadataOptions"].Text("HttpTokens"));
            Assert.Equal("true", Assert.Single(data.Objects("BlockDeviceMappings"))["Ebs"].Text("Encrypted"));
            Assert.Null(data["KeyName"]);
        }
    }

    [Fact]
    [Trait("Requirement", "S26")]
    public void StartScript_OfTheTemplate_HasNoSecretAndFitsIntoUserData()
    {
        foreach (var script in Servers.Properties("AWS::EC2::LaunchTemplate").Select(template => template["LaunchTemplateData"]!["UserData"]!.ToJsonString()))
        {
            Assert.DoesNotContain("PRIVATE KEY", script, StringComparison.Ordinal);
            Assert.DoesNotContain("resolve:secretsmanager", script, StringComparison.Ordinal);
            Assert.InRange(script.Length, 1000, 14_000); // EC2 takes 16 KB
        }
    }

    [Fact]
    [Trait("Requirement", "S19")]
    [Trait("Requirement", "S3")]
    [Trait("Requirement", "S25")]
    public void Cache_OfProduction_IsMemcachedOverBothZonesWithTls()
    {
        var cache = Servers.Only("AWS::ElastiCache::CacheCluster");

        Assert.Equal(("memcached", "cross-az", "true", "11211"), (cache.Text("Engine"), cache.Text("AZMode"), cache.Text("TransitEncryptionEnabled"), cache.Text("Port")));
        Assert.Equal(["ap-south-1a", "ap-south-1b"], cache.Texts("PreferredAvailabilityZones").Distinct(StringComparer.Ordinal));
        Assert.All(Servers.Only("AWS::ElastiCache::SubnetGroup")["SubnetIds"]!.AsArray(), subnet => Assert.Contains("DatabaseSubnet", subnet!.ToJsonString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("production", 1)]
    [InlineData("development", 0)]
    [Trait("Requirement", "S34")]
    [Trait("Requirement", "G9")]
    public void Firewall_OfAnEnvironment_StandsWhereItsSwitchIsOn(string environment, int count)
    {
        Assert.Equal(count, Synthesis.Of(environment, "servers").Resources("AWS::WAFv2::WebACL").Count);
        Assert.Equal(count, Synthesis.Of(environment, "servers").Resources("AWS::WAFv2::WebACLAssociation").Count);
    }

    [Fact]
    [Trait("Requirement", "G9")]
    public void Firewall_OfRates_CountsTheAddressThatCloudFrontNames()
    {
        var rate = Assert.Single(Servers.Only("AWS::WAFv2::WebACL").Objects("Rules"), rule => rule.Text("Name") == "rate")["Statement"]!["RateBasedStatement"];

        Assert.Equal(("FORWARDED_IP", "10000"), (rate.Text("AggregateKeyType"), rate.Text("Limit")));
    }

    private static string? Attribute(JsonObject of, string list, string key) => Assert.Single(of.Objects(list), attribute => attribute.Text("Key") == key).Text("Value");
}

using System.Text.Json.Nodes;
using Clubshop.Deploy.Network;
using Clubshop.Deploy.Tests.Testing;

namespace Clubshop.Deploy.Tests;

public sealed class NetworkTests
{
    // As the specification's section on the network has them.
    public static TheoryData<string, Segment, int, string> Addresses => new()
    {
        { "production", Segment.Dmz, 0, "10.1.0.0/20" }, { "production", Segment.Trusted, 0, "10.1.16.0/20" }, { "production", Segment.Database, 0, "10.1.32.0/20" },
        { "production", Segment.Dmz, 1, "10.1.128.0/20" }, { "production", Segment.Trusted, 1, "10.1.144.0/20" }, { "production", Segment.Database, 1, "10.1.160.0/20" },
        { "development", Segment.Dmz, 0, "10.2.0.0/20" }, { "development", Segment.Database, 1, "10.2.160.0/20" },
        { "backup", Segment.Dmz, 0, "10.3.0.0/20" }, { "backup", Segment.Database, 1, "10.3.160.0/20" },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    [Trait("Requirement", "S21")]
    [Trait("Requirement", "S22")]
    public void Subnet_OfASegmentAndZone_HasTheSpecificationsAddresses(string environment, Segment segment, int zone, string addresses)
    {
        var subnet = Assert.Single(Synthesis.Of(environment, "network").Properties("AWS::EC2::Subnet"), subnet => subnet.Text("CidrBlock") == addresses);

        Assert.Equal(Synthesis.SettingsOf(environment).Zones[zone], subnet.Text("AvailabilityZone"));
        Assert.Equal(segment.ToString(), Assert.Single(subnet.Objects("Tags"), tag => tag.Text("Key") == "aws-cdk:subnet-name").Text("Value"));
        Assert.Equal("false", subnet.Text("MapPublicIpOnLaunch"));
    }

    [Theory]
    [InlineData("production", "10.1.0.0/16")]
    [InlineData("development", "10.2.0.0/16")]
    [InlineData("backup", "10.3.0.0/16")]
    [Trait("Requirement", "S4")]
    [Trait("Requirement", "S22")]
    public void Network_OfAnEnvironment_IsItsOwnWithSixSubnets(string environment, string addresses)
    {
        var network = Synthesis.Of(environment, "network");

        Assert.Equal(addresses, network.Only("AWS::EC2::VPC").Text("CidrBlock"));
        Assert.Equal(6, network.Properties("AWS::EC2::Subnet").Count);
    }

    [Theory]
    [InlineData("production", 2)]
    [InlineData("development", 1)]
    [Trait("Requirement", "S23")]
    [Trait("Requirement", "S9")]
    public void WayOut_OfAnEnvironment_IsNatWithAnElasticAddressInEachZoneOfProduction(string environment, int gateways)
    {
        var network = Synthesis.Of(environment, "network");

        Assert.Equal(gateways, network.Properties("AWS::EC2::NatGateway").Count);
        Assert.Equal(gateways, network.Properties("AWS::EC2::EIP").Count);
        Assert.Empty(network.Resources("AWS::EC2::CustomerGateway"));
        // Two public routes, and one of each trusted subnet: the database segment has no way out.
        Assert.Equal(4, network.Properties("AWS::EC2::Route").Count);
    }

    [Fact]
    [Trait("Requirement", "W2")]
    public void Endpoints_OfDynamoDbAndS3_AreGateways()
    {
        var endpoints = Synthesis.Of("production", "network").Properties("AWS::EC2::VPCEndpoint");

        Assert.Equal(2, endpoints.Count);
        Assert.All(endpoints, endpoint => Assert.Equal("Gateway", endpoint.Text("VpcEndpointType")));
        Assert.Contains(endpoints, endpoint => endpoint["ServiceName"]!.ToJsonString().Contains(".dynamodb", StringComparison.Ordinal));
        Assert.Contains(endpoints, endpoint => endpoint["ServiceName"]!.ToJsonString().Contains(".s3", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "W3")]
    public void FlowLog_OfTheNetwork_HasEverythingForThirtyDays()
    {
        var network = Synthesis.Of("production", "network");

        Assert.Equal("ALL", network.Only("AWS::EC2::FlowLog").Text("TrafficType"));
        Assert.Equal("30", network.Only("AWS::Logs::LogGroup").Text("RetentionInDays"));
    }

    [Fact]
    [Trait("Requirement", "S24")]
    [Trait("Requirement", "S17")]
    public void SecurityGroups_OfTheSegments_AdmitWhatTheirTableSaysAndNoMore()
    {
        var network = Synthesis.Of("production", "network");
        var inGroups = network.Properties("AWS::EC2::SecurityGroup").SelectMany(group => group.Objects("SecurityGroupIngress")).ToList();
        Assert.Empty(inGroups); // nothing from an address

        var admitted = network.Properties("AWS::EC2::SecurityGroupIngress").Select(Rule).Order(StringComparer.Ordinal);
        Assert.Equal(["Api<Balancer:8080", "Balancer<pl-0123abcd:443", "Cache<Api:11211", "Cache<Portal:11211", "Portal<Balancer:8443"], admitted);
    }

    [Fact]
    [Trait("Requirement", "S24")]
    public void Ssh_WithAdministratorsAddresses_IsOpenToThemAlone()
    {
        var templates = Synthesis.Synthesize(Synthesis.SettingsOf("development") with { AdministratorAddresses = ["203.0.113.0/28"] });
        var rules = templates["network"].Properties("AWS::EC2::SecurityGroup").SelectMany(group => group.Objects("SecurityGroupIngress")).ToList();

        Assert.Equal(2, rules.Count);
        Assert.All(rules, rule => Assert.Equal(("203.0.113.0/28", "22"), (rule.Text("CidrIp"), rule.Text("FromPort"))));
    }

    private static string Rule(JsonObject rule)
    {
        var from = rule.Text("SourcePrefixListId") ?? Name(rule["SourceSecurityGroupId"]!);
        return $"{Name(rule["GroupId"]!)}<{from}:{rule.Text("FromPort")}";

        static string Name(JsonNode reference)
        {
            var id = reference.ToJsonString();
            return ((string[])["Balancer", "Portal", "Api", "Cache"]).First(name => id.Contains("Groups" + name, StringComparison.Ordinal));
        }
    }
}

using System.Text.Json.Nodes;
using Clubshop.Deploy.Front;
using Clubshop.Deploy.Tests.Testing;

namespace Clubshop.Deploy.Tests;

public sealed class FrontTests
{
    private static Template Front => Synthesis.Of("production", "front");

    [Fact]
    [Trait("Requirement", "S12")]
    [Trait("Requirement", "S14")]
    public void EndUsers_ThroughCloudFront_GetPagesAndPicturesFromBucketsAndAnswersFromTheBalancer()
    {
        var distribution = Distribution("api.clubshop.example");

        Assert.Equal(["api.clubshop.example", "clubshop.example"], distribution.Texts("Aliases").Order(StringComparer.Ordinal));
        Assert.Equal(["/pictures/*", "/v1/*"], distribution.Objects("CacheBehaviors").Select(behaviour => behaviour.Text("PathPattern")).Order(StringComparer.Ordinal));
        Assert.Equal(2, distribution.Objects("Origins").Count(origin => origin["S3OriginConfig"] is not null && origin["OriginAccessControlId"] is not null));
        Assert.Single(distribution.Objects("Origins"), origin => origin.Text("DomainName") == "origin.clubshop.example");
    }

    [Fact]
    [Trait("Requirement", "S15")]
    public void Portal_ThroughCloudFront_IsNotKeptAndGetsEveryHeader()
    {
        var behaviour = Distribution("admin.clubshop.example")["DefaultCacheBehavior"];

        Assert.Equal("4135ea2d-6df8-44a3-9df3-4b5a84be39ad", behaviour.Text("CachePolicyId")); // AWS's CachingDisabled
        Assert.Equal("216adef6-5c7f-47e4-b989-5492eafa07d3", behaviour.Text("OriginRequestPolicyId")); // AWS's AllViewer: WebSockets need its headers
        Assert.Equal(7, behaviour.Texts("AllowedMethods").Count);
    }

    [Theory]
    [InlineData("admin.clubshop.example")]
    [InlineData("api.clubshop.example")]
    [Trait("Requirement", "S25")]
    [Trait("Requirement", "W4")]
    public void CloudFront_ToPeopleAndToTheBalancer_SpeaksTls12OrLater(string host)
    {
        var distribution = Distribution(host);

        Assert.Equal("TLSv1.2_2021", distribution["ViewerCertificate"].Text("MinimumProtocolVersion"));
        var origin = Assert.Single(distribution.Objects("Origins"), origin => origin["CustomOriginConfig"] is not null)["CustomOriginConfig"];
        Assert.Equal("https-only", origin.Text("OriginProtocolPolicy"));
        Assert.Equal(["TLSv1.2"], origin.Texts("OriginSSLProtocols"));
        foreach (var behaviour in distribution.Objects("CacheBehaviors").Append(distribution["DefaultCacheBehavior"]!.AsObject()))
            Assert.True(behaviour.Text("ViewerProtocolPolicy") is "https-only" or "redirect-to-https");
    }

    [Fact]
    [Trait("Requirement", "S14")]
    public void Names_OfTheDomain_LeadToCloudFrontAndTheOriginToTheBalancer() => Assert.Equal(
        ["admin.clubshop.example.", "api.clubshop.example.", "clubshop.example.", "origin.clubshop.example."],
        Front.Properties("AWS::Route53::RecordSet").Where(record => record.Text("Type") == "A").Select(record => record.Text("Name")!).Order(StringComparer.Ordinal));

    [Fact]
    [Trait("Requirement", "S40")]
    public void Backup_WhileItStandsBy_LeavesTheNamesToProduction()
    {
        var records = Synthesis.Of("backup", "front").Properties("AWS::Route53::RecordSet").Select(record => record.Text("Name"));

        Assert.Equal(["origin.clubshop.example."], records);
        Assert.All(Synthesis.Of("backup", "front").Properties("AWS::CloudFront::Distribution"), distribution => Assert.Empty(distribution["DistributionConfig"].Texts("Aliases")));
    }

    [Fact]
    [Trait("Requirement", "S40")]
    [Trait("Requirement", "U11")]
    public void Backup_OnceItIsSwitchedTo_HasServersAndTheNames()
    {
        var templates = Synthesis.Synthesize(Synthesis.SettingsOf("backup") with { Standby = false });

        Assert.All(templates["servers"].Properties("AWS::AutoScaling::AutoScalingGroup"), group => Assert.Equal("2", group.Text("MinSize")));
        Assert.Equal(
            ["admin.clubshop.example", "api.clubshop.example", "clubshop.example"],
            templates["front"].Properties("AWS::CloudFront::Distribution").SelectMany(distribution => distribution["DistributionConfig"].Texts("Aliases")).Order(StringComparer.Ordinal));
        Assert.Contains(templates["front"].Properties("AWS::Route53::RecordSet"), record => record.Text("Name") == "admin.clubshop.example.");
    }

    [Fact]
    [Trait("Requirement", "U7")]
    public void Pictures_ThatNobodyAsksFor_BecomeCheaper() => Assert.All(
        Front.Properties("AWS::S3::Bucket"),
        bucket => Assert.Contains(bucket["LifecycleConfiguration"].Objects("Rules").SelectMany(rule => rule.Objects("Transitions")), transition => transition.Text("StorageClass") == "INTELLIGENT_TIERING"));

    [Fact]
    [Trait("Requirement", "O3")]
    [Trait("Requirement", "W4")]
    public void Certificates_OfBalancerAndCloudFront_RenewThemselvesByDns()
    {
        var balancer = Synthesis.Of("production", "servers").Only("AWS::CertificateManager::Certificate");
        Assert.Equal(("DNS", "clubshop.example"), (balancer.Text("ValidationMethod"), balancer.Text("DomainName")));

        var app = new Amazon.CDK.App();
        var stack = new CertificateStack(app, Synthesis.SettingsOf("production") with { Certificate = "" });
        Assert.Equal("us-east-1", stack.Region);
    }

    private static JsonObject Distribution(string host) => Assert.Single(
        Front.Properties("AWS::CloudFront::Distribution"), distribution => distribution["DistributionConfig"].Texts("Aliases").Contains(host))["DistributionConfig"]!.AsObject();
}

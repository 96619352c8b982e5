using Clubshop.Deploy.Delivery;
using Clubshop.Deploy.Tests.Testing;

namespace Clubshop.Deploy.Tests;

public sealed class PipelineTests
{
    private static Template Pipeline => Synthesis.Of("production", "pipeline");

    [Fact]
    [Trait("Requirement", "G6")]
    [Trait("Requirement", "W5")]
    [Trait("Requirement", "U9")]
    public void Stages_OfAVersion_BuildTestAndScanBeforeSomebodyApproves()
    {
        var stages = Pipeline.Only("AWS::CodePipeline::Pipeline").Objects("Stages").ToList();

        Assert.Equal(["Source", "Build", "Difference", "Approve", "Deploy"], stages.Select(stage => stage.Text("Name")));
        Assert.Equal(["Package", "Scan", "Test"], stages[1].Objects("Actions").Select(action => action.Text("Name")).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "G6")]
    public void Machines_OfAVersion_WorkUnderThirtyMinutes()
    {
        Assert.InRange(PipelineStack.BuildMinutes + PipelineStack.DeployMinutes, 1, 29);
        foreach (var project in Pipeline.Properties("AWS::CodeBuild::Project"))
            Assert.InRange(int.Parse(project.Text("TimeoutInMinutes")!, null), 1, Math.Max(PipelineStack.BuildMinutes, PipelineStack.DeployMinutes));
    }

    [Fact]
    [Trait("Requirement", "G8")]
    public void Dashboard_OfTheDelivery_HasDurationsAndFailures()
    {
        var dashboard = Pipeline.Only("AWS::CloudWatch::Dashboard");

        Assert.Equal("clubshop-production-delivery", dashboard.Text("DashboardName"));
        Assert.Contains("FailedBuilds", dashboard["DashboardBody"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Duration", dashboard["DashboardBody"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Topic_OfTheDelivery_ReachesSomebody() =>
        Assert.Equal(("email", "operations@clubshop.example"), (Pipeline.Only("AWS::SNS::Subscription").Text("Protocol"), Pipeline.Only("AWS::SNS::Subscription").Text("Endpoint")));

    [Fact]
    public void BuildFiles_OfTheProjects_AreInTheRepository() => Assert.All(
        Pipeline.Properties("AWS::CodeBuild::Project"), project => Assert.True(File.Exists(Path.Combine(Synthesis.Root, project["Source"].Text("BuildSpec")!)), project["Source"].Text("BuildSpec")));

    [Fact]
    [Trait("Requirement", "S33")]
    public void Deployment_OfAVersion_HasNoRightsButTheBootstrappedRoles()
    {
        var assumed = Pipeline.Properties("AWS::IAM::Policy").SelectMany(policy => policy["PolicyDocument"].Objects("Statement"))
            .Where(statement => statement.Text("Sid") == "Bootstrapped").SelectMany(statement => statement.Texts("Resource")).Distinct(StringComparer.Ordinal);

        Assert.Equal(
            ((string[])["deploy", "file-publishing", "lookup"]).Select(role => $"arn:aws:iam::111122223333:role/cdk-hnb659fds-{role}-role-111122223333-ap-south-1"), assumed);
    }
}

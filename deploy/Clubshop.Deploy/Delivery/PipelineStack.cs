using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.CodePipeline.Actions;
using Amazon.CDK.AWS.CodeStarNotifications;
using Amazon.CDK.AWS.IAM;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Delivery;

/// <summary>
/// Delivery (requirements W5, G6, U9): build, every test and the scans beside each other; then the archives, the templates' difference for whoever
/// approves, and the new servers beside the old ones. What does not get healthy is rolled back by CloudFormation. Under 30 minutes of machines' time.
/// </summary>
public sealed class PipelineStack : Stack
{
    /// <summary>How many minutes building, testing and scanning may take; they run beside each other.</summary>
    public const int BuildMinutes = 14;

    /// <summary>How many minutes the archives and the deployment may take.</summary>
    public const int DeployMinutes = 15;

    private readonly DataStack _data;

    /// <summary>The pipeline.</summary>
    public PipelineStack(Construct scope, EnvironmentSettings settings, SourceSettings source, DataStack data)
        : base(scope, "pipeline", Blueprint.PropsOf(settings, "pipeline", "Build, test, scan, deploy, roll back"))
    {
        _data = data;
        var code = new Artifact_("source");
        var archives = new Artifact_("archives");
        var test = Project("test", "Every test", BuildMinutes, ComputeType.LARGE, "deploy/pipeline/test.yml");
        var scan = Project("scan", "Secrets, vulnerable packages, templates", BuildMinutes, ComputeType.MEDIUM, "deploy/pipeline/scan.yml");
        var package = Project("package", "The archives of portal and API", BuildMinutes, ComputeType.MEDIUM, "deploy/pipeline/package.yml");
        var difference = Project("difference", "What the templates would change", DeployMinutes, ComputeType.SMALL, "deploy/pipeline/difference.yml");
        var deploy = Project("deploy", "The new servers beside the old ones", DeployMinutes, ComputeType.SMALL, "deploy/pipeline/deploy.yml");
        deploy.AddToRolePolicy(Rights.ProcessRoles.Allow("Archives", ["s3:PutObject", "s3:AbortMultipartUpload"],
            [data.Buckets.Artifacts.ArnForObjects("portal/*"), data.Buckets.Artifacts.ArnForObjects("api/*")]));
        // The roles of "cdk bootstrap" hold the rights of a deployment; these projects may take them and have none themselves.
        foreach (var project in (PipelineProject[])[difference, deploy])
        {
            project.AddToRolePolicy(Rights.ProcessRoles.Allow("Bootstrapped", ["sts:AssumeRole"],
                [.. ((string[])["deploy", "file-publishing", "lookup"]).Select(name => $"arn:aws:iam::{settings.Account}:role/cdk-hnb659fds-{name}-role-{settings.Account}-{settings.Region}")]));
        }

        var pipeline = new Pipeline(this, "Pipeline", new Amazon.CDK.AWS.CodePipeline.PipelineProps
        {
            PipelineName = settings.Prefix,
            PipelineType = PipelineType.V2,
            ExecutionMode = ExecutionMode.QUEUED,
            ArtifactBucket = Buckets.MakeIn(this, settings, "Delivery", new Amazon.CDK.AWS.S3.BucketProps
            {
                Encryption = Amazon.CDK.AWS.S3.BucketEncryption.S3_MANAGED,
                LifecycleRules = [new Amazon.CDK.AWS.S3.LifecycleRule { Expiration = Duration.Days(Buckets.DaysAtHand) }],
            }),
            RestartExecutionOnUpdate = false,
            Stages =
            [
                new Amazon.CDK.AWS.CodePipeline.StageProps
                {
                    StageName = "Source",
                    Actions = [new CodeStarConnectionsSourceAction(new CodeStarConnectionsSourceActionProps
                    {
                        ActionName = "Source", ConnectionArn = source.Connection, Owner = source.Owner, Repo = source.Repository, Branch = source.Branch, Output = code, CodeBuildCloneOutput = true,
                    })],
                },
                new Amazon.CDK.AWS.CodePipeline.StageProps
                {
                    StageName = "Build",
                    Actions = [Run("Test", test), Run("Scan", scan), Run("Package", package, output: archives)],
                },
                new Amazon.CDK.AWS.CodePipeline.StageProps { StageName = "Difference", Actions = [Run("Difference", difference)] },
                new Amazon.CDK.AWS.CodePipeline.StageProps
                {
                    StageName = "Approve",
                    Actions = [new ManualApprovalAction(new ManualApprovalActionProps { ActionName = "Approve", AdditionalInformation = "Read what the stage before printed: a table or pool that would be replaced is a mistake." })],
                },
                new Amazon.CDK.AWS.CodePipeline.StageProps { StageName = "Deploy", Actions = [Run("Deploy", deploy, input: archives)] },
            ],
        });
        // Without a subscription nobody would learn that a version waits.
        var topic = new Amazon.CDK.AWS.SNS.Topic(this, "Topic", new Amazon.CDK.AWS.SNS.TopicProps { TopicName = settings.Prefix + "-delivery" });
        topic.AddSubscription(new Amazon.CDK.AWS.SNS.Subscriptions.EmailSubscription(settings.AlarmEmail));
        pipeline.NotifyOn("Told", topic, new PipelineNotifyOnOptions
        {
            Events = [PipelineNotificationEvents.PIPELINE_EXECUTION_FAILED, PipelineNotificationEvents.MANUAL_APPROVAL_NEEDED],
            DetailType = DetailType.BASIC,
        });

        // How long deliveries take, and how many fail (requirement G8).
        var figures = new Amazon.CDK.AWS.CloudWatch.Dashboard(this, "Dashboard", new Amazon.CDK.AWS.CloudWatch.DashboardProps { DashboardName = settings.Prefix + "-delivery" });
        PipelineProject[] projects = [test, scan, package, difference, deploy];
        figures.AddWidgets(
            new Amazon.CDK.AWS.CloudWatch.GraphWidget(new Amazon.CDK.AWS.CloudWatch.GraphWidgetProps { Title = "Seconds", Width = 12, Left = [.. projects.Select(project => project.MetricDuration())] }),
            new Amazon.CDK.AWS.CloudWatch.GraphWidget(new Amazon.CDK.AWS.CloudWatch.GraphWidgetProps { Title = "Failed", Width = 12, Left = [.. projects.Select(project => project.MetricFailedBuilds())] }));

        CodeBuildAction Run(string name, PipelineProject project, Artifact_? output = null, Artifact_? input = null) => new(new CodeBuildActionProps
        {
            ActionName = name,
            Project = project,
            Input = code,
            ExtraInputs = input is null ? null : [input],
            Outputs = output is null ? null : [output],
        });

        PipelineProject Project(string name, string description, int minutes, ComputeType size, string file) => new(this, name, new PipelineProjectProps
        {
            ProjectName = $"{settings.Prefix}-{name}",
            Description = description,
            Timeout = Duration.Minutes(minutes),
            BuildSpec = BuildSpec.FromSourceFilename(file),
            Environment = new BuildEnvironment { BuildImage = LinuxBuildImage.STANDARD_7_0, ComputeType = size, Privileged = false },
            EnvironmentVariables = new Dictionary<string, IBuildEnvironmentVariable>
            {
                ["CLUBSHOP_ENVIRONMENT"] = new BuildEnvironmentVariable { Value = settings.Name },
                ["CLUBSHOP_ARTIFACTS"] = new BuildEnvironmentVariable { Value = _data.Buckets.Artifacts.BucketName },
            },
        });
    }
}

using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.Logs;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Watch;

/// <summary>
/// The log of a group of servers (requirements S16, S37, S38): at hand for 30 days, and collected into the bucket of logs within five minutes, from
/// where it goes to Glacier and is deleted after three years.
/// </summary>
public sealed class ServerLog : Construct
{
    /// <summary>The log.</summary>
    public ServerLog(Construct scope, EnvironmentSettings settings, string process, DataStack data)
        : base(scope, process + "-log")
    {
        Group = new LogGroup(this, "Group", new LogGroupProps
        {
            LogGroupName = $"/clubshop/{settings.Name}/{process}",
            Retention = RetentionDays.ONE_MONTH,
            EncryptionKey = data.Keys.Storage,
            RemovalPolicy = Blueprint.RemovalOf(settings),
        });
        var collector = new Role(this, "Collector", new RoleProps
        {
            AssumedBy = new ServicePrincipal("firehose.amazonaws.com"),
            Description = $"Writes the log of the {process} into the bucket of logs",
        });
        var rights = new Policy(this, "Rights", new PolicyProps
        {
            Roles = [collector],
            Statements =
            [
                Rights.ProcessRoles.Allow("Write", ["s3:PutObject", "s3:AbortMultipartUpload"], [data.Buckets.Logs.ArnForObjects(process + "/*")]),
                Rights.ProcessRoles.Allow("Bucket", ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], [data.Buckets.Logs.BucketArn]),
                Rights.ProcessRoles.Allow("Key", ["kms:GenerateDataKey", "kms:Decrypt"], [data.Keys.Storage.KeyArn]),
            ],
        });
        var stream = new CfnDeliveryStream(this, "Stream", new CfnDeliveryStreamProps
        {
            DeliveryStreamName = $"{settings.Prefix}-{process}-log",
            DeliveryStreamType = "DirectPut",
            DeliveryStreamEncryptionConfigurationInput = new CfnDeliveryStream.DeliveryStreamEncryptionConfigurationInputProperty { KeyType = "AWS_OWNED_CMK" },
            ExtendedS3DestinationConfiguration = new CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty
            {
                BucketArn = data.Buckets.Logs.BucketArn,
                RoleArn = collector.RoleArn,
                Prefix = process + "/!{timestamp:yyyy/MM/dd}/",
                ErrorOutputPrefix = process + "/failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/",
                CompressionFormat = "UNCOMPRESSED", // what CloudWatch hands over is compressed already
                BufferingHints = new CfnDeliveryStream.BufferingHintsProperty { IntervalInSeconds = 300, SizeInMBs = 32 },
                EncryptionConfiguration = new CfnDeliveryStream.EncryptionConfigurationProperty
                {
                    KmsEncryptionConfig = new CfnDeliveryStream.KMSEncryptionConfigProperty { AwskmsKeyArn = data.Keys.Storage.KeyArn },
                },
            },
        });
        stream.Node.AddDependency(rights);
        var hand = new Role(this, "Hand", new RoleProps
        {
            AssumedBy = new ServicePrincipal("logs.amazonaws.com", new ServicePrincipalOpts
            {
                Conditions = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = settings.Account } },
            }),
            Description = $"Hands the log of the {process} to the collector",
        });
        var handing = new Policy(this, "Handing", new PolicyProps { Roles = [hand], Statements = [Rights.ProcessRoles.Allow("Hand", ["firehose:PutRecord", "firehose:PutRecordBatch"], [stream.AttrArn])] });
        var filter = new CfnSubscriptionFilter(this, "Collected", new CfnSubscriptionFilterProps
        {
            LogGroupName = Group.LogGroupName,
            FilterPattern = "",
            DestinationArn = stream.AttrArn,
            RoleArn = hand.RoleArn,
        });
        filter.Node.AddDependency(handing);
    }

    /// <summary>The log group.</summary>
    public LogGroup Group { get; }
}

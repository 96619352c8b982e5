using Amazon.CDK.AWS.CloudTrail;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Watch;

/// <summary>Every call to AWS, in every region, into a bucket of its own (requirements S28, O8); its files prove that nobody changed them.</summary>
public sealed class CallTrail : Construct
{
    /// <summary>The trail.</summary>
    public CallTrail(Construct scope, EnvironmentSettings settings, IKey key)
        : base(scope, "Calls")
    {
        Log = new LogGroup(this, "Log", new LogGroupProps
        {
            LogGroupName = $"/clubshop/{settings.Name}/calls",
            Retention = RetentionDays.ONE_MONTH,
            EncryptionKey = key,
            RemovalPolicy = Blueprint.RemovalOf(settings),
        });
        _ = new Trail(this, "Trail", new TrailProps
        {
            TrailName = settings.Prefix,
            Bucket = Buckets.MakeIn(this, settings, "Trail-files", new BucketProps { Encryption = BucketEncryption.S3_MANAGED, LifecycleRules = [Buckets.ThreeYears()] }),
            IsMultiRegionTrail = true,
            IncludeGlobalServiceEvents = true,
            EnableFileValidation = true,
            SendToCloudWatchLogs = true,
            CloudWatchLogGroup = Log,
        });
    }

    /// <summary>The last 30 days, where they can be searched and counted.</summary>
    public LogGroup Log { get; }
}

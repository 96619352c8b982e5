using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Data;

/// <summary>
/// Where files lie: logs of programs, logs of accesses, archives, versions of the programs. Nobody outside reads any, and only over TLS. The life of
/// logs and archives (requirement S38): 30 days at hand, then Glacier, deleted after three years.
/// </summary>
public sealed class Buckets : Construct
{
    /// <summary>How long data is at hand.</summary>
    public const int DaysAtHand = 30;

    /// <summary>After how many days data is deleted: three years.</summary>
    public const int DaysKept = 3 * 365;

    private const int VersionsKeptDays = 180;

    /// <summary>The buckets.</summary>
    public Buckets(Construct scope, EnvironmentSettings settings, IKey key)
        : base(scope, "Buckets")
    {
        // The balancer's and CloudFront's logs can be written only without a key of our own, and CloudFront's only with an access list.
        Accesses = Make("Accesses", new BucketProps { Encryption = BucketEncryption.S3_MANAGED, ObjectOwnership = ObjectOwnership.BUCKET_OWNER_PREFERRED, LifecycleRules = [ThreeYears()] });
        Logs = Make("Logs", OfKey([ThreeYears()]));
        // What is archived can be neither altered nor deleted before its three years are over; development's may go with it.
        var archive = OfKey([ThreeYears()]);
        archive.ObjectLockEnabled = settings.KeepsData;
        archive.ObjectLockDefaultRetention = settings.KeepsData ? ObjectLockRetention.Governance(Duration.Days(DaysKept)) : null;
        Archive = Make("Archive", archive);
        Artifacts = Make("Artifacts", OfKey([new LifecycleRule { NoncurrentVersionExpiration = Duration.Days(VersionsKeptDays), AbortIncompleteMultipartUploadAfter = Duration.Days(1) }]));

        BucketProps OfKey(ILifecycleRule[] rules) => new() { Encryption = BucketEncryption.KMS, EncryptionKey = key, BucketKeyEnabled = true, LifecycleRules = rules };
        Bucket Make(string id, BucketProps props) => MakeIn(this, settings, id, props);
    }

    /// <summary>Accesses to the balancer, CloudFront and buckets.</summary>
    public Bucket Accesses { get; }

    /// <summary>Logs of the servers (requirement S16).</summary>
    public Bucket Logs { get; }

    /// <summary>Exports of tables, and audit entries that are no longer at hand.</summary>
    public Bucket Archive { get; }

    /// <summary>The versions of portal and API that can be deployed.</summary>
    public Bucket Artifacts { get; }

    /// <summary>A rule of 30 days at hand, Glacier, deletion after three years.</summary>
    public static LifecycleRule ThreeYears() => new()
    {
        Id = "three-years",
        Transitions = [new Transition { StorageClass = StorageClass.GLACIER, TransitionAfter = Duration.Days(DaysAtHand) }],
        Expiration = Duration.Days(DaysKept),
        NoncurrentVersionExpiration = Duration.Days(DaysAtHand),
        AbortIncompleteMultipartUploadAfter = Duration.Days(1),
    };

    /// <summary>The id of the bucket of pictures, which stands with CloudFront in a stack that is made after the servers': they know it by its name.</summary>
    public const string Pictures = "Pictures";

    /// <summary>The name of a bucket.</summary>
    public static string NameOf(EnvironmentSettings settings, string id) => $"{settings.Prefix}-{id.ToLowerInvariant()}-{settings.Account}-{settings.Region}";

    /// <summary>A bucket with what every bucket has.</summary>
    public static Bucket MakeIn(Construct scope, EnvironmentSettings settings, string id, BucketProps props)
    {
        props.BucketName ??= NameOf(settings, id);
        props.BlockPublicAccess = BlockPublicAccess.BLOCK_ALL;
        props.EnforceSSL = true;
        props.MinimumTLSVersion = 1.2;
        props.Versioned = true;
        props.RemovalPolicy = Blueprint.RemovalOf(settings);
        var bucket = new Bucket(scope, id, props);
        return bucket;
    }
}

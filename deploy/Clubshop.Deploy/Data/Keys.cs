using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Data;

/// <summary>The keys (requirements S26, G4, U5): one for what AWS's services store, one that the portal itself seals personal fields with.</summary>
public sealed class Keys : Construct
{
    /// <summary>The keys.</summary>
    public Keys(Construct scope, EnvironmentSettings settings)
        : base(scope, "Keys")
    {
        Storage = Make("Storage", $"alias/{settings.Prefix}-storage", "Tables, logs, backups and secrets at rest");
        Sealing = settings.SealingPrimary.Length > 0 ? Copy() : MakeSealing();

        // Who may read a table, a bucket or a secret is for the rights on these to say: by way of the service the key follows them.
        Storage.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "ThroughServicesOfThisAccount",
            Principals = [new AnyPrincipal()],
            Actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey"],
            Resources = ["*"],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object>
                {
                    ["kms:CallerAccount"] = settings.Account,
                    ["kms:ViaService"] = (string[])[.. ((string[])["dynamodb", "s3", "secretsmanager", "backup", "sns", "firehose"]).Select(service => $"{service}.{settings.Region}.amazonaws.com")],
                },
            },
        }));
        Allow("Logs", $"logs.{settings.Region}.amazonaws.com");
        Allow("Alarms", "cloudwatch.amazonaws.com");

        Key MakeSealing()
        {
            var key = Make("Sealing", $"alias/{settings.Prefix}-sealing", "Personal fields, sealed one by one by the portal");
            // It cannot become one later, and without a copy elsewhere no restored field could be opened when Mumbai is lost.
            ((CfnKey)key.Node.DefaultChild!).MultiRegion = settings.KeepsData;
            return key;
        }

        IKey Copy()
        {
            var copy = new CfnReplicaKey(this, "SealingCopy", new CfnReplicaKeyProps
            {
                PrimaryKeyArn = settings.SealingPrimary,
                Description = "Opens and seals what production's key does",
                PendingWindowInDays = 30,
                KeyPolicy = new PolicyDocument(new PolicyDocumentProps
                {
                    Statements = [new PolicyStatement(new PolicyStatementProps { Principals = [new AccountRootPrincipal()], Actions = ["kms:*"], Resources = ["*"] })],
                }),
            });
            copy.ApplyRemovalPolicy(Blueprint.RemovalOf(settings));
            return Key.FromKeyArn(this, "Sealing", copy.AttrArn);
        }

        Key Make(string id, string alias, string description) => new(this, id, new KeyProps
        {
            Alias = alias,
            Description = description,
            EnableKeyRotation = true,
            PendingWindow = Duration.Days(30),
            RemovalPolicy = Blueprint.RemovalOf(settings),
        });

        void Allow(string sid, string service) => Storage.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = sid,
            Principals = [new ServicePrincipal(service)],
            Actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
            Resources = ["*"],
        }));
    }

    /// <summary>What services store.</summary>
    public Key Storage { get; }

    /// <summary>What the portal seals (<c>Sealing:KeyId</c>); in the backup environment a copy of production's, so that it opens what was sealed there.</summary>
    public IKey Sealing { get; }
}

using Amazon.CDK;
using Amazon.CDK.AWS.SecretsManager;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Data;

/// <summary>What must not be lost: keys, tables, files, secrets, backups. Its deletion is refused, and its parts survive it.</summary>
public sealed class DataStack : Stack
{
    /// <summary>The data.</summary>
    public DataStack(Construct scope, EnvironmentSettings settings)
        : base(scope, "data", Blueprint.PropsOf(settings, "data", "Keys, tables, buckets, secrets and backups"))
    {
        Keys = new Keys(this, settings);
        // In the backup environment a restore makes the tables, under these names.
        Tables = settings.Name is "backup" ? null : new Tables(this, settings, Keys.Storage);
        Buckets = new Buckets(this, settings, Keys.Storage);
        Backups = new Backups(this, settings, Keys.Storage, Tables);
        if (Tables is not null && settings.KeepsData)
            _ = new Analytics(this, settings, Keys.Storage, Tables);
        _ = new CfnOutput(this, "SealingKey", new CfnOutputProps { Value = Keys.Sealing.KeyArn, Description = "The setting sealingPrimary of the backup environment" });
        DataProtection = new Secret(this, "DataProtection", new SecretProps
        {
            SecretName = $"{settings.Prefix}/data-protection",
            Description = "The certificate that seals the keys of cookies, and its password; the runbook of the first deployment fills in the certificate",
            EncryptionKey = Keys.Storage,
            GenerateSecretString = new SecretStringGenerator { SecretStringTemplate = """{"certificate":""}""", GenerateStringKey = "password", ExcludePunctuation = true, PasswordLength = 40 },
            RemovalPolicy = Blueprint.RemovalOf(settings),
        });
    }

    /// <summary>The keys.</summary>
    public Keys Keys { get; }

    /// <summary>The tables; null where a restore makes them.</summary>
    public Tables? Tables { get; }

    /// <summary>The buckets.</summary>
    public Buckets Buckets { get; }

    /// <summary>The backups.</summary>
    public Backups Backups { get; }

    /// <summary>The certificate that seals the keys of cookies, with its password.</summary>
    public Secret DataProtection { get; }
}

using Clubshop.Deploy.Data;
using Clubshop.Deploy.Tests.Testing;

namespace Clubshop.Deploy.Tests;

public sealed class DataTests
{
    private const string Table = "AWS::DynamoDB::GlobalTable";

    [Theory]
    [InlineData("production", true)]
    [InlineData("development", false)]
    [Trait("Requirement", "S7")]
    [Trait("Requirement", "S18")]
    [Trait("Requirement", "U5")]
    public void Table_OfAnEnvironment_IsOnDemandEncryptedRestorableAndProtected(string environment, bool isProtected)
    {
        foreach (var (id, resource) in Synthesis.Of(environment, "data").Resources(Table))
        {
            var properties = resource["Properties"]!;
            Assert.Equal("PAY_PER_REQUEST", properties.Text("BillingMode"));
            Assert.Equal(("purgeAt", "true"), (properties["TimeToLiveSpecification"].Text("AttributeName"), properties["TimeToLiveSpecification"].Text("Enabled")));
            Assert.Equal(("true", "KMS"), (properties["SSESpecification"].Text("SSEEnabled"), properties["SSESpecification"].Text("SSEType")));
            var replica = Assert.Single(properties.Objects("Replicas"));
            Assert.Equal("ap-south-1", replica.Text("Region"));
            Assert.Equal("true", replica["PointInTimeRecoverySpecification"].Text("PointInTimeRecoveryEnabled"));
            Assert.Equal(isProtected, replica.Text("DeletionProtectionEnabled") == "true");
            Assert.Equal(isProtected ? "Retain" : "Delete", resource.Text("DeletionPolicy"));
            Assert.NotEmpty(id);
        }
    }

    [Fact]
    [Trait("Requirement", "S40")]
    public void Backup_OfItsTables_HasNoneBecauseARestoreMakesThem() => Assert.Empty(Synthesis.Of("backup", "data").Resources(Table));

    [Fact]
    [Trait("Requirement", "S26")]
    [Trait("Requirement", "G4")]
    public void Keys_OfStorageAndSealing_Rotate()
    {
        var keys = Synthesis.Of("production", "data").Properties("AWS::KMS::Key");

        Assert.Equal(2, keys.Count);
        Assert.All(keys, key => Assert.Equal("true", key.Text("EnableKeyRotation")));
        Assert.Equal(
            ["alias/clubshop-production-sealing", "alias/clubshop-production-storage"],
            Synthesis.Of("production", "data").Properties("AWS::KMS::Alias").Select(alias => alias.Text("AliasName")).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S40")]
    [Trait("Requirement", "G4")]
    public void SealingKey_OfProduction_HasACopyInTheSecondRegion()
    {
        Assert.Single(Synthesis.Of("production", "data").Properties("AWS::KMS::Key"), key => key.Text("MultiRegion") == "true");
        Assert.EndsWith(":key/mrk-0123456789abcdef0123456789abcdef", Synthesis.Of("backup", "data").Only("AWS::KMS::ReplicaKey").Text("PrimaryKeyArn"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S35")]
    [Trait("Requirement", "O2")]
    [Trait("Requirement", "O5")]
    public void Backups_OfAllTables_AreKeptInSeventyGenerations()
    {
        var data = Synthesis.Of("production", "data");
        var rules = data.Only("AWS::Backup::BackupPlan")["BackupPlan"].Objects("BackupPlanRule").ToList();
        var daily = Assert.Single(rules, rule => rule.Text("RuleName") == "twice-a-day");

        Assert.Equal("cron(30 8,20 * * ? *)", daily.Text("ScheduleExpression"));
        Assert.Equal("35", daily["Lifecycle"].Text("DeleteAfterDays"));
        Assert.Equal(data.Resources(Table).Count, data.Only("AWS::Backup::BackupSelection")["BackupSelection"]!["Resources"]!.AsArray().Count);
        Assert.Equal("14", data.Only("AWS::Backup::BackupVault")["LockConfiguration"].Text("MinRetentionDays"));
    }

    [Fact]
    [Trait("Requirement", "S38")]
    [Trait("Requirement", "S39")]
    public void Backups_OfAMonth_AreInColdStorageAfterThirtyDaysForThreeYears()
    {
        var monthly = Assert.Single(
            Synthesis.Of("production", "data").Only("AWS::Backup::BackupPlan")["BackupPlan"].Objects("BackupPlanRule"), rule => rule.Text("RuleName") == "monthly");

        Assert.Equal(("30", "1095"), (monthly["Lifecycle"].Text("MoveToColdStorageAfterDays"), monthly["Lifecycle"].Text("DeleteAfterDays")));
    }

    [Fact]
    [Trait("Requirement", "S40")]
    [Trait("Requirement", "W6")]
    [Trait("Requirement", "G2")]
    public void Backups_Every12Hours_AreCopiedToTheSecondRegionsVault()
    {
        foreach (var rule in Synthesis.Of("production", "data").Only("AWS::Backup::BackupPlan")["BackupPlan"].Objects("BackupPlanRule"))
        {
            Assert.Equal("arn:aws:backup:ap-south-2:111122223333:backup-vault:clubshop-backup", Assert.Single(rule.Objects("CopyActions")).Text("DestinationBackupVaultArn"));
        }

        Assert.Equal("clubshop-backup", Synthesis.Of("backup", "data").Only("AWS::Backup::BackupVault").Text("BackupVaultName"));
    }

    [Theory]
    [InlineData("accesses")]
    [InlineData("logs")]
    [InlineData("archive")]
    [Trait("Requirement", "S38")]
    [Trait("Requirement", "S16")]
    public void Bucket_OfLogsOrArchive_KeepsThirtyDaysAtHandThenGlacierThenDeletesAfterThreeYears(string bucket)
    {
        var properties = Assert.Single(
            Synthesis.Of("production", "data").Properties("AWS::S3::Bucket"), properties => properties.Text("BucketName") == $"clubshop-production-{bucket}-111122223333-ap-south-1");
        var rule = Assert.Single(properties["LifecycleConfiguration"].Objects("Rules"));

        Assert.Equal("1095", rule.Text("ExpirationInDays"));
        var transition = Assert.Single(rule.Objects("Transitions"));
        Assert.Equal(("GLACIER", "30"), (transition.Text("StorageClass"), transition.Text("TransitionInDays")));
    }

    [Fact]
    [Trait("Requirement", "S28")]
    [Trait("Requirement", "S38")]
    public void Archive_OfProduction_LetsNobodyAlterOrDeleteForThreeYears()
    {
        var archive = Assert.Single(
            Synthesis.Of("production", "data").Properties("AWS::S3::Bucket"), properties => properties.Text("BucketName") == "clubshop-production-archive-111122223333-ap-south-1");
        var retention = archive["ObjectLockConfiguration"]!["Rule"]!["DefaultRetention"];

        Assert.Equal(("true", "GOVERNANCE", "1095"), (archive.Text("ObjectLockEnabled"), retention.Text("Mode"), retention.Text("Days")));
    }

    [Theory]
    [InlineData("production")]
    [InlineData("development")]
    [InlineData("backup")]
    [Trait("Requirement", "S25")]
    [Trait("Requirement", "U5")]
    public void Bucket_OfAnyStack_IsPrivateEncryptedVersionedAndOnlyOverTls(string environment)
    {
        foreach (var template in Synthesis.All(environment).Values)
        {
            var policies = template.Properties("AWS::S3::BucketPolicy").Select(policy => policy.ToJsonString()).ToList();
            foreach (var (id, bucket) in template.Resources("AWS::S3::Bucket"))
            {
                var properties = bucket["Properties"]!;
                Assert.Equal("true", properties["PublicAccessBlockConfiguration"].Text("RestrictPublicBuckets"));
                Assert.NotNull(properties["BucketEncryption"]);
                Assert.Equal("Enabled", properties["VersioningConfiguration"].Text("Status"));
                var policy = Assert.Single(policies, policy => policy.Contains($"{{\"Ref\":\"{id}\"}}", StringComparison.Ordinal));
                Assert.Contains("\"aws:SecureTransport\":\"false\"", policy, StringComparison.Ordinal);
                Assert.Contains("\"s3:TlsVersion\":1.2", policy, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    [Trait("Requirement", "G8")]
    public void Exports_OfEveryNight_AreOfTablesWithoutPeopleAndCanBeAsked()
    {
        var data = Synthesis.Of("production", "data");
        var exports = data.Properties("AWS::Scheduler::Schedule");
        string[] names = [.. Analytics.Exported.Order(StringComparer.Ordinal)];

        Assert.Equal(names.Select(name => "clubshop-production-export-" + name), exports.Select(export => export.Text("Name")).Order(StringComparer.Ordinal));
        Assert.All(exports, export => Assert.Equal("arn:aws:scheduler:::aws-sdk:dynamodb:exportTableToPointInTime", export["Target"].Text("Arn")));
        Assert.DoesNotContain(names, name => name is "customers" or "staff" or "notifications" or "deliveries" or "audit" or "system");
        Assert.Equal(names, data.Properties("AWS::Glue::Table").Select(table => table["TableInput"].Text("Name")).Order(StringComparer.Ordinal));
        Assert.All(data.Properties("AWS::Glue::Table"), table => Assert.Equal("clubshop_production", table.Text("DatabaseName")));
        Assert.Equal("SSE_KMS", data.Only("AWS::Athena::WorkGroup")["WorkGroupConfiguration"]!["ResultConfiguration"]!["EncryptionConfiguration"].Text("EncryptionOption"));
        Assert.Empty(Synthesis.Of("development", "data").Resources("AWS::Scheduler::Schedule"));
    }

    [Fact]
    [Trait("Requirement", "G8")]
    public void ExportRole_OfEveryNight_ReachesTheExportedTablesAlone()
    {
        var statement = Synthesis.Of("production", "data").Properties("AWS::IAM::Policy").SelectMany(policy => policy["PolicyDocument"].Objects("Statement"))
            .Single(statement => statement.Text("Sid") == "Export");

        Assert.Equal(["dynamodb:ExportTableToPointInTime"], statement.Texts("Action"));
        Assert.Equal(Analytics.Exported.Count, statement.Texts("Resource").Count);
    }

    [Fact]
    public void Stack_OfData_IsProtectedAndItsSecretInNoTemplate()
    {
        var secret = Synthesis.Of("production", "data").Only("AWS::SecretsManager::Secret");

        Assert.NotNull(secret["GenerateSecretString"]);
        Assert.Null(secret["SecretString"]);
        Assert.NotNull(secret["KmsKeyId"]);
    }
}

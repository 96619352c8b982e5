using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.Athena;
using Amazon.CDK.AWS.Glue;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.Scheduler;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Data;

/// <summary>
/// Questions about what is stored (requirement G8): every night the catalog and the coupons are exported into a bucket, where Athena reads them. An export
/// takes nothing from the tables' capacity. Tables with people in them are left out.
/// </summary>
public sealed class Analytics : Construct
{
    /// <summary>What is exported.</summary>
    public static readonly IReadOnlyList<string> Exported = ["clubs", "shops", "categories", "offers", "coupons"];

    private const int DaysKept = 7;

    /// <summary>The exports and what reads them.</summary>
    public Analytics(Construct scope, EnvironmentSettings settings, IKey key, Tables tables)
        : base(scope, "Analytics")
    {
        var bucket = Buckets.MakeIn(this, settings, "Exports", new BucketProps
        {
            Encryption = BucketEncryption.KMS,
            EncryptionKey = key,
            BucketKeyEnabled = true,
            // Each night has everything anew.
            LifecycleRules = [new LifecycleRule { Expiration = Duration.Days(DaysKept), NoncurrentVersionExpiration = Duration.Days(1), AbortIncompleteMultipartUploadAfter = Duration.Days(1) }],
        });
        var role = new Role(this, "Role", new RoleProps { Description = "Exports the catalog every night", AssumedBy = new ServicePrincipal("scheduler.amazonaws.com") });
        var exported = tables.All.Where(table => Exported.Any(name => table.Node.Id.Equals(name, StringComparison.OrdinalIgnoreCase))).ToList();
        role.AddToPolicy(Rights.ProcessRoles.Allow("Export", ["dynamodb:ExportTableToPointInTime"], [.. exported.Select(table => table.TableArn)]));
        role.AddToPolicy(Rights.ProcessRoles.Allow("Files", ["s3:PutObject", "s3:AbortMultipartUpload"], [bucket.ArnForObjects("*")]));
        role.AddToPolicy(Rights.ProcessRoles.Allow("Key", ["kms:GenerateDataKey", "kms:Decrypt"], [key.KeyArn]));

        var database = settings.Prefix.Replace('-', '_');
        var catalog = new CfnDatabase(this, "Database", new CfnDatabaseProps { CatalogId = settings.Account, DatabaseInput = new CfnDatabase.DatabaseInputProperty { Name = database } });
        foreach (var table in exported)
        {
            var name = table.Node.Id.ToLowerInvariant();
            _ = new CfnSchedule(this, "Export-" + name, new CfnScheduleProps
            {
                Name = $"{settings.Prefix}-export-{name}",
                ScheduleExpression = "cron(0 22 * * ? *)", // 3:30 in India
                FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "FLEXIBLE", MaximumWindowInMinutes = 60 },
                Target = new CfnSchedule.TargetProperty
                {
                    Arn = "arn:aws:scheduler:::aws-sdk:dynamodb:exportTableToPointInTime",
                    RoleArn = role.RoleArn,
                    Input = JsonSerializer.Serialize(new Dictionary<string, string>
                    {
                        ["TableArn"] = table.TableArn,
                        ["S3Bucket"] = bucket.BucketName,
                        ["S3Prefix"] = name,
                        ["ExportFormat"] = "DYNAMODB_JSON",
                        ["S3SseAlgorithm"] = "KMS",
                        ["S3SseKmsKeyId"] = key.KeyArn,
                    }),
                },
            });

            // One item a line, with DynamoDB's types: json_extract_scalar(item, '$.title.S'). The export's own notes lie beside the data; "$path" tells them apart.
            var rows = new CfnTable(this, "Table-" + name, new CfnTableProps
            {
                CatalogId = settings.Account,
                DatabaseName = database,
                TableInput = new CfnTable.TableInputProperty
                {
                    Name = name,
                    TableType = "EXTERNAL_TABLE",
                    StorageDescriptor = new CfnTable.StorageDescriptorProperty
                    {
                        Columns = (object[])[new CfnTable.ColumnProperty { Name = "item", Type = "string" }],
                        Location = $"s3://{bucket.BucketName}/{name}/AWSDynamoDB/",
                        InputFormat = "org.apache.hadoop.mapred.TextInputFormat",
                        OutputFormat = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                        SerdeInfo = new CfnTable.SerdeInfoProperty { SerializationLibrary = "org.openx.data.jsonserde.JsonSerDe" },
                    },
                },
            });
            rows.AddDependency(catalog);
        }

        _ = new CfnWorkGroup(this, "WorkGroup", new CfnWorkGroupProps
        {
            Name = settings.Prefix,
            Description = "Questions about the catalog and the coupons of last night",
            WorkGroupConfiguration = new CfnWorkGroup.WorkGroupConfigurationProperty
            {
                EnforceWorkGroupConfiguration = true,
                PublishCloudWatchMetricsEnabled = true,
                BytesScannedCutoffPerQuery = 10_000_000_000,
                ResultConfiguration = new CfnWorkGroup.ResultConfigurationProperty
                {
                    OutputLocation = $"s3://{bucket.BucketName}/answers/",
                    EncryptionConfiguration = new CfnWorkGroup.EncryptionConfigurationProperty { EncryptionOption = "SSE_KMS", KmsKey = key.KeyArn },
                },
            },
        });
    }
}

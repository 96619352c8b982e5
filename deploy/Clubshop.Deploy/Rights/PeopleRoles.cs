using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Clubshop.Admin.Storage;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.People;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Rights;

/// <summary>
/// The roles of people in the account (requirements S30, S31, S33, O1, O2, U6): taken only with a second factor, for an hour. There are no
/// users with passwords or keys.
/// </summary>
public sealed class PeopleRoles : Construct
{
    private static readonly Table[] WithoutPeople = [.. Tables.Declared.Where(table => table.ChangeShards > 0)];

    private readonly EnvironmentSettings _settings;

    /// <summary>The roles.</summary>
    public PeopleRoles(Construct scope, EnvironmentSettings settings, DataStack data, IdentityStack identity)
        : base(scope, "People")
    {
        _settings = settings;
        Make("administrator", "The infrastructure: everything, for whoever looks after the account", [ManagedPolicy.FromAwsManagedPolicyName("AdministratorAccess")], []);
        Make("infrastructure", "Runs what is there: servers, network, figures; no identities and no data of people",
            [ManagedPolicy.FromAwsManagedPolicyName("job-function/SystemAdministrator")], [NoPeople()]);
        Make("developer", "State of data and servers: reads figures and logs, and queries tables without people", [],
        [
            ProcessRoles.Allow("Query", ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:DescribeTable"], [.. WithoutPeople.SelectMany(table => (string[])[Arn(table), Arn(table) + "/index/*"])]),
            ProcessRoles.Allow("Figures", ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics", "cloudwatch:DescribeAlarms", "cloudwatch:GetDashboard"], ["*"]),
            ProcessRoles.Allow("Logs", ["logs:StartQuery", "logs:FilterLogEvents"], [$"arn:aws:logs:{settings.Region}:{settings.Account}:log-group:/clubshop/{settings.Name}/*"]),
            ProcessRoles.Allow("LogAnswers", ["logs:GetQueryResults", "logs:DescribeLogGroups"], ["*"]),
            NoPeople(),
        ]);
        Make("batch", "Work by hand and by schedule: backups, restores, exports", [],
        [
            ProcessRoles.Allow("Backups", ["backup:StartBackupJob", "backup:StartCopyJob", "backup:ListRecoveryPointsByBackupVault", "backup:DescribeBackupVault"], [data.Backups.Vault.BackupVaultArn]),
            ProcessRoles.Allow("Restores", ["backup:StartRestoreJob", "backup:DescribeRecoveryPoint", "backup:GetRecoveryPointRestoreMetadata"],
                [$"arn:aws:dynamodb:{settings.Region}:{settings.Account}:table/{settings.TablePrefix}*/backup/*", $"arn:aws:backup:{settings.Region}:{settings.Account}:recovery-point:*"]),
            ProcessRoles.Allow("Jobs", ["backup:DescribeBackupJob", "backup:DescribeCopyJob", "backup:DescribeRestoreJob"], ["*"]),
            ProcessRoles.Allow("Exports", ["dynamodb:ExportTableToPointInTime", "dynamodb:DescribeContinuousBackups", "dynamodb:DescribeTable"], [.. Tables.Declared.Select(Arn)]),
            ProcessRoles.Allow("ArchivedFiles", ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"], [data.Buckets.Archive.ArnForObjects("*")]),
            ProcessRoles.Allow("BackupsRole", ["iam:PassRole"], [$"arn:aws:iam::{settings.Account}:role/{settings.Prefix}-backup"], new()
            {
                ["StringEquals"] = new Dictionary<string, object> { ["iam:PassedToService"] = "backup.amazonaws.com" },
            }),
        ]);
        // Apart from the others, because it reads everything (docs/runbooks/restore.md).
        Make("backup-commands", "The commands ops backup, restore, verify, export and import", [],
        [
            ProcessRoles.Allow("Tables", AwsCalls.BackupTables.Except(["dynamodb:ListBackups"], StringComparer.Ordinal),
                [.. ((string[])["", "/index/*", "/backup/*"]).Select(part => $"arn:aws:dynamodb:{settings.Region}:{settings.Account}:table/{settings.TablePrefix}*{part}")]),
            ProcessRoles.Allow("Backups", ["dynamodb:ListBackups"], ["*"]),
            ProcessRoles.Allow("Pools", AwsCalls.BackupPools, [identity.Staff.Pool.UserPoolArn, identity.Customers.Pool.UserPoolArn]),
            ProcessRoles.Allow("PersonalFields", AwsCalls.PortalSealing, [data.Keys.Sealing.KeyArn]),
            ProcessRoles.Allow("AuditArchive", ["s3:GetObject"], [data.Buckets.Archive.ArnForObjects("*")]),
        ]);
    }

    private void Make(string name, string description, IManagedPolicy[] managed, PolicyStatement[] statements)
    {
        var role = new Role(this, name, new RoleProps
        {
            RoleName = $"{_settings.Prefix}-{name}",
            Description = description,
            MaxSessionDuration = Duration.Hours(1),
            ManagedPolicies = managed,
            AssumedBy = new AccountRootPrincipal().WithConditions(new Dictionary<string, object>
            {
                ["Bool"] = new Dictionary<string, object> { ["aws:MultiFactorAuthPresent"] = "true" },
            }),
        });
        if (statements.Length > 0)
            _ = new Policy(this, name + "-rights", new PolicyProps { PolicyName = name, Roles = [role], Statements = statements });
    }

    private PolicyStatement NoPeople() => new(new PolicyStatementProps
    {
        Sid = "NobodysData",
        Effect = Effect.DENY,
        Actions = ["dynamodb:*"],
        Resources = [.. Tables.Declared.Except(WithoutPeople).SelectMany(table => (string[])[Arn(table), Arn(table) + "/*"])],
    });

    private string Arn(Table table) => $"arn:aws:dynamodb:{_settings.Region}:{_settings.Account}:table/{Tables.NameOf(_settings, table)}";
}

using Amazon.CDK;
using Amazon.CDK.AWS.Backup;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Data;

/// <summary>
/// Backups of the tables (requirements S35, S39, S40, W6, G2): every twelve hours, kept for 35 days, so 70 generations; one a month for three years,
/// in cold storage after 30 days. Each is copied to the second region, so that what is lost with a region is at most twelve hours.
/// </summary>
public sealed class Backups : Construct
{
    /// <summary>How long the backups of every twelve hours are kept.</summary>
    public const int DaysKept = 35;

    private const int LeastDaysKept = 14;

    /// <summary>The vault, and the plan where there are tables to back up.</summary>
    public Backups(Construct scope, EnvironmentSettings settings, IKey key, Tables? tables)
        : base(scope, "Backups")
    {
        Vault = new BackupVault(this, "Vault", new BackupVaultProps
        {
            BackupVaultName = settings.Prefix,
            EncryptionKey = key,
            RemovalPolicy = Blueprint.RemovalOf(settings),
            // Nobody deletes a backup by mistake or in anger before its time.
            LockConfiguration = settings.KeepsData ? new LockConfiguration { MinRetention = Duration.Days(LeastDaysKept) } : null,
        });
        var role = new Role(this, "Role", new RoleProps
        {
            RoleName = $"{settings.Prefix}-backup",
            Description = "Makes backups and restores them",
            AssumedBy = new ServicePrincipal("backup.amazonaws.com"),
            ManagedPolicies =
            [
                ManagedPolicy.FromAwsManagedPolicyName("service-role/AWSBackupServiceRolePolicyForBackup"),
                ManagedPolicy.FromAwsManagedPolicyName("service-role/AWSBackupServiceRolePolicyForRestores"),
            ],
        });
        if (tables is null)
            return;

        var plan = new BackupPlan(this, "Plan", new BackupPlanProps { BackupPlanName = settings.Prefix, BackupVault = Vault });
        var elsewhere = settings.CopyBackupsTo is { } region
            ? BackupVault.FromBackupVaultArn(this, "Elsewhere", $"arn:aws:backup:{region}:{settings.Account}:backup-vault:clubshop-backup")
            : null;
        // 20:30 UTC is 2:00 in India.
        plan.AddRule(Rule("twice-a-day", new CronOptions { Minute = "30", Hour = "8,20" }, Duration.Days(DaysKept), cold: null));
        plan.AddRule(Rule("monthly", new CronOptions { Minute = "30", Hour = "21", Day = "1" }, Duration.Days(Buckets.DaysKept), Duration.Days(Buckets.DaysAtHand)));
        plan.AddSelection("Tables", new BackupSelectionOptions
        {
            Resources = [.. tables.All.Select(table => BackupResource.FromArn(table.TableArn))],
            Role = role,
            DisableDefaultBackupPolicy = true,
        });

        BackupPlanRule Rule(string name, CronOptions at, Duration kept, Duration? cold) => new(new BackupPlanRuleProps
        {
            RuleName = name,
            ScheduleExpression = Schedule.Cron(at),
            StartWindow = Duration.Hours(1),
            CompletionWindow = Duration.Hours(4),
            DeleteAfter = kept,
            MoveToColdStorageAfter = cold,
            CopyActions = elsewhere is null ? null : [new BackupPlanCopyActionProps { DestinationBackupVault = elsewhere, DeleteAfter = kept, MoveToColdStorageAfter = cold }],
        });
    }

    /// <summary>Where backups lie.</summary>
    public BackupVault Vault { get; }
}

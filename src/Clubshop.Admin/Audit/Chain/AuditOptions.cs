using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Audit.Chain;

/// <summary>How the audit log is sealed, checked and archived: section <c>Audit</c> of the configuration.</summary>
public sealed class AuditOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Audit";

    /// <summary>The bucket of the embedded AWS.</summary>
    public const string EmbeddedBucket = "clubshop-audit-archive";

    /// <summary>
    /// <c>Audit:ArchiveBucket</c>: the S3 bucket that entries are copied to after <see cref="ArchiveAfterDays"/>; empty for none. Without it nothing
    /// outside DynamoDB says where the chains end.
    /// </summary>
    public string? ArchiveBucket { get; set; }

    /// <summary><c>Audit:ArchiveAfterDays</c>: after how many days entries are copied, 1 to 365.</summary>
    public int ArchiveAfterDays { get; set; } = 30;

    /// <summary><c>Audit:SealEvery</c>: how often new entries are chained, 1 s to 10 min. What is altered before is not found.</summary>
    public TimeSpan SealEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary><c>Audit:CheckEvery</c>: how often the last <see cref="CheckDays"/> are compared with their seals, 1 min to 1 day.</summary>
    public TimeSpan CheckEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary><c>Audit:CheckDays</c>: how many days that is, 1 to 1,096; once a day everything is.</summary>
    public int CheckDays { get; set; } = 2;
}

/// <summary>Names every wrong key of <see cref="AuditOptions"/> at once.</summary>
internal sealed class AuditOptionsCheck : IValidateOptions<AuditOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        List<string> problems = [];
        if (options.ArchiveAfterDays is < 1 or > 365)
            problems.Add($"Audit:ArchiveAfterDays is {options.ArchiveAfterDays}: it can be 1 to 365.");
        if (options.SealEvery < TimeSpan.FromSeconds(1) || options.SealEvery > TimeSpan.FromMinutes(10))
            problems.Add($"Audit:SealEvery is {options.SealEvery}: it can be a second to ten minutes.");
        if (options.CheckEvery < TimeSpan.FromMinutes(1) || options.CheckEvery > TimeSpan.FromDays(1))
            problems.Add($"Audit:CheckEvery is {options.CheckEvery}: it can be a minute to a day.");
        if (options.CheckDays is < 1 or > 1096)
            problems.Add($"Audit:CheckDays is {options.CheckDays}: it can be 1 to 1,096.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

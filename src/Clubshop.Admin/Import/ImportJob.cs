using System.Globalization;
using Clubshop.Admin.Jobs;

namespace Clubshop.Admin.Import;

/// <summary>Imports a file in the background. After a crash it goes on behind the last outcome that was kept.</summary>
internal sealed class ImportJob(ImportFiles files, IEnumerable<IImportKind> kinds) : IJobHandler
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "import";

    /// <summary>Settings of the job.</summary>
    public const string FileName = "file", CheckedAt = "checkedAt", NewStatus = "newStatus", Headings = "headings";

    /// <summary>The value of <see cref="NewStatus"/> that makes new records drafts.</summary>
    public const string AsDraft = "draft";

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var kind = kinds.Single(one => one.Kind.Name == run.Settings[JobRequest.RecordKind]);
        var source = new ImportSource(run.Id, run.Settings[FileName], () => files.Open(run.Id))
        {
            AsDrafts = run.Settings.GetValueOrDefault(NewStatus) == AsDraft,
            Headings = ImportHeadings.Read(run.Settings.GetValueOrDefault(Headings)),
        };
        var checkedAt = DateTimeOffset.Parse(run.Settings[CheckedAt], CultureInfo.InvariantCulture);
        return kind.ApplyAsync(source, run, checkedAt, cancellationToken);
    }
}

using Clubshop.Admin.Catalog;
using Clubshop.Admin.Import;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Rows of the person's own imports that were refused, until the file is imported again or a week is over.</summary>
internal sealed class ImportsWaiting(ImportService imports, IEnumerable<CatalogKind> kinds, TimeProvider time) : IWaitingSource
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private readonly IReadOnlyList<CatalogKind> _kinds = [.. kinds.OrderBy(kind => kind.Order)];

    public string Things => L.Later("rows that imports refused");

    public bool FromMemory => false;

    public bool IsFor(Actor actor) => _kinds.Any(kind => actor.Has(kind.ImportPermission));

    public async ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        var recent = await Task.WhenAll(_kinds.Where(kind => actor.Has(kind.ImportPermission))
            .Select(async kind => (Kind: kind, Entries: await imports.RecentAsync(actor, kind.Name, cancellationToken))));
        return [.. recent.SelectMany(one => Refused(one.Kind, one.Entries)).OrderBy(thing => thing.Since)];
    }

    private IEnumerable<WaitingThing> Refused(CatalogKind kind, IReadOnlyList<ImportEntry> newestFirst)
    {
        var again = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (file, job) in newestFirst)
        {
            if (job is null || time.GetUtcNow() - file.At > Kept)
                continue;

            // The same file, or its refused rows as they were downloaded, came again later.
            var last = again.Add(FileNameOf(file.Name));
            var refused = ImportService.RefusedIn(job);
            if (last && refused > 0)
            {
                yield return new(refused == 1 ? L["1 row was refused"] : L[$"{Format.Number(refused)} rows were refused"], $"{file.Name}, {L[kind.Many]}", job.EndedAt ?? file.At, $"{kind.Import}?file={file.Id}");
            }
        }
    }

    private static string FileNameOf(string name)
    {
        while (name.StartsWith(ImportService.RefusedPrefix, StringComparison.OrdinalIgnoreCase))
            name = name[ImportService.RefusedPrefix.Length..];

        return name;
    }
}

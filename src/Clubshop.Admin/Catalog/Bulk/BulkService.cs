using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>
/// Changes of many records at once: kept when they are asked for, rehearsed as often as somebody looks, made by a job. Each record is rehearsed and written
/// by its kind's service, which asks whether the person may: a club administrator changes the records of their clubs, and reads why not the others.
/// </summary>
public sealed class BulkService
{
    /// <summary>Records that one change may have.</summary>
    public const int MaxRecords = 20_000;

    private const int Window = 100;

    private readonly Dictionary<string, BulkKind> _kinds;
    private readonly BulkDrafts _drafts;
    private readonly JobService _jobs;
    private readonly UndoService _undo;
    private readonly IClubFollowers? _followers;
    private readonly TimeProvider _time;

    internal BulkService(IEnumerable<BulkKind> kinds, BulkDrafts drafts, JobService jobs, UndoService undo, IClubFollowers? followers, TimeProvider time)
    {
        _kinds = kinds.ToDictionary(kind => kind.Kind.Name, StringComparer.Ordinal);
        (_drafts, _jobs, _undo, _followers, _time) = (drafts, jobs, undo, followers, time);
    }

    /// <summary>A kind by its name; null for one whose records are not changed many at once.</summary>
    public BulkKind? Find(string? kind) => kind is null ? null : _kinds.GetValueOrDefault(kind);

    /// <summary>Keeps a change that a person asks for; nothing is written to the records yet.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="kind">The kind of record (<see cref="CatalogKind.Name"/>).</param>
    /// <param name="edit">The change.</param>
    /// <param name="ids">The records.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<BulkDraft>> KeepAsync(Actor actor, string kind, BulkEdit edit, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (Find(kind) is not { } known)
            return new Problem(Problem.NotFound, L["These records are not changed many at once."]);
        if (actor.Refuse(known.Permission) is { } refused)
            return refused;
        if (known.Refuse(edit) is { } wrong)
            return wrong;

        var records = ids.Where(Ids.IsValid).Distinct(StringComparer.Ordinal).ToList();
        if (records.Count == 0)
            return new Problem("empty", L[$"Select at least one {L[known.Kind.Name]}."]);
        if (records.Count > MaxRecords)
            return new Problem("too-many", L[$"{Money.Grouped(records.Count)} {L[known.Kind.Many]} are selected; one change takes up to {Money.Grouped(MaxRecords)}. Narrow the list, and do it in parts."]);

        // As texts are stored: the same letters may be written in two ways.
        edit = edit with { Find = Normal(edit.Find), Text = Normal(edit.Text) };
        var draft = new BulkDraft(Ids.New(_time), kind, edit, records.Count, _time.GetUtcNow()) { OwnerId = actor.Id };
        await _drafts.KeepAsync(draft, records, cancellationToken);
        return draft;
    }

    /// <summary>A change with its jobs; a problem where there is none, or somebody else asked for it and the person does not see the whole audit log.</summary>
    public async Task<Result<BulkEntry>> FindAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (!Ids.IsValid(id) || !actor.Has(Permission.EditCatalog) || await _drafts.FindAsync(id, cancellationToken) is not { } draft || !_kinds.ContainsKey(draft.Kind)
            || (draft.OwnerId != actor.Id && actor.ReachOf(Permission.SeeAudit) != Reach.All))
        {
            return new Problem(Problem.NotFound, L[$"This bulk change is not here any more: it was asked for more than {BulkDrafts.Kept.Days} days ago, or by somebody else."]);
        }

        return await EntryOf(actor, draft, cancellationToken);
    }

    /// <summary>The last changes that the person asked for, newest first.</summary>
    public async Task<IReadOnlyList<BulkEntry>> RecentAsync(Actor actor, CancellationToken cancellationToken) => actor.Has(Permission.EditCatalog)
        ? await Task.WhenAll((await _drafts.RecentAsync(actor.Id, cancellationToken)).Where(draft => _kinds.ContainsKey(draft.Kind)).Select(draft => EntryOf(actor, draft, cancellationToken)))
        : [];

    /// <summary>What a change would do to every record, as they are stored now. Writes nothing.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="draft">The change.</param>
    /// <param name="looked">Hears how many records were looked at.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<Result<BulkRehearsal>> RehearseAsync(Actor actor, BulkDraft draft, IProgress<int>? looked, CancellationToken cancellationToken)
    {
        var kind = _kinds[draft.Kind];
        if (actor.Refuse(kind.Permission) is { } refused)
            return refused;

        var rows = new List<BulkRow>(draft.Count);
        foreach (var ids in (await _drafts.IdsAsync(draft.Id, cancellationToken)).Chunk(Window))
        {
            rows.AddRange(await kind.RehearseAsync(actor, draft.Edit, ids, cancellationToken));
            looked?.Report(rows.Count);
        }

        return new BulkRehearsal
        {
            Draft = draft,
            Rows = [.. rows.OrderBy(row => row.Verdict switch { BulkVerdict.Refused => 0, BulkVerdict.Changes => 1, _ => 2 })],
            Audience = await AudienceAsync(rows, cancellationToken),
        };
    }

    /// <summary>Starts the job of a change that was rehearsed: the records that would change, each in the version that was looked at. A second start is the same job.</summary>
    public async Task<Result<JobInfo>> StartAsync(Actor actor, BulkRehearsal rehearsal, CancellationToken cancellationToken)
    {
        var (draft, kind) = (rehearsal.Draft, _kinds[rehearsal.Draft.Kind]);
        if (actor.Refuse(kind.Permission) is { } refused)
            return refused;
        if (draft.OwnerId != actor.Id)
            return new Problem(Problem.Forbidden, L["Somebody else asked for this. Select the records yourself, and rehearse it again."]);

        var targets = rehearsal.Rows.Where(row => row.Verdict == BulkVerdict.Changes).Select(row => new BulkTarget(row.Id, TextOf(row), row.Version)).ToList();
        if (targets.Count == 0)
            return new Problem("empty", L["Nothing would change."]);

        var title = Languages.InEnglish(() => BulkTexts.Title(draft.Edit, kind, targets.Count)); // the audit log has it
        return await _jobs.StartAsync(
            new JobRequest
            {
                Actor = actor,
                Token = draft.Id,
                Kind = BulkJob.JobKind,
                Title = title,
                Total = targets.Count,
                Payload = new BulkPlan { Edit = draft.Edit, Targets = targets, Decided = true, Note = title }.ToBytes(),
                Clubs = [.. actor.Clubs],
                Settings = new Dictionary<string, string>(StringComparer.Ordinal) { [JobRequest.RecordKind] = draft.Kind },
            },
            cancellationToken);
    }

    private static string Normal(string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            return text; // half a sign: it stands in no record
        }
    }

    private static string TextOf(BulkRow row) => Input.TextCut.Shown(row.Name, 80);

    private async Task<BulkEntry> EntryOf(Actor actor, BulkDraft draft, CancellationToken cancellationToken)
    {
        var jobs = await Task.WhenAll(_jobs.FindAsync(actor, draft.Id, cancellationToken), _undo.FindAsync(actor, draft.Id, cancellationToken));
        return new(draft, jobs[0], jobs[1]);
    }

    // The customers of the records that they see, before or after.
    private async Task<BulkAudience> AudienceAsync(List<BulkRow> rows, CancellationToken cancellationToken)
    {
        var seen = rows.Where(row => row is { Verdict: BulkVerdict.Changes, IsSeen: true }).ToList();
        var clubs = seen.SelectMany(row => row.Clubs ?? []).ToHashSet(StringComparer.Ordinal);
        var (count, exact) = _followers is null || clubs.Count == 0 ? (0, true) : await _followers.CountAsync(clubs, cancellationToken);
        return new(count, clubs.Count, exact, seen.Count(row => row.Clubs is null or { Count: 0 }));
    }
}

using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>
/// Reads the audit log within the person's permission: all entries; entries of records whose clubs are all assigned to them; or only their own
/// actions.
/// </summary>
public sealed class AuditLog
{
    // Entries searched for the closing entry of an operation.
    private const int MaxAhead = 50;

    // The cost of one page: partitions read and entries skipped before the person is asked whether to continue.
    private const int MaxGroups = 40;
    private const int MaxPassed = 5000;

    private readonly TableReader _reader;
    private readonly RecentEntries _recent;
    private readonly TimeProvider _time;
    private readonly AuditLabels? _labels;
    private DateTimeOffset? _since;

    /// <param name="reader">Reads the entries.</param>
    /// <param name="recent">Those of this instance that the indexes may not have yet.</param>
    /// <param name="time">The clock.</param>
    /// <param name="labels">How entries read, which a text is searched in; null to search only what is stored.</param>
    internal AuditLog(TableReader reader, RecentEntries recent, TimeProvider time, AuditLabels? labels = null) =>
        (_reader, _recent, _time, _labels) = (reader, recent, time, labels);

    /// <summary>A page of the log, newest first.</summary>
    /// <param name="actor">Who asks; a problem <see cref="Problem.Forbidden"/> without <see cref="Permission.SeeAudit"/>.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="cursor">The start of the page; null for the newest.</param>
    /// <param name="size">Number of entries, 1 to 200.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public Task<Result<AuditSlice>> ReadAsync(Actor actor, AuditFilter filter, AuditCursor? cursor, int size, CancellationToken cancellationToken) =>
        ReadAsync(actor, filter, cursor, size, grouped: false, withoutRows: false, cancellationToken);

    /// <summary>A page for people: one entry per operation, without the entries that only record its request or its parts.</summary>
    public Task<Result<AuditSlice>> ReadGroupedAsync(Actor actor, AuditFilter filter, AuditCursor? cursor, int size, CancellationToken cancellationToken) =>
        ReadAsync(actor, filter, cursor, size, grouped: true, withoutRows: false, cancellationToken);

    /// <summary>The same for a page that people look at: a bulk change or an import is one entry too, unless the filter asks for records or for what was done with them.</summary>
    public Task<Result<AuditSlice>> ReadForPageAsync(Actor actor, AuditFilter filter, AuditCursor? cursor, int size, CancellationToken cancellationToken) =>
        ReadAsync(actor, filter, cursor, size, grouped: true, filter is { Text: null, Kind: null, Action: null, Run: null }, cancellationToken);

    private async Task<Result<AuditSlice>> ReadAsync(Actor actor, AuditFilter filter, AuditCursor? cursor, int size, bool grouped, bool withoutRows, CancellationToken cancellationToken)
    {
        var reach = Permissions.ReachOf(actor.Role, Permission.SeeAudit);
        if (reach == Reach.None)
            return new Problem(Problem.Forbidden, L["Your role does not include the audit log."]);

        if (reach == Reach.OwnActions)
        {
            if (filter.Person is { } person && person != actor.Id)
                return new AuditSlice([], null, null, null);
            filter = filter with { Person = actor.Id };
        }

        bool Visible(AuditEntry entry) => filter.Matches(entry, _labels) && (reach == Reach.OwnActions ? entry.ActorId == actor.Id : actor.Reaches(Permission.SeeAudit, entry.Clubs));

        size = Math.Clamp(size, 1, 200);
        if (cursor is { Newer: true })
        {
            var found = await CollectAsync(filter, Visible, cursor.Position, null, descending: false, size, grouped, withoutRows, cancellationToken);
            if (found.Entries.Count == size || found.StoppedAt is not null)
            {
                found.Entries.Reverse();
                var newest = found.StoppedAt ?? found.Entries[0].Position;
                return new AuditSlice(
                    found.Entries,
                    found.More ? new(newest, Newer: true) : null,
                    new(found.Entries.Count > 0 ? found.Entries[^1].Position : newest),
                    found.StoppedAt is { } reached ? At(reached) : null, found.Looked);
            }

            // Fewer entries than a page are newer, so the newest page is returned.
        }

        var before = cursor is { Newer: false } ? cursor.Position : null;
        var older = await CollectAsync(filter, Visible, null, before, descending: true, size, grouped, withoutRows, cancellationToken);
        return new AuditSlice(
            older.Entries,
            before is null ? null : new(older.Entries.Count > 0 ? older.Entries[0].Position : before, Newer: true),
            older.StoppedAt is { } stopped ? new(stopped) : older.More ? new(older.Entries[^1].Position) : null,
            older.StoppedAt is { } searched ? At(searched) : null, older.Looked);
    }

    /// <summary>The history of one record, newest first.</summary>
    public Task<Result<AuditSlice>> HistoryAsync(Actor actor, string kind, string id, AuditCursor? cursor, int size, CancellationToken cancellationToken) =>
        ReadAsync(actor, new() { Kind = kind, Record = id }, cursor, size, cancellationToken);

    private async Task<Found> CollectAsync(
        AuditFilter filter, Func<AuditEntry, bool> visible, string? after, string? before, bool descending, int size, bool grouped, bool withoutRows, CancellationToken cancellationToken)
    {
        var (from, to) = await SpanAsync(filter, cancellationToken);
        var low = Latest(Times.ToText(from), after);
        var high = Earliest(Times.ToText(to), before);
        var entries = new List<AuditEntry>(size);
        if (string.CompareOrdinal(low, high) >= 0)
            return new(entries, false, null, 0);

        var (groups, passed) = (0, 0);
        string? passedLast = null;
        HashSet<string> ended = new(StringComparer.Ordinal);
        Dictionary<string, bool> told = new(StringComparer.Ordinal);
        foreach (var group in AuditPartitions.Of(filter, At(low) ?? from, At(high)?.AddMilliseconds(1) ?? to, descending))
        {
            if (groups++ == MaxGroups)
                return new(entries, true, Times.ToText(descending ? group.To : group.From), passed);

            await foreach (var item in GroupAsync(group, low, high, descending, size, cancellationToken))
            {
                if (item.Sk == before || item.Sk == after)
                    continue;
                if (passed == MaxPassed)
                    return new(entries, true, passedLast, passed);

                passed++;
                passedLast = item.Sk;
                var entry = AuditItems.Read(item);
                if (!visible(entry))
                    continue;
                if (AuditGrouping.EndedOperationOf(entry) is { } end)
                    ended.Add(end);
                if (grouped && filter.Action is null && AuditGrouping.IsPart(entry)
                    && (ended.Contains(AuditGrouping.OperationOf(entry)) || await HasEndAsync(entry, cancellationToken)))
                    continue;
                if (withoutRows && entry is { Run: { } run, Kind: not "job" })
                {
                    if (!told.TryGetValue(run, out var isTold))
                        told[run] = isTold = await IsToldAsync(run, visible, cancellationToken);
                    if (isTold)
                        continue;
                }

                if (entries.Count == size)
                    return new(entries, true, null, passed);

                entries.Add(entry);
            }
        }

        return new(entries, false, null, passed);
    }

    /// <summary>The time that a filter covers (UTC): without a beginning of its own, from when the log was created.</summary>
    internal async Task<(DateTimeOffset From, DateTimeOffset To)> SpanAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        var (from, to) = AuditPartitions.Span(filter, _time.GetUtcNow());
        return filter is { Days: null, From: null } && await SinceAsync(cancellationToken) is { } since && since > from ? (since, to) : (from, to);
    }

    // Whether the closing entry of a job is there for the person: then it stands for all its rows.
    private async Task<bool> IsToldAsync(string run, Func<AuditEntry, bool> visible, CancellationToken cancellationToken)
    {
        await foreach (var item in _reader.QueryAllAsync(new(Table.Audit, AuditAttributes.Pk("job", run)) { Consistent = true }, cancellationToken))
        {
            if (AuditItems.Read(item) is var entry && AuditGrouping.RunEndedBy(entry) is not null && visible(entry))
                return true;
        }

        return false;
    }

    // The closing entry may be on another page: it is among the later entries of the same record.
    private async Task<bool> HasEndAsync(AuditEntry part, CancellationToken cancellationToken)
    {
        var query = new ItemQuery(Table.Audit, AuditAttributes.Pk(part.Kind, part.EntityId)) { From = part.Position, Consistent = true, Batch = MaxAhead };
        var looked = 0;
        await foreach (var item in _reader.QueryAllAsync(query, cancellationToken))
        {
            if (AuditGrouping.EndedOperationOf(AuditItems.Read(item)) == AuditGrouping.OperationOf(part))
                return true;
            if (++looked == MaxAhead)
                break;
        }

        return false;
    }

    private IAsyncEnumerable<Item> GroupAsync(AuditGroup group, string low, string high, bool descending, int size, CancellationToken cancellationToken)
    {
        var recent = _recent.Of(group.Queries).Where(item => string.CompareOrdinal(item.Sk, low) >= 0 && string.CompareOrdinal(item.Sk, high) <= 0);
        List<IAsyncEnumerable<Item>> streams = [AuditMerge.Sorted(recent, descending)];
        streams.AddRange(group.Queries.Select(query =>
            _reader.QueryAllAsync(query with { From = low, To = high, Descending = descending, Batch = size + 2 }, cancellationToken)));
        return AuditMerge.MergeAsync(streams, descending, cancellationToken);
    }

    // When the log was created; read until it is known.
    private async Task<DateTimeOffset?> SinceAsync(CancellationToken cancellationToken) =>
        _since ??= (await _reader.ReadAsync(AuditAttributes.SinceKey, cancellationToken))?.GetTime(AuditAttributes.At);

    // A position begins with a time of 24 characters.
    private static DateTimeOffset? At(string position) => Times.TryParse(position.Length > 24 ? position[..24] : position, out var at) ? at : null;

    private static string Latest(string text, string? other) => other is not null && string.CompareOrdinal(other, text) > 0 ? other : text;

    private static string Earliest(string text, string? other) => other is not null && string.CompareOrdinal(other, text) < 0 ? other : text;

    /// <param name="Entries">In the order they were collected.</param>
    /// <param name="More">Whether there are, or may be, further ones.</param>
    /// <param name="StoppedAt">The position at which the search stopped early; null if it did not.</param>
    /// <param name="Looked">Entries that were looked at.</param>
    private sealed record Found(List<AuditEntry> Entries, bool More, string? StoppedAt, int Looked);
}

using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>Partitions of the log whose entries interleave, and the time range that they cover (UTC).</summary>
internal sealed record AuditGroup(IReadOnlyList<ItemQuery> Queries, DateTimeOffset From, DateTimeOffset To);

/// <summary>Chooses the partitions for a filter: those of a record, of a person by month, or of all by day.</summary>
internal static class AuditPartitions
{
    private const int MaxDays = 32;

    /// <summary>The groups that cover [from, to), ordered by time; latest first if <paramref name="descending"/>.</summary>
    public static IEnumerable<AuditGroup> Of(AuditFilter filter, DateTimeOffset from, DateTimeOffset to, bool descending)
    {
        if (filter is { Kind: { } kind, Record: { } record })
            return [new([new(Table.Audit, AuditAttributes.Pk(kind, record)) { Consistent = true }], from, to)];

        return filter.Person is { } person ? Months(person, from, to, descending) : Days(from, to, descending);
    }

    /// <summary>The time range of a filter; without one, everything that is kept.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Span(AuditFilter filter, DateTimeOffset now)
    {
        var first = filter.Days is { } days ? Ist.DayOf(now).AddDays(1 - days) : filter.From;
        var last = filter.Days is null ? filter.To : null;
        return (
            first is { } from ? Ist.StartOf(from) : now.AddDays(-1097),
            last is { } to ? Ist.StartOf(to.AddDays(1)) : now.AddMinutes(10)); // because clocks of other instances may be ahead
    }

    private static IEnumerable<AuditGroup> Months(string person, DateTimeOffset from, DateTimeOffset to, bool descending)
    {
        for (var month = MonthOf(descending ? to.AddTicks(-1) : from); descending ? month.AddMonths(1) > from : month < to; month = month.AddMonths(descending ? -1 : 1))
            yield return new([Indexed(TableSchemas.ByActor, AuditAttributes.MonthOf(person, month))], month, month.AddMonths(1));
    }

    // One day, then two, four, and so on: a busy log is answered from the first day, a quiet one is searched in few steps.
    private static IEnumerable<AuditGroup> Days(DateTimeOffset from, DateTimeOffset to, bool descending)
    {
        var (low, high) = (DayOf(from), DayOf(to.AddTicks(-1)).AddDays(1));
        for (var count = 1; low < high; count = Math.Min(MaxDays, count * 2))
        {
            var days = Math.Min(count, (int)(high - low).TotalDays);
            var start = descending ? high.AddDays(-days) : low;
            yield return new(
                [.. from day in Enumerable.Range(0, days) from shard in Shards() select Indexed(TableSchemas.ByDay, AuditAttributes.DayOf(start.AddDays(day), shard))],
                start, start.AddDays(days));
            (low, high) = descending ? (low, start) : (start.AddDays(days), high);
        }
    }

    private static ItemQuery Indexed(string index, string hash) => new(Table.Audit, hash) { Index = index };

    private static IEnumerable<string> Shards() => Enumerable.Range(0, TableSchemas.AuditShards).Select(shard => shard.ToString(CultureInfo.InvariantCulture));

    private static DateTimeOffset DayOf(DateTimeOffset instant) => new(instant.UtcDateTime.Date, TimeSpan.Zero);

    private static DateTimeOffset MonthOf(DateTimeOffset instant) => new(instant.UtcDateTime.Year, instant.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
}

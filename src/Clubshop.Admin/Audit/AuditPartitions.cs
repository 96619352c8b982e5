using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>Partitions of the log whose entries lie between each other in time, and the stretch of time they cover (UTC).</summary>
internal sealed record AuditGroup(IReadOnlyList<ItemQuery> Queries, DateTimeOffset From, DateTimeOffset To);

/// <summary>Which partitions answer a filter: a record's own, else a person's months, else the days.</summary>
internal static class AuditPartitions
{
    /// <summary>The groups that cover [from, to), in order of time: latest first when <paramref name="descending"/>.</summary>
    public static IEnumerable<AuditGroup> Of(AuditFilter filter, DateTimeOffset from, DateTimeOffset to, bool descending)
    {
        if (filter is { Kind: { } kind, Record: { } record })
            return [new([new(Table.Audit, AuditAttributes.Pk(kind, record)) { Consistent = true }], from, to)];

        return filter.Person is { } person
            ? Stretches(from, to, descending, MonthOf, start => start.AddMonths(1))
                .Select(month => new AuditGroup([Indexed(TableSchemas.ByActor, AuditAttributes.MonthOf(person, month.From))], month.From, month.To))
            : Stretches(from, to, descending, DayOf, start => start.AddDays(1))
                .Select(day => new AuditGroup([.. Shards().Select(shard => Indexed(TableSchemas.ByDay, AuditAttributes.DayOf(day.From, shard)))], day.From, day.To));
    }

    /// <summary>The stretch of time that a filter's day covers; everything kept without one.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Span(AuditFilter filter, DateTimeOffset now) => filter.Day is { } day
        ? (Ist.StartOf(day), Ist.StartOf(day.AddDays(1)))
        : (now.AddDays(-1097), now.AddMinutes(10)); // clocks of other instances may be ahead

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Stretches(
        DateTimeOffset from, DateTimeOffset to, bool descending, Func<DateTimeOffset, DateTimeOffset> startOf, Func<DateTimeOffset, DateTimeOffset> next)
    {
        for (var start = startOf(descending ? to.AddTicks(-1) : from); descending ? next(start) > from : start < to; start = descending ? startOf(start.AddTicks(-1)) : next(start))
            yield return (start, next(start));
    }

    private static ItemQuery Indexed(string index, string hash) => new(Table.Audit, hash) { Index = index };

    private static IEnumerable<string> Shards() => Enumerable.Range(0, TableSchemas.AuditShards).Select(shard => shard.ToString(CultureInfo.InvariantCulture));

    private static DateTimeOffset DayOf(DateTimeOffset instant) => new(instant.UtcDateTime.Date, TimeSpan.Zero);

    private static DateTimeOffset MonthOf(DateTimeOffset instant) => new(instant.UtcDateTime.Year, instant.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
}

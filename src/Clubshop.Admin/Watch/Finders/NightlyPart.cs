using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Watch.Finders;

/// <summary>The part of many records that one night looks at: every record within as many nights as there are parts.</summary>
/// <param name="Parts">Number of parts, from 1.</param>
/// <param name="Turn">The part of this night.</param>
internal sealed record NightlyPart(int Parts, int Turn)
{
    /// <summary>That of a night.</summary>
    /// <param name="records">Number of records.</param>
    /// <param name="perNight">Most records that one night looks at.</param>
    /// <param name="now">The present.</param>
    public static NightlyPart Of(int records, int perNight, DateTimeOffset now)
    {
        var parts = Math.Max(1, (records + perNight - 1) / perNight);
        return new(parts, Ist.DayOf(now).DayNumber % parts);
    }

    /// <summary>Whether a record is in it.</summary>
    public bool Has(string id) => Parts == 1 || TableSchemas.ShardOf(id, Parts) == Turn.ToString(CultureInfo.InvariantCulture);
}

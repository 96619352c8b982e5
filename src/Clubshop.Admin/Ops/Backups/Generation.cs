using System.Globalization;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>One backup of every table, made together.</summary>
/// <param name="Name">Its name, which is the moment at which it was begun: <c>20261130T004500Z</c>.</param>
/// <param name="Tables">The backups by the table's name without its prefix.</param>
internal sealed record Generation(string Name, IReadOnlyDictionary<string, TableBackup> Tables)
{
    private const string Format = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>When it was begun (UTC).</summary>
    public DateTimeOffset At => DateTimeOffset.ParseExact(Name, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Bytes in all.</summary>
    public long Bytes => Tables.Values.Sum(table => table.Bytes);

    /// <summary>The name of a generation that is begun now.</summary>
    public static string NameOf(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsName(string text) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}

/// <summary>The backup of one table.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Bytes">Its size, as DynamoDB says: up to six hours old in AWS.</param>
/// <param name="Available">Whether it can be restored.</param>
internal sealed record TableBackup(string Arn, long Bytes, bool Available);

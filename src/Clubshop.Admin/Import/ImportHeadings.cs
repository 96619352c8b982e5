using System.Text.Json;
using Clubshop.Admin.Input;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Import;

/// <summary>A column of a file.</summary>
/// <param name="Heading">What the file calls it.</param>
/// <param name="Column">The column of the kind that it is read as; null where it is not read.</param>
/// <param name="IsOwn">Whether the kind knows the name itself, so that nobody has to say which column it is.</param>
public sealed record FileHeading(string Heading, string? Column, bool IsOwn);

/// <summary>The columns of a file, and those that it must have and has not.</summary>
/// <param name="All">As they stand in its first line.</param>
/// <param name="Missing">Names of columns without which it cannot be read.</param>
public sealed record FileHeadings(IReadOnlyList<FileHeading> All, IReadOnlyList<string> Missing);

/// <summary>
/// What files call their columns, where that is not what the kind calls them: a person says it once, and the next file of theirs with the same heading is read so.
/// A setting of the person (<c>PERSON#…</c> / <c>HEADINGS#offer</c>), without an audit entry; the file has its own copy, so that its import is what was looked at.
/// </summary>
internal sealed class ImportHeadings(TableReader reader, UnauditedWriter unaudited)
{
    /// <summary>Headings that are remembered for a kind, the newest.</summary>
    public const int Most = 200;

    /// <summary>Characters of a heading; a longer one is no name.</summary>
    public const int Longest = CsvTable.LongestHeading;

    private const string Map = "map";

    /// <summary>What a file has that calls all its columns as the kind does.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What was said of headings of a kind, the last first: the column of each, empty for one that is not to be read.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(string personId, string kind, CancellationToken cancellationToken) =>
        Read((await reader.ReadAsync(KeyOf(personId, kind), cancellationToken))?.GetStringOrNull(Map));

    /// <summary>Remembers what was said of the headings of one more file.</summary>
    public async Task RememberAsync(string personId, string kind, IReadOnlyDictionary<string, string> said, CancellationToken cancellationToken)
    {
        var known = await OfAsync(personId, kind, cancellationToken);
        var all = said.Concat(known.Where(pair => !said.ContainsKey(pair.Key))).Take(Most).ToDictionary(StringComparer.Ordinal);
        var key = KeyOf(personId, kind);
        await unaudited.PutAsync(Table.System, new Item(key.Pk, key.Sk).Set(Map, Write(all)), null, cancellationToken);
    }

    /// <summary>As it is stored.</summary>
    public static string Write(IReadOnlyDictionary<string, string> headings) => JsonSerializer.Serialize(headings);

    /// <summary>As it was stored; none where that cannot be read.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? stored)
    {
        try
        {
            return string.IsNullOrEmpty(stored) ? None : JsonSerializer.Deserialize<Dictionary<string, string>>(stored) ?? None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    private static ItemKey KeyOf(string personId, string kind) => new(Table.System, Keys.Person(personId), "HEADINGS#" + kind);
}

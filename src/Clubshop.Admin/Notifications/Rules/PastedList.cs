using System.Text.RegularExpressions;
using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications.Rules;

/// <summary>What was made of a pasted list.</summary>
/// <param name="Lines">Lines in all, the head not counted.</param>
/// <param name="Usable">Recipients.</param>
/// <param name="Blank">Empty lines.</param>
/// <param name="Duplicates">Lines that name somebody again.</param>
/// <param name="Nonsense">Lines that name nobody.</param>
/// <param name="Samples">The first lines that name nobody: number, and what stands there (phone-like digits hidden).</param>
/// <param name="Variables">Names of columns, each a variable.</param>
public sealed record PastedSummary(
    int Lines, int Usable, int Blank, int Duplicates, int Nonsense, IReadOnlyList<string> Samples, IReadOnlyList<string> Variables);

/// <summary>
/// Reads a pasted list: a customer number (sub) or, for SMS, a phone number on each line; or, with a first line of column names, one column
/// with either and further ones that fill variables. Pure.
/// </summary>
public static partial class PastedList
{
    /// <summary>Recipients that a list may have.</summary>
    public const int MaxLines = 200_000;

    /// <summary>Bytes that a list may have.</summary>
    public const int MaxBytes = 16 << 20;

    private const int SamplesKept = 10;
    private static readonly char[] Separators = ['\t', ';', ','];

    /// <summary>Reads the text.</summary>
    public static (IReadOnlyList<Recipient> Recipients, PastedSummary Summary) Read(string text, Channel channel)
    {
        var (recipients, seen, samples) = (new List<Recipient>(), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        var (lines, blank, duplicates, nonsense, number) = (0, 0, 0, 0, 0);
        IReadOnlyList<string>? columns = null;
        foreach (var raw in text.AsSpan().TrimStart('\ufeff').ToString().EnumerateLines())
        {
            var line = raw.ToString();
            if (++number == 1 && Head(line, channel) is { } head)
            {
                columns = head;
                continue;
            }

            foreach (var cells in columns is null ? line.Split(Separators).Select(cell => new[] { cell }) : [Cells(line)])
            {
                lines++;
                if (cells.All(string.IsNullOrWhiteSpace))
                {
                    blank++;
                }
                else if (Address(cells[0], channel) is not { } address)
                {
                    nonsense++;
                    if (samples.Count < SamplesKept)
                        samples.Add($"Line {number}: {Hidden(cells[0])}");
                }
                else if (!seen.Add(address))
                {
                    duplicates++;
                }
                else
                {
                    var values = columns is null ? null : Values(columns, cells);
                    recipients.Add(address[0] == '+' ? new(null, null, address, values) : new(address, null, null, values));
                }
            }
        }

        return (recipients, new(lines, recipients.Count, blank, duplicates, nonsense, samples, columns ?? []));
    }

    // A phone number for SMS, or a customer's sub; null for anything else.
    private static string? Address(string cell, Channel channel)
    {
        var text = cell.Trim().Trim('"', '\'');
        if (Sub().IsMatch(text))
            return text.ToLowerInvariant();

        return channel == Channel.Sms ? PhoneReader.E164(text) : null;
    }

    private static List<string>? Head(string line, Channel channel)
    {
        var cells = Cells(line);
        return cells.Length > 1 && Address(cells[0], channel) is null && cells.All(cell => Name().IsMatch(cell.Trim().ToLowerInvariant()))
            ? [.. cells.Skip(1).Select(cell => cell.Trim().ToLowerInvariant().Replace(' ', '_'))]
            : null;
    }

    private static string[] Cells(string line) => line.Split(Separators.FirstOrDefault(separator => line.Contains(separator, StringComparison.Ordinal), ','));

    private static Dictionary<string, string> Values(IReadOnlyList<string> columns, string[] cells) => columns.Select((name, i) => (name, i))
        .Where(column => column.i + 1 < cells.Length && !string.IsNullOrWhiteSpace(cells[column.i + 1]))
        .DistinctBy(column => column.name, StringComparer.Ordinal)
        .ToDictionary(column => column.name, column => Cut(cells[column.i + 1].Trim().Trim('"')), StringComparer.Ordinal);

    private static string Cut(string value) => TextCut.Units(value, MessageVariables.MaxValue);

    // What looks like a phone number is one, mistyped: of it only the length is told.
    private static string Hidden(string cell)
    {
        var text = TextCut.Shown(cell.Trim(), 40);
        return text.Count(char.IsDigit) > 4 ? string.Concat(text.Select(c => char.IsDigit(c) ? '•' : c)) : text;
    }

    private static IEnumerable<string> EnumerateLines(this string text)
    {
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    [GeneratedRegex(@"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sub();

    [GeneratedRegex(@"^[a-z][a-z0-9_ ]{0,29}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}

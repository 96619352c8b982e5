using System.Globalization;
using System.Text.RegularExpressions;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications.Rules;

/// <summary>
/// Reads a pasted list: one customer number (sub) or, for SMS, one phone number per line; or, with a header, a first column with these and
/// further columns that fill variables. Rows and cells are read as in an import. A line that does not match the header is refused, so that
/// nobody gets the text of another column. Pure.
/// </summary>
public static partial class PastedList
{
    /// <summary>Maximum number of recipients.</summary>
    public const int MaxLines = 200_000;

    /// <summary>Maximum size in bytes.</summary>
    public const int MaxBytes = 16 << 20;

    private const int MaxSamples = 10;
    private const int CellsAtMost = 2 * MaxLines;

    // Any number of marks can be stacked on one letter, so a single character may still be long.
    private const int UnitsPerCharacter = 12;

    /// <summary>Reads the text.</summary>
    /// <exception cref="CsvProblemException">A quotation mark is never closed, a column appears twice, or a line has too many cells. The message is for people.</exception>
    public static (IReadOnlyList<Recipient> Recipients, PastedSummary Summary) Read(string text, Channel channel)
    {
        text = text.TrimStart('\ufeff');
        var separator = Delimited.SeparatorOf(text, cell => Address(cell, channel) is not null || NameOf(cell) is not null);
        var count = new Counter(channel);
        CsvRow? first = null;
        var decided = false;
        foreach (var row in Delimited.Rows(text, separator, CellsAtMost))
        {
            if (!row.HasText)
            {
                count.Blank();
                continue;
            }

            // The second line tells whether the first one is a header.
            if (first is null)
            {
                first = row;
                continue;
            }

            if (!decided)
                count.Begin(first, IsHeader(first, row, channel));

            decided = true;
            count.Take(row);
        }

        if (first is not null && !decided)
            count.Begin(first, IsHeader(first, null, channel));

        return (count.Recipients, count.Summary);
    }

    // A customer's sub or, for SMS, a phone number; null for anything else.
    private static string? Address(string cell, Channel channel)
    {
        var text = cell.Trim().Trim('"', '\'');
        if (Sub().IsMatch(text))
            return text.ToLowerInvariant();

        return channel == Channel.Sms ? PhoneReader.E164(text) : null;
    }

    // A line of column names; or of other words, if the next line has as many cells and begins with an address.
    private static bool IsHeader(CsvRow row, CsvRow? next, Channel channel) =>
        row.Count > 1 && row.Cells.All(cell => Address(cell, channel) is null && cell.Count(char.IsDigit) < 5) && row.Cells[0].Any(char.IsLetter)
        && (row.Cells.All(cell => string.IsNullOrWhiteSpace(cell) || NameOf(cell) is not null)
                    || (next is not null && next.Count == row.Count && Address(next.Cells[0], channel) is not null));

    // The variable of each column after the first; null for a name that cannot be a variable.
    private static List<string?> ColumnsOf(CsvRow header)
    {
        var columns = header.Cells.Skip(1).Select(NameOf).ToList();
        var twice = columns.OfType<string>().GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.Key;
        return twice is null ? columns : throw new CsvProblemException(header.Line, L[$"the column “{twice}” appears twice. Keep one of them."]);
    }

    // "Customer Name" fills {{customer_name}}.
    private static string? NameOf(string cell)
    {
        var name = string.Join('_', cell.ToLowerInvariant().Split([' ', '_', '-', '\u00a0'], StringSplitOptions.RemoveEmptyEntries));
        return Name().IsMatch(name) ? name : null;
    }

    private static string TextOf(string cell) => CsvText.Unescape(cell).Trim();

    private static bool Fits(string value) =>
        value.Length <= MessageVariables.MaxValue * UnitsPerCharacter && new StringInfo(value).LengthInTextElements <= MessageVariables.MaxValue;

    // Something like a phone number may be a mistyped one, so its digits are hidden.
    private static string WithoutDigits(string cell)
    {
        var text = TextCut.Shown(cell.Trim(), 40);
        return text.Count(char.IsDigit) > 4 ? string.Concat(text.Select(c => char.IsDigit(c) ? '•' : c)) : text;
    }

    // Counts the lines read so far.
    private sealed class Counter(Channel channel)
    {
        private readonly List<Recipient> _recipients = [];
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly List<string> _samples = [];
        private int _lines, _blank, _duplicates, _nonsense, _refused, _tooLong;
        private CsvRow? _header;
        private List<string?>? _columns;

        public IReadOnlyList<Recipient> Recipients => _recipients;

        public PastedSummary Summary => new(_lines, _recipients.Count, _blank, _duplicates, _nonsense, _samples, [.. _columns?.OfType<string>() ?? []])
        {
            Refused = _refused,
            TooLong = _tooLong,
            IgnoredColumns = [.. _header?.Cells.Skip(1).Where((cell, i) => _columns![i] is null && !string.IsNullOrWhiteSpace(cell)).Select(TextOf) ?? []],
        };

        public void Begin(CsvRow first, bool isHeader)
        {
            if (isHeader)
                (_header, _columns) = (first, ColumnsOf(first));
            else
                Take(first);
        }

        public void Blank() => (_lines, _blank) = (_lines + 1, _blank + 1);

        public void Take(CsvRow row)
        {
            if (_columns is null)
                TakeAddresses(row);
            else
                Take(row, _columns);
        }

        // Without a header every cell is an address, whatever separates them.
        private void TakeAddresses(CsvRow row)
        {
            if (row.Count > row.Cells.Count)
                throw new CsvProblemException(row.Line, L[$"this line has {Money.Grouped(row.Count)} cells. Split the list."]);

            if (row.IsCut)
            {
                _lines++;
                Refuse(row.Line, L[$"{Money.Grouped(row.Longest.Length)} characters without a separator."]);
                return;
            }

            foreach (var cell in row.Cells.SelectMany(cell => cell.Split([.. Delimited.Separators, '\r', '\n'])))
            {
                if (string.IsNullOrWhiteSpace(cell))
                {
                    Blank();
                    continue;
                }

                _lines++;
                Take(row.Line, cell, () => null);
            }
        }

        private void Take(CsvRow row, List<string?> columns)
        {
            _lines++;
            if (row.Wrong(columns.Count + 1) is var (_, reason))
                Refuse(row.Line, reason);
            else if (row.Cells.Any(cell => cell.AsSpan().IndexOfAny('\r', '\n') >= 0))
                Refuse(row.Line, L["A cell of this row spans several lines. Is a quotation mark missing?"]);
            else
                Take(row.Line, row.Cells[0], () => Values(row, columns));
        }

        private void Take(long line, string cell, Func<Dictionary<string, string>?> values)
        {
            if (Address(cell, channel) is not { } address)
            {
                _nonsense++;
                Sample(line, WithoutDigits(cell));
            }
            else if (!_seen.Add(address))
            {
                _duplicates++;
            }
            else
            {
                _recipients.Add(address[0] == '+' ? new(null, null, address, values()) : new(address, null, null, values()));
            }
        }

        private Dictionary<string, string> Values(CsvRow row, List<string?> columns)
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i] is not { } name || TextOf(row.Cells[i + 1]) is not { Length: > 0 } value)
                    continue;

                if (Fits(value))
                    values.Add(name, value);
                else
                    _tooLong++;
            }

            return values;
        }

        private void Refuse(long line, string reason)
        {
            _refused++;
            Sample(line, reason);
        }

        private void Sample(long line, string text)
        {
            if (_samples.Count < MaxSamples)
                _samples.Add(L[$"Line {line}: {text}"]);
        }
    }

    [GeneratedRegex("^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sub();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,29}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}

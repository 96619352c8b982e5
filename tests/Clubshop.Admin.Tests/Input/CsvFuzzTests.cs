using System.Text;
using Clubshop.Admin.Input;
using CsCheck;

namespace Clubshop.Admin.Tests.Input;

public sealed class CsvFuzzTests
{
    private static readonly CsvColumnInfo[] Columns = [new("code", true, ""), new("name", true, ""), new("city", false, "")];

    private static readonly Gen<string> Piece = Gen.OneOf<string>(
        Gen.OneOf("=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "'", "\"", "\"\"", ",", ";", "|", " ", "a", "é", "क", "ि", "🛍️", "\u202e", "\ufeff", "sep=;"),
        Gen.Char['a', 'z'].Select(c => c.ToString()));

    private static readonly Gen<string> Cell = Piece.Array[0, 8].Select(string.Concat);

    [Fact]
    public Task WriteAndRead_AnyRows_ComeBackExactly() => Gen.Select(Cell, Cell, Cell).Array[1, 6].SampleAsync(async rows =>
    {
        using var file = new MemoryStream();
        var writer = new CsvWriter(file);
        await writer.WriteAsync(["code", "name", "city"], default);
        foreach (var (code, name, city) in rows)
            await writer.WriteAsync([code, name, city], default);

        await writer.FlushAsync(default);
        var (table, read) = await ReadAsync(file.ToArray());
        Assert.Equal(
            rows.Where(row => !string.IsNullOrWhiteSpace(CsvText.Escape(row.Item1) + CsvText.Escape(row.Item2) + CsvText.Escape(row.Item3))),
            read.Select(row => (table.Cell(row, "code"), table.Cell(row, "name"), table.Cell(row, "city"))));
        Assert.All(read, row => Assert.Null(table.Wrong(row)));
    });

    [Fact]
    public Task Read_WithAnySeparator_IsTheSame() =>
        Gen.Select(Gen.OneOf(',', ';', '\t', '|'), Gen.OneOf("\n", "\r\n", "\r"), Gen.Select(Cell, Cell).Array[1, 5], Gen.Int[0, 2], Gen.Int[0, 2]).SampleAsync(async (separator, end, rows, blanks, marks) =>
        {
            var text = new StringBuilder().Append('\ufeff', marks);
            for (var i = 0; i < blanks; i++)
                text.Append(separator).Append(end);

            text.Append("code").Append(separator).Append("name").Append(end);
            foreach (var (code, name) in rows)
                text.Append(Quoted(code)).Append(separator).Append(Quoted(name)).Append(end);

            var (table, read) = await ReadAsync(Encoding.UTF8.GetBytes(text.ToString()));
            Assert.Equal(
                rows.Where(row => !string.IsNullOrWhiteSpace(row.Item1 + row.Item2)).Select(row => (CsvText.Unescape(row.Item1), CsvText.Unescape(row.Item2))),
                read.Select(row => (table.Cell(row, "code"), table.Cell(row, "name"))));
        });

    [Fact]
    public Task Read_HostileBytes_AreReadOrRefused() => Gen.OneOf<byte[]>(
        Gen.Byte.Array[0, 60],
        Piece.Array[0, 30].Select(pieces => Encoding.UTF8.GetBytes("code,name\n" + string.Concat(pieces))),
        Gen.Select(Gen.OneOf<byte[]>([0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF]), Gen.Byte.Array[0, 40]).Select((mark, bytes) => (byte[])[.. mark, .. bytes])).SampleAsync(async bytes =>
    {
        try
        {
            var (table, rows) = await ReadAsync(bytes);
            foreach (var row in rows)
            {
                Assert.InRange(row.Line, 2, bytes.Length + 1);
                _ = table.Wrong(row);
            }
        }
        catch (CsvProblemException problem)
        {
            Assert.NotEmpty(problem.Message);
        }
    });

    [Fact]
    public Task Rows_InMemoryAndFromAStream_AreTheSame() => Piece.Array[0, 40].Select(string.Concat).SampleAsync(async text =>
    {
        text = "code,name\n" + text;
        List<CsvRow> expected;
        try
        {
            expected = [.. Delimited.Rows(text, ',').Where(row => row.HasText).Skip(1)];
        }
        catch (CsvProblemException)
        {
            await Assert.ThrowsAsync<CsvProblemException>(() => ReadAsync(Encoding.UTF8.GetBytes(text)));
            return;
        }

        var (_, rows) = await ReadAsync(Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected.Select(row => (row.Line, string.Join('\u0001', row.Cells), row.Count)), rows.Select(row => (row.Line, string.Join('\u0001', row.Cells), row.Count)));
    });

    [Fact]
    public void EscapeAndUnescape_AnyText_ComesBackExactly() => Gen.OneOf<string>(Cell, Gen.String).Sample(text =>
        CsvText.Unescape(CsvText.Escape(text)) == text && (CsvText.Escape(text) is not { Length: > 0 } cell || !"=+-@\t\r".Contains(cell[0], StringComparison.Ordinal)));

    private static string Quoted(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static async Task<(CsvTable Table, List<CsvRow> Rows)> ReadAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var table = await CsvTable.OpenAsync(stream, Columns, default);
        var rows = new List<CsvRow>();
        while (await table.ReadAsync(default) is { } row)
            rows.Add(row);

        return (table, rows);
    }
}

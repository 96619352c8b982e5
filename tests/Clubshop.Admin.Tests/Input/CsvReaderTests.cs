using System.Text;
using Clubshop.Admin.Input;
using CsCheck;

namespace Clubshop.Admin.Tests.Input;

public sealed class CsvReaderTests
{
    private static readonly CsvColumnInfo[] Columns =
        [new("code", true, "code"), new("name", true, "name"), new("city", false, "city"), new("categories", false, "codes") { Aliases = ["category"] }];

    [Theory]
    [InlineData("code,name,city\na,Croma,Pune\n")]
    [InlineData("code;name;city\r\na;Croma;Pune\r\n")]
    [InlineData("code\tname\tcity\ra\tCroma\tPune")]
    [InlineData("\"code\",\"name\",\"city\"\n\"a\",\"Croma\",\"Pune\"")]
    [InlineData("sep=;\r\ncode;name;city\r\na;Croma;Pune")]
    [InlineData("City , CODE,  Name\nPune,a,Croma")]
    public async Task Open_EverySeparatorAndLineEnd_ReadsTheSame(string text)
    {
        var (table, rows) = await ReadAsync(Encoding.UTF8.GetBytes(text));
        var row = Assert.Single(rows);
        Assert.Equal(("a", "Croma", "Pune"), (table.Cell(row, "code"), table.Cell(row, "name"), table.Cell(row, "city")));
    }

    public static TheoryData<string> Encodings => new("utf-8", "utf-8 BOM", "utf-16", "utf-16BE");

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Open_EveryEncoding_ReadsHindiAndEmoji(string name)
    {
        Encoding encoding = name switch { "utf-8" => new UTF8Encoding(false), "utf-8 BOM" => new UTF8Encoding(true), _ => Encoding.GetEncoding(name) };
        var (table, rows) = await ReadAsync([.. encoding.GetPreamble(), .. encoding.GetBytes("code,name\na,राम स्टोर 🛍️\n")]);
        Assert.Equal("राम स्टोर 🛍️", table.Cell(Assert.Single(rows), "name"));
    }

    [Fact]
    public async Task Read_QuotesWithSeparatorsAndLineBreaks_KeepsThem_AndCountsLines()
    {
        var (table, rows) = await ReadAsync("code,name\na,\"Croma, \"\"the\"\"\r\nshop\"\n\nb,Tata \"Zudio\"\n,\nc,\n"u8.ToArray());
        Assert.Equal(["Croma, \"the\"\r\nshop", "Tata \"Zudio\"", ""], rows.Select(row => table.Cell(row, "name")));
        Assert.Equal([2L, 5L, 7L], rows.Select(row => row.Line)); // the empty line and the row without any text are no rows
    }

    [Fact]
    public async Task Read_NotUtf8_NamesTheLineAndWhatToDo()
    {
        byte[] latin = [.. "code,name\na,Plain\nb,Caf"u8, 0xE9, .. "\nc,More\n"u8];
        var problem = await RefusedAsync(latin);
        Assert.Equal(3, problem.Line);
        Assert.Contains("Line 3: the file is not valid UTF-8", problem.Message, StringComparison.Ordinal);
        Assert.Contains("CSV UTF-8", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_UnclosedQuote_NamesItsLine()
    {
        var text = new StringBuilder("code,name\na,Croma\nb,\"Tata\n");
        for (var i = 0; i < 5_000; i++)
            text.Append("c,").Append(i).Append('\n');

        var problem = await RefusedAsync(Encoding.UTF8.GetBytes(text.ToString()));
        Assert.Equal(3, problem.Line);
        Assert.Contains("never closed", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OneMegabyteInACell_IsCutAndRefused()
    {
        var (table, rows) = await ReadAsync(Encoding.UTF8.GetBytes("code,name\na," + new string('x', 1024 * 1024) + "\nb,Croma\n"));
        Assert.Equal(CsvRow.LongestCell, table.Cell(rows[0], "name").Length);
        Assert.Equal(("name", "The cell has 10,48,576 characters. Shorten it."), table.Wrong(rows[0]));
        Assert.Null(table.Wrong(rows[1]));
    }

    [Fact]
    public async Task Open_MissingColumns_AreNamedWithTheExistingOnes()
    {
        var problem = await RefusedAsync("title,city\na,b\n"u8.ToArray());
        Assert.Contains("the columns “code” and “name” are missing", problem.Message, StringComparison.Ordinal);
        Assert.Contains("title, city", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code,name,Name\na,b,c\n", "the column “name” (also as “Name”) appears twice")]
    [InlineData("code,code,name\na,b,c\n", "the column “code” appears twice")]
    [InlineData("code,name,category,categories\na,b,c,d\n", "the column “categories” (also as “categories”) appears twice")]
    public async Task Open_RepeatedColumns_AreNamed(string text, string expected) =>
        Assert.Contains(expected, (await RefusedAsync(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Open_UnknownColumns_AreNamedAndIgnored()
    {
        var (table, rows) = await ReadAsync("code,wikidata,name,,logo\na,Q1,Croma,x,y\n"u8.ToArray());
        Assert.Equal(["wikidata", "logo"], table.Ignored);
        Assert.Null(table.Wrong(Assert.Single(rows)));
    }

    [Theory]
    [InlineData("a,Croma", "The row has 2 cells, but the first line has 3")]
    [InlineData("a,Croma,Pune,more", "The row has 4 cells, but the first line has 3")]
    [InlineData("a,Cro\0ma,Pune", "U+0000")]
    [InlineData("a,Croma,Pu\u0085ne", "U+0085")]
    public async Task Wrong_RowWithAnotherNumberOfCells_IsRefused(string line, string expected)
    {
        var (table, rows) = await ReadAsync(Encoding.UTF8.GetBytes($"code,name,city\n{line}\nb,Tata,Pune,,\n"));
        Assert.Contains(expected, table.Wrong(rows[0])!.Value.Reason, StringComparison.Ordinal);
        Assert.Null(table.Wrong(rows[1])); // cells without text beyond the last column are nothing
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n\n", "no text")]
    [InlineData("PK\u0003\u0004xyz", "workbook")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("c\0o\0d\0e\0", "UTF-16 without its mark")]
    public async Task Open_FileThatIsNotCsv_SaysWhatItIs(string text, string expected) =>
        Assert.Contains(expected, (await RefusedAsync(Encoding.Latin1.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public Task WriteAndRead_AnyTextInSmallPieces_ComesBackExactly() => AnyText.Array[3].SampleAsync(async cells =>
    {
        using var file = new MemoryStream();
        var writer = new CsvWriter(file);
        await writer.WriteAsync(["code", "name", "city"], default);
        await writer.WriteAsync([.. cells.Take(2), cells[2] + "."], default); // never without any text
        await writer.FlushAsync(default);
        var (table, rows) = await ReadAsync(file.ToArray());
        var row = Assert.Single(rows);
        Assert.Equal((cells[0], cells[1], cells[2] + "."), (table.Cell(row, "code"), table.Cell(row, "name"), table.Cell(row, "city")));
    }, iter: 300);

    [Theory]
    [InlineData("=1+1")]
    [InlineData("'=1")]
    [InlineData("''@x")]
    [InlineData("+91")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\r=x")]
    [InlineData("'")]
    [InlineData("''")]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("it's")]
    [InlineData("'plain")]
    public void EscapeAndUnescape_UsualText_ComesBackExactly_AndIsNoFormula(string text) => AssertDefused(text);

    [Fact]
    public void EscapeAndUnescape_AnyText_ComesBackExactly_AndIsNoFormula() => AnyText.Sample(AssertDefused, iter: 5_000);

    private static void AssertDefused(string text)
    {
        var cell = CsvText.Escape(text);
        Assert.Equal(text, CsvText.Unescape(cell));
        Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal), cell);
    }

    private static readonly Gen<string> AnyText = Gen.OneOf(
        "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "'", "\"", ",", ";", " ", "a", "Z", "é", "क", "ि", "🛍️", "שלום", "\u202e", "\u200d", "<script>", "{{x}}")
        .Array[0, 8].Select(string.Concat);

    private static async Task<CsvProblemException> RefusedAsync(byte[] bytes) => await Assert.ThrowsAsync<CsvProblemException>(() => ReadAsync(bytes));

    private static async Task<(CsvTable Table, List<CsvRow> Rows)> ReadAsync(byte[] bytes)
    {
        var table = await CsvTable.OpenAsync(new Trickle(bytes), Columns, default);
        var rows = new List<CsvRow>();
        while (await table.ReadAsync(default) is { } row)
            rows.Add(row);

        return (table, rows);
    }

    /// <summary>A stream that returns few bytes at a time, as a network does, so that characters and line ends are split.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, Length > 10_000 ? 4096 : 3)], cancellationToken);
    }
}

using System.IO.Compression;
using Clubshop.Admin.Input;
using Clubshop.Admin.Input.Workbooks;

namespace Clubshop.Admin.Tests.Input.Workbooks;

public sealed class XlsxRowsTests
{
    private const string Head = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>code</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>name</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>ends</t></is></c></row>";

    private static readonly CsvColumnInfo[] Columns = [new("code", true, ""), new("name", false, ""), new("ends", false, "")];

    private static async Task<(CsvTable Table, List<CsvRow> Rows)> ReadAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var table = await CsvTable.OpenAsync(stream, Columns, default);
        var rows = new List<CsvRow>();
        while (await table.ReadAsync(default) is { } row)
            rows.Add(row);

        return (table, rows);
    }

    private static async Task<string> RefusalAsync(byte[] bytes) => (await Assert.ThrowsAsync<CsvProblemException>(() => ReadAsync(bytes))).Message;

    private static async Task<string> CellAsync(string cell, string shared = "", string formats = "", string workbook = "")
    {
        var (table, rows) = await ReadAsync(XlsxMade.Of($"{Head}<row r=\"2\"><c r=\"A2\"><v>1</v></c>{cell}</row>", shared, formats, workbook));
        return table.Cell(Assert.Single(rows), "name");
    }

    [Fact]
    public async Task Rows_KeepTheirNumbersAndPlaces_WhateverIsLeftOut()
    {
        var (table, rows) = await ReadAsync(XlsxMade.Of($"{Head}<row r=\"4\"><c r=\"C4\" t=\"str\"><f>A1</f><v>last</v></c><c r=\"A4\"><v>7</v></c></row><row/><row r=\"9\">{XlsxMade.Text("x")}</row>"));
        Assert.Equal([4, 9], rows.Select(row => row.Line));
        Assert.Equal(("7", "", "last"), (table.Cell(rows[0], "code"), table.Cell(rows[0], "name"), table.Cell(rows[0], "ends")));
        Assert.All(rows, row => Assert.Null(table.Wrong(row)));
        Assert.Equal(',', table.Separator);
    }

    [Theory]
    [InlineData("<c r=\"B2\" t=\"s\"><v>1</v></c>", "red shoes")]
    [InlineData("<c r=\"B2\" t=\"inlineStr\"><is><r><t>re</t></r><r><t xml:space=\"preserve\">d </t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh><r><t>hat</t></r></is></c>", "red hat")]
    [InlineData("<c r=\"B2\"><v>1500</v></c>", "1500")]
    [InlineData("<c r=\"B2\"><v>0.30000000000000004</v></c>", "0.3")]
    [InlineData("<c r=\"B2\"><v>1.5E3</v></c>", "1500")]
    [InlineData("<c r=\"B2\"><v>-5</v></c>", "-5")]
    [InlineData("<c r=\"B2\" t=\"b\"><v>1</v></c>", "TRUE")]
    [InlineData("<c r=\"B2\" t=\"inlineStr\"><is><t>=1+1</t></is></c>", "=1+1")]
    [InlineData("<c r=\"B2\" t=\"inlineStr\"><is><t>'=1</t></is></c>", "'=1")]
    [InlineData("<c r=\"B2\" t=\"inlineStr\"><is><t>a_x000D_b_x005F_x0041_</t></is></c>", "a\rb_x0041_")]
    [InlineData("<c r=\"B2\" s=\"1\"><v>46356</v></c>", "2026-11-30")]
    [InlineData("<c r=\"B2\" s=\"2\"><v>46356.75</v></c>", "2026-11-30 18:00")]
    [InlineData("<c r=\"B2\" s=\"2\"><v>46356</v></c>", "2026-11-30 00:00")]
    [InlineData("<c r=\"B2\" s=\"3\"><v>0.15</v></c>", "15%")]
    [InlineData("<c r=\"B2\" s=\"4\"><v>46356</v></c>", "46356")]
    [InlineData("<c r=\"B2\" s=\"5\"><v>46356</v></c>", "2026-11-30")]
    public async Task Cell_ReadsAsInAFileOfText(string cell, string text) => Assert.Equal(text, await CellAsync(
        cell,
        "<si><t>no</t></si><si><t>red shoes</t></si>",
        "<numFmts><numFmt numFmtId=\"170\" formatCode=\"0 &quot;days&quot;\"/><numFmt numFmtId=\"171\" formatCode=\"[$-4009]d\\ mmmm\\ yyyy;@\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"9\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs>"));

    [Fact]
    public async Task Dates_CountedFrom1904_AreTheSameDays() => Assert.Equal(
        "2026-11-30", await CellAsync("<c r=\"B2\" s=\"0\"><v>44894</v></c>", formats: "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", workbook: "<workbookPr date1904=\"1\"/>"));

    [Fact]
    public async Task Problems_NameTheSheetAndTheRow()
    {
        Assert.Equal("Sheet “Offers & more”, row 2: cell B2 has the error #N/A. Correct its formula, or write the value.",
            await RefusalAsync(XlsxMade.Of($"{Head}<row r=\"2\"><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row>")));
        Assert.StartsWith("Sheet “Offers & more”, row 3: the column “code” is missing.", await RefusalAsync(XlsxMade.Of($"<row r=\"3\">{XlsxMade.Text("name")}</row>")), StringComparison.Ordinal);
        Assert.Contains("row 2: cell B2 is shown as a date, and -5 is none", await Assert.ThrowsAsync<CsvProblemException>(() => CellAsync("<c r=\"B2\" s=\"0\"><v>-5</v></c>", formats: "<cellXfs><xf numFmtId=\"14\"/></cellXfs>")) is { } refused ? refused.Message : "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_WithMoreThanTheFirstOne_IsRefusedByItself()
    {
        var (table, rows) = await ReadAsync(XlsxMade.Of($"{Head}<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"XFD2\"><v>9</v></c></row>"));
        Assert.Contains("16,384 cells", table.Wrong(Assert.Single(rows))!.Value.Reason, StringComparison.Ordinal);
        (table, rows) = await ReadAsync(XlsxMade.Of($"{Head}<row r=\"2\">{XlsxMade.Text(new string('a', 70_000))}</row>"));
        Assert.Contains("70,000 characters", table.Wrong(Assert.Single(rows))!.Value.Reason, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Bad { get; } = new()
    {
        { "no workbook", XlsxMade.Zip(("word/document.xml", "<a/>")) },
        { "no zip", [0x50, 0x4B, 0x03, 0x04, 1, 2, 3] },
        { "cut off", XlsxMade.Of(Head)[..600] },
        { "cut off inside", XlsxMade.Of(Head + "<row>") },
        { "a document type", XlsxMade.Of(Head, prolog: "<!DOCTYPE worksheet [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>") },
        { "a shared text that is not", XlsxMade.Of(Head + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>5</v></c></row>") },
        { "rows that go back", XlsxMade.Of(Head + "<row r=\"1\"><c><v>5</v></c></row>") },
        { "a place that is none", XlsxMade.Of(Head + "<row r=\"2\"><c r=\"ZZZZZZZZ1\"><v>5</v></c></row>") },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Workbook_ThatIsNone_IsRefusedInWords(string what, byte[] bytes) =>
        Assert.True(await RefusalAsync(bytes) is { } message && message.StartsWith("This workbook is damaged", StringComparison.Ordinal), what);

    [Fact]
    public async Task Bomb_IsFoundWhileItIsUnpacked()
    {
        var bytes = new MemoryStream();
        bytes.Write(XlsxMade.Of(Head));
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet7.xml")!.Delete();
            using var part = zip.CreateEntry("xl/worksheets/sheet7.xml", CompressionLevel.Fastest).Open();
            part.Write("<worksheet><sheetData>"u8);
            var space = new byte[1024 * 1024];
            Array.Fill(space, (byte)' ');
            for (var i = 0; i < 260; i++)
                part.Write(space);
            part.Write("</sheetData></worksheet>"u8);
        }

        Assert.True(bytes.Length < 4_000_000);
        Assert.Contains("unpacks to more than 256 MB", await RefusalAsync(bytes.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workbook_ThatIsTooLarge_IsRefused()
    {
        var bytes = new byte[XlsxParts.LargestFile + 1];
        XlsxMade.Of(Head).CopyTo(bytes, 0);
        Assert.Contains("larger than 20 MB", await RefusalAsync(bytes), StringComparison.Ordinal);
    }
}

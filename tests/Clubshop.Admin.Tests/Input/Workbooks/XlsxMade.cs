using System.IO.Compression;
using System.Text;

namespace Clubshop.Admin.Tests.Input.Workbooks;

/// <summary>Makes workbooks part by part, as Excel and others write them, and as nobody should.</summary>
internal static class XlsxMade
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string Types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>A workbook whose first sheet is hidden and whose second one, "Offers and more", has these rows.</summary>
    public static byte[] Of(string rows, string shared = "", string formats = "", string workbook = "", string prolog = "") => Zip(
        ("_rels/.rels", $"<Relationships xmlns=\"x\"><Relationship Id=\"a\" Type=\"{Types}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml", $"<workbook {Main}>{workbook}<sheets><sheet name=\"Old\" sheetId=\"1\" state=\"hidden\" r:id=\"r9\"/><sheet name=\"Offers &amp; more\" sheetId=\"2\" r:id=\"r1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"x\"><Relationship Id=\"r1\" Type=\"{Types}/worksheet\" Target=\"worksheets/sheet7.xml\"/><Relationship Id=\"r9\" Type=\"{Types}/worksheet\" Target=\"worksheets/none.xml\"/>"
            + $"<Relationship Id=\"r2\" Type=\"{Types}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"{Types}/styles\" Target=\"styles.xml\"/></Relationships>"),
        ("xl/sharedStrings.xml", $"<sst {Main}>{shared}</sst>"),
        ("xl/styles.xml", $"<styleSheet {Main}>{formats}</styleSheet>"),
        ("xl/worksheets/sheet7.xml", $"{prolog}<worksheet {Main}><sheetData>{rows}</sheetData></worksheet>"));

    public static byte[] Zip(params (string Path, string Text)[] parts)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var part = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A text in a cell.</summary>
    public static string Text(string text) => $"<c t=\"inlineStr\"><is><t>{text}</t></is></c>";
}

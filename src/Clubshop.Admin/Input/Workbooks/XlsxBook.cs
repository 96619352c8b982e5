using System.Globalization;
using System.Text;
using System.Xml;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Input.Workbooks;

/// <summary>What the cells of a sheet refer to: its name and part, the texts that cells share, the formats of numbers.</summary>
internal sealed class XlsxBook
{
    // UTF-16 units of all shared texts together.
    private const int LongestShared = 48 * 1024 * 1024;
    private const int MostFormats = 100_000;

    private readonly XlsxParts _parts;
    private readonly string _path;
    private readonly List<string> _shared = [];
    private readonly List<NumberFormat> _formats = [];

    private XlsxBook(XlsxParts parts, string path, string name, bool from1904) => (_parts, _path, Name, From1904) = (parts, path, name, from1904);

    /// <summary>The sheet's name.</summary>
    public string Name { get; }

    /// <summary>Whether dates are counted from 1904, as old versions for the Macintosh did.</summary>
    public bool From1904 { get; }

    /// <summary>Opens the first sheet that is shown.</summary>
    /// <exception cref="CsvProblemException">It is none that can be read.</exception>
    public static XlsxBook Open(XlsxParts parts)
    {
        var workbook = Relations(parts, "").FirstOrDefault(one => one.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Path ?? "xl/workbook.xml";
        var relations = Relations(parts, workbook);
        var (name, path, from1904) = FirstSheet(parts, workbook, relations);
        var book = new XlsxBook(parts, path, name, from1904);
        book.ReadShared(relations.FirstOrDefault(one => one.Type.EndsWith("/sharedStrings", StringComparison.Ordinal)).Path);
        book.ReadFormats(relations.FirstOrDefault(one => one.Type.EndsWith("/styles", StringComparison.Ordinal)).Path);
        return book;
    }

    /// <summary>Begins to read the sheet.</summary>
    public XmlReader OpenSheet() => _parts.Open(_path) ?? throw XlsxParts.Damaged();

    /// <summary>A text that cells share; null when there is none of this number.</summary>
    public string? Shared(int number) => number >= 0 && number < _shared.Count ? _shared[number] : null;

    /// <summary>The format of a cell's style.</summary>
    public NumberFormat FormatOf(int style) => style >= 0 && style < _formats.Count ? _formats[style] : NumberFormat.Plain;

    /// <summary>The text of an element: of all its parts, without what says how to pronounce it. It is cut a little beyond what a cell may have.</summary>
    public static (string Text, long Length) TextOf(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return ("", 0);

        var (text, length, depth, buffer) = (new StringBuilder(), 0L, reader.Depth, new char[4096]);
        while (reader.Read() && reader.Depth > depth)
        {
            while (reader is { NodeType: XmlNodeType.Element, LocalName: "rPh" or "phoneticPr" })
            {
                reader.Skip();
                if (reader.Depth <= depth)
                    return (Decoded(text), length);
            }

            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
                continue;

            for (int read; (read = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0;)
            {
                length += read;
                if (text.Length <= CsvRow.LongestCell)
                    text.Append(buffer, 0, read);
            }
        }

        return (Decoded(text), length);
    }

    // A character that XML cannot hold is written as _x000D_.
    private static string Decoded(StringBuilder text)
    {
        var plain = text.ToString();
        return plain.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(plain) : plain;
    }

    private static (string Name, string Path, bool From1904) FirstSheet(XlsxParts parts, string workbook, List<(string Id, string Type, string Path)> relations)
    {
        var from1904 = false;
        using var reader = parts.Open(workbook) ?? throw XlsxParts.Damaged();
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                from1904 = reader.GetAttribute("date1904") is "1" or "true";
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "sheet" } || reader.GetAttribute("state") is "hidden" or "veryHidden")
                continue;

            var name = reader.GetAttribute("name") ?? "";
            var id = Relation(reader);
            if (relations.FirstOrDefault(one => one.Id == id && one.Type.EndsWith("/worksheet", StringComparison.Ordinal)) is { Path: { Length: > 0 } path })
                return (TextCut.Shown(name, 60), path, from1904);
        }

        throw new CsvProblemException(L["This workbook has no sheet with rows. The first line of its first sheet must name the columns."]);
    }

    // "r:id", whatever the prefix.
    private static string? Relation(XmlReader sheet)
    {
        string? id = null;
        for (var more = sheet.MoveToFirstAttribute(); more; more = sheet.MoveToNextAttribute())
        {
            if (sheet.LocalName == "id" && sheet.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal))
                id = sheet.Value;
        }

        sheet.MoveToElement();
        return id;
    }

    private static List<(string Id, string Type, string Path)> Relations(XlsxParts parts, string of)
    {
        var slash = of.LastIndexOf('/');
        var found = new List<(string, string, string)>();
        using var reader = parts.Open($"{of[..(slash + 1)]}_rels/{of[(slash + 1)..]}.rels");
        while (reader?.Read() == true)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && reader.GetAttribute("TargetMode") != "External")
                found.Add((reader.GetAttribute("Id") ?? "", reader.GetAttribute("Type") ?? "", XlsxParts.Resolve(of, reader.GetAttribute("Target") ?? "")));
        }

        return found;
    }

    private void ReadShared(string? path)
    {
        var total = 0L;
        using var reader = path is null ? null : _parts.Open(path);
        while (reader?.Read() == true)
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "si" })
                continue;

            var text = TextOf(reader).Text;
            _shared.Add(text);
            if ((total += text.Length + 16) > LongestShared)
                throw new CsvProblemException(L[$"The texts of this workbook are more than {Money.Grouped(LongestShared)} characters. Save its first sheet as “CSV UTF-8”, and choose that."]);
        }
    }

    private void ReadFormats(string? path)
    {
        var codes = new Dictionary<int, string>();
        var inCells = false;
        using var reader = path is null ? null : _parts.Open(path);
        while (reader?.Read() == true && _formats.Count < MostFormats && codes.Count < MostFormats)
        {
            if (reader.LocalName == "cellXfs")
                inCells = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            if (reader.NodeType != XmlNodeType.Element)
                continue;

            if (reader.LocalName == "numFmt" && int.TryParse(reader.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                codes[id] = reader.GetAttribute("formatCode") ?? "";
            else if (inCells && reader.LocalName == "xf")
                _formats.Add(int.TryParse(reader.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var used) ? NumberFormat.Of(used, codes.GetValueOrDefault(used)) : NumberFormat.Plain);
        }
    }
}

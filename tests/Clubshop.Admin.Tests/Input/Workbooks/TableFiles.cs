using Clubshop.Admin.Input;
using Clubshop.Admin.Input.Workbooks;

namespace Clubshop.Admin.Tests.Input.Workbooks;

/// <summary>Reads what an export wrote.</summary>
internal static class TableFiles
{
    /// <summary>All rows of a file, its first line among them, whether it is CSV or a workbook; each as one text.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        IRowReader reader = XlsxRows.IsWorkbook(file) ? await XlsxRows.OpenAsync(stream, default) : await CsvReader.OpenAsync(stream, _ => false, default);
        var rows = new List<string>();
        while (await reader.ReadAsync(default) is { } row)
            rows.Add(string.Join('|', row.Cells.Select(CsvText.Unescape)).TrimEnd('|'));

        return rows;
    }
}

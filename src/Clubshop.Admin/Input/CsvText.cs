namespace Clubshop.Admin.Input;

/// <summary>
/// Escapes cells that a spreadsheet would read as a formula: the export puts an apostrophe before them, the import removes it. Every text survives
/// the round trip: one that already begins with apostrophes before such a character gets one more. See OWASP, "CSV Injection".
/// </summary>
public static class CsvText
{
    /// <summary>The text as written to a cell.</summary>
    public static string Escape(string text) => IsFormula(text) ? "'" + text : text;

    /// <summary>The text that a cell stands for.</summary>
    public static string Unescape(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell) ? cell[1..] : cell;

    private static bool IsFormula(string text)
    {
        foreach (var c in text)
        {
            if (c != '\'')
                return c is '=' or '+' or '-' or '@' or '\t' or '\r';
        }

        return false;
    }
}

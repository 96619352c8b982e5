namespace Clubshop.Admin.Input;

/// <summary>
/// Cells that a spreadsheet would take for a formula: export puts an apostrophe before them, import takes it off again. Each text comes back
/// exactly: one that begins with apostrophes before such a character gets one more. After OWASP, "CSV Injection".
/// </summary>
public static class CsvText
{
    /// <summary>The text as a cell of a file.</summary>
    public static string Defuse(string text) => IsArmed(text) ? "'" + text : text;

    /// <summary>The text that a cell of a file stands for.</summary>
    public static string Arm(string cell) => cell.Length > 1 && cell[0] == '\'' && IsArmed(cell) ? cell[1..] : cell;

    private static bool IsArmed(string text)
    {
        foreach (var c in text)
        {
            if (c != '\'')
                return c is '=' or '+' or '-' or '@' or '\t' or '\r';
        }

        return false;
    }
}

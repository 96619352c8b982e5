using Clubshop.Admin.Import;
using Clubshop.Admin.Input;
using Clubshop.Admin.Tests.Catalog.Golden;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Import;

/// <summary>The tables of docs/csv.md are what the fields declare. <c>CLUBSHOP_GOLDEN=write</c> writes them.</summary>
public sealed class CsvDocumentTests
{
    [Fact]
    public async Task Document_ListsEveryColumnOfEveryKind_InOrder()
    {
        await using var world = await ImportWorld.OpenAsync();
        var path = Path.Combine(GoldenFile.Root, "docs", "csv.md");
        var text = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");
        foreach (var kind in TestPortal.Kinds.Select(kind => kind.Name))
        {
            var (heading, columns) = ("### " + world.Kind(kind).Kind.Title, world.Kind(kind).ColumnInfos);
            var section = text[text.IndexOf(heading, StringComparison.Ordinal)..].Split("\n\n")[0].TrimEnd('\n');
            var written = string.Join('\n', (string[])[heading, "| Column | Content |", "|---|---|", .. columns.Select(Line)]);
            if (GoldenFile.Writes)
                text = text.Replace(section, written, StringComparison.Ordinal);
            else
                Assert.Null(GoldenFile.Compare("docs/csv.md", section, written));
        }

        if (GoldenFile.Writes)
            await File.WriteAllTextAsync(path, text);
    }

    private static string Line(CsvColumnInfo column) =>
        $"| `{column.Name}`{(column.Required ? " (needed)" : "")} | {column.Says.Replace("|", "\\|", StringComparison.Ordinal)} |";
}

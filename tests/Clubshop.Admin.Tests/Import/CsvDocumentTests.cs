using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Tests.Import;

public sealed class CsvDocumentTests
{
    [Fact]
    public async Task Document_ListsEveryColumnOfEveryKind_InOrder()
    {
        await using var world = await ImportWorld.OpenAsync();
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Clubshop.Admin.sln")))
            folder = folder.Parent!;

        var text = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "csv.md"));
        foreach (var kind in (string[])[ClubKind.Name, CategoryKind.Name, ShopKind.Name, OfferKind.Name])
        {
            var (heading, columns) = ("### " + world.Kind(kind).Kind.Title, world.Kind(kind).ColumnInfos);
            var table = text[text.IndexOf(heading, StringComparison.Ordinal)..].Split("\n\n")[0];
            Assert.Equal(columns.Select(Line), table.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)));
        }
    }

    private static string Line(CsvColumnInfo column) =>
        $"| `{column.Name}`{(column.Required ? " (needed)" : "")} | {column.Says.Replace("|", "\\|", StringComparison.Ordinal)} |";
}

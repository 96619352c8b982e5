using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Import;

/// <summary>Categories as files. A parent may come after its children: rows are taken level by level.</summary>
internal sealed class CategoryCsv(CategoryService service, CategoryList list, CodeSources codes, RowFaults faults, TimeProvider time) : ImportKind<Category>(service, codes, faults, time)
{
    private const string Parent = "parent";

    public override CatalogKind Kind => CategoryKind.Definition;

    protected override FieldSet<Category> Fields => CategoryFields.All;

    protected override Category New(string id, EditorialStatus status) => new() { Id = id, Status = status };

    protected override IEnumerable<string> Listed(ListQuery query) => list.Load(query).Rows.Select(row => row.Id);

    protected override async Task<RowOrder> OrderAsync(ImportSource source, CancellationToken cancellationToken)
    {
        await using var stream = source.Open();
        var table = await CsvTable.OpenAsync(stream, ColumnInfos, source.Headings, cancellationToken);
        if (!table.Has(Parent))
            return RowOrder.AsTheyCome;

        // Where each would be: as the file says, and as it is for those that the file does not name.
        var rows = new List<string>();
        var parents = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await table.ReadAsync(cancellationToken) is { } row)
        {
            var code = table.Cell(row, "code").Trim();
            rows.Add(code);
            if (code.Length > 0 && table.Wrong(row) is null)
                parents.TryAdd(code, table.Cell(row, Parent).Trim());
        }

        var inFile = parents.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var tree = list.Tree();
        foreach (var node in tree.InOrder)
            parents.TryAdd(node.Row.Code, tree.Find(node.Row.ParentId)?.Code ?? "");

        return Levels(rows, parents, inFile);
    }

    /// <summary>Rows before those inside them; rows that would be inside themselves, or too deep, are refused.</summary>
    internal static RowOrder Levels(IReadOnlyList<string> rows, IReadOnlyDictionary<string, string> parents, IReadOnlySet<string> inFile)
    {
        var waves = new byte[rows.Count];
        var wrong = new Dictionary<int, (string, string)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (depth, wave) = (1, 0);
            for (var code = rows[i]; parents.TryGetValue(code, out var parent) && parent.Length > 0 && depth <= CategoryRules.LevelsAtMost; code = parent)
            {
                if (parent.Equals(rows[i], StringComparison.OrdinalIgnoreCase))
                {
                    wrong[i] = (Parent, code.Equals(rows[i], StringComparison.OrdinalIgnoreCase)
                        ? L[$"“{Short(rows[i])}” would be inside itself. Write another parent."]
                        : L[$"“{Short(rows[i])}” would be inside itself: it is above “{Short(code)}”. Write another parent."]);
                    break;
                }

                depth++;
                wave += inFile.Contains(parent) ? 1 : 0;
            }

            if (depth > CategoryRules.LevelsAtMost)
                wrong.TryAdd(i, (Parent, L[$"Here the tree would be more than {CategoryRules.LevelsAtMost} levels deep. Write a parent further up."]));

            waves[i] = (byte)wave;
        }

        return new(waves, wrong);
    }

    private static string Short(string code) => TextCut.Shown(code, 60);
}

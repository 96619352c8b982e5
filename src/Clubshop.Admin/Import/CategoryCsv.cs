using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Import;

/// <summary>Categories as files. A parent may come after its children: rows are taken level by level.</summary>
internal sealed class CategoryCsv(CategoryService service, CategoryList list, CodeSources codes, RowFaults faults) : ImportKind<Category>(service, codes, faults)
{
    private const string Parent = "parent";

    public override CatalogKind Kind => CategoryKind.Definition;

    public override IReadOnlyList<CsvColumn<Category>> Columns { get; } =
    [
        CsvColumns.Text<Category>("code", nameof(Category.Code), "what the category is known by in files; a row with the code of one that is there changes it", category => category.Code, (category, text) => category with { Code = text }, required: true),
        CsvColumns.Link<Category>(Parent, nameof(Category.ParentId), "the code of the category that it is inside, which may come later in the file; empty: at the top", books => books[CategoryKind.Name], category => category.ParentId, (category, id) => category with { ParentId = id }),
        CsvColumns.Text<Category>("name", nameof(Category.Name), "up to 120 characters", category => category.Name, (category, text) => category with { Name = text }, required: true),
        CsvColumns.Kept<Category>("slug", nameof(Category.Slug), "its part of a public address; empty: made of the name, and of the parent where the name's is taken", category => category.Slug, (category, text) => category with { Slug = text }),
        CsvColumns.Text<Category>("description", nameof(Category.Description), "up to 4,000 characters", category => category.Description, (category, text) => category with { Description = text }),
        CsvColumns.Status<Category>((category, status) => category with { Status = status }),
    ];

    protected override IReadOnlyList<Field<Category>> Fields => CategoryFields.All;

    protected override Category New(string id) => new() { Id = id, Status = EditorialStatus.Published };

    protected override IEnumerable<string> Listed(ListQuery query) => list.Load(query).Rows.Select(row => row.Id);

    protected override async Task<RowOrder> OrderAsync(ImportSource source, CancellationToken cancellationToken)
    {
        await using var stream = source.Open();
        var table = await CsvTable.OpenAsync(stream, ColumnInfos, cancellationToken);
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

    /// <summary>Rows before those inside them; those that would be inside themselves, or too deep, are told.</summary>
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
                    wrong[i] = (Parent, $"“{CsvColumns.Short(rows[i])}” would be inside itself{(code.Equals(rows[i], StringComparison.OrdinalIgnoreCase) ? "" : $": it is above “{CsvColumns.Short(code)}”")}. Write another parent.");
                    break;
                }

                depth++;
                wave += inFile.Contains(parent) ? 1 : 0;
            }

            if (depth > CategoryRules.LevelsAtMost)
                wrong.TryAdd(i, (Parent, $"Here the tree would be more than {CategoryRules.LevelsAtMost} levels deep. Write a parent further up."));

            waves[i] = (byte)wave;
        }

        return new(waves, wrong);
    }
}

using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Ui.Fields;
using Clubshop.Admin.Ui.Fields.Choices;

namespace Clubshop.Admin.Categories;

/// <summary>How a category that something is linked to reads, and how one is found.</summary>
public static class CategoryNames
{
    private const int AtMost = 50;

    /// <summary>Its name with the names above it; a deleted category, and one that no longer exists, say so.</summary>
    public static string Of(RecordIndex<CategoryRow> categories, string id)
    {
        switch (categories.Find(id))
        {
            case null:
                return L["A category that no longer exists"];
            case { Status: EditorialStatus.Deleted } deleted:
                return L[$"{deleted.Name} (deleted)"];
            case { } row:
                var name = row.Name;
                for (var level = 1; level < CategoryRules.LevelsAtMost && categories.Find(row.ParentId) is { Status: not EditorialStatus.Deleted } parent; level++)
                    (row, name) = (parent, $"{parent.Name} / {name}");

                return name;
        }
    }

    /// <summary>Categories by any part of their own name, of the names above them, or of the code, in the tree's order.</summary>
    /// <param name="categories">The index.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="except">A category that is left out with all that is inside it: no parent for itself; null for none.</param>
    public static OptionPage<string> Find(RecordIndex<CategoryRow> categories, string text, string? except)
    {
        var tree = new CategoryTree(categories.All());
        var left = except is null ? null : tree.Within(except);
        var terms = Fold.Terms(text);
        var found = tree.InOrder
            .Where(node => left?.Contains(node.Row.Id) != true)
            .Where(node => terms.Length == 0 || Array.TrueForAll(terms, Fold.Text(tree.PathOf(node.Row.Id) + " " + node.Row.Code).Contains))
            .Select(node => node.Row.Id)
            .ToList();
        return new([.. found.Take(AtMost)], found.Count);
    }
}

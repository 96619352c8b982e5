using Clubshop.Admin.Common;

namespace Clubshop.Admin.Categories;

/// <summary>The rules of a category; each problem names its field. Pure.</summary>
public static class CategoryRules
{
    /// <summary>Levels that the tree may have.</summary>
    public const int LevelsAtMost = 6;

    /// <summary>The category ready to be stored: trimmed, without control characters.</summary>
    public static Category Clean(Category category) => CategoryFields.All.Clean(category);

    /// <summary>The problems of the category itself that prevent saving it.</summary>
    public static IReadOnlyList<Problem> Check(Category category)
    {
        var clean = Clean(category);
        return CategoryFields.All.Check(clean, Parent(clean));
    }

    /// <summary>Checks a category's place.</summary>
    /// <param name="category">The category.</param>
    /// <param name="above">The categories above it in its new place, its parent first, up to the top.</param>
    /// <param name="height">Levels from it down to its deepest descendant: 1 with nothing inside.</param>
    public static Problem? Place(Category category, IReadOnlyList<Category> above, int height)
    {
        if (above.Any(one => one.Id == category.Id))
        {
            return new(
                "cycle",
                L[$"A category cannot be inside itself: {above[0].Name} is inside {category.Name}. Choose another parent."],
                nameof(Category.ParentId));
        }

        var levels = above.Count + height;
        return levels <= LevelsAtMost ? null : new(
            "too-deep",
            L[$"Here the tree would be {levels} levels deep; {LevelsAtMost} fit. Choose a parent further up."],
            nameof(Category.ParentId));
    }

    private static IEnumerable<Problem> Parent(Category category)
    {
        if (category.ParentId == category.Id)
            yield return new("cycle", L["A category cannot be inside itself. Choose another parent."], nameof(Category.ParentId));
        else if (category.ParentId.Length > 0 && !Ids.IsValid(category.ParentId))
            yield return new("unknown", L["This parent is not known. Choose one from the list."], nameof(Category.ParentId));
    }
}

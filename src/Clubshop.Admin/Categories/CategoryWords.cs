using Clubshop.Admin.Catalog;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Categories;

/// <summary>How the category pages speak.</summary>
public static class CategoryWords
{
    /// <summary>The words and addresses.</summary>
    public static RecordWords All { get; } =
        new(Kinds.Category, "categories", Icons.Categories, CategoryUrls.List, CategoryUrls.New, CategoryUrls.Import, CategoryUrls.Edit);
}

using Clubshop.Admin.Catalog;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Shops;

/// <summary>How the shop pages speak.</summary>
public static class ShopWords
{
    /// <summary>The words and addresses.</summary>
    public static RecordWords All { get; } = new(Kinds.Shop, "shops", Icons.Shops, ShopUrls.List, ShopUrls.New, ShopUrls.Import, ShopUrls.Edit);
}

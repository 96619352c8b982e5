using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Offers;

/// <summary>Finds shops, clubs and categories by what was typed, on the server: a shop among twenty thousand in some milliseconds.</summary>
public sealed class OfferPicks(RecordIndex<ShopRow> shops, RecordIndex<ClubRow> clubs, RecordIndex<CategoryRow> categories)
{
    private const int Most = 30;

    /// <summary>Ids of the shops that match; those whose name begins with the text first. Shops put away are not offered.</summary>
    public OptionPage<string> Shops(string text) => Page(shops, text, row => row.NameKey, Choosable);

    /// <summary>Ids of the clubs that match, of those whose offers the person may edit.</summary>
    public OptionPage<string> Clubs(string text, Actor actor) =>
        Page(clubs, text, row => row.NameKey, row => Choosable(row) && actor.Reaches(Permission.EditCatalog, [row.Id]));

    /// <summary>Ids of all clubs that match, put away or not: to filter by.</summary>
    public OptionPage<string> AllClubs(string text) => Page(clubs, text, row => row.NameKey, row => row.Status != EditorialStatus.Deleted);

    /// <summary>Ids of all shops that match, put away or not: to filter by.</summary>
    public OptionPage<string> AllShops(string text) => Page(shops, text, row => row.NameKey, row => row.Status != EditorialStatus.Deleted);

    /// <summary>Ids of the categories that match by their whole path; without a text in the order of the tree.</summary>
    public OptionPage<string> Categories(string text)
    {
        var tree = new CategoryTree(categories.All());
        var terms = Fold.Terms(text);
        var found = tree.InOrder.Where(node => Choosable(node.Row)
            && (terms.Length == 0 || Fold.Text(tree.PathOf(node.Row.Id)) is var path && terms.All(term => path.Contains(term, StringComparison.Ordinal)))).ToList();
        return new([.. found.Take(Most).Select(node => node.Row.Id)], found.Count);
    }

    /// <summary>A category with those above it: "Fashion / Sarees".</summary>
    public string CategoryPath(string id) => categories.Find(id) is null ? "Unknown category" : new CategoryTree(categories.All()).PathOf(id);

    /// <summary>What tells two shops of one name apart, and a shop that is not published.</summary>
    public string ShopNote(string id)
    {
        if (shops.Find(id) is not { } row)
            return "";

        var status = row.Status == EditorialStatus.Published ? "" : row.Status.ToString().ToLowerInvariant();
        return string.Join(" · ", new[] { row.City, row.Code, status }.Where(part => part.Length > 0));
    }

    private static bool Choosable(IIndexRow row) => row.Status is not (EditorialStatus.Archived or EditorialStatus.Deleted);

    private static OptionPage<string> Page<TRow>(RecordIndex<TRow> index, string text, Func<TRow, string> key, Func<TRow, bool> where)
        where TRow : class, IIndexRow
    {
        var typed = Fold.Text(text);
        var page = index.Search(new()
        {
            Text = text,
            Where = where,
            Order = (left, right) =>
                Begins(right).CompareTo(Begins(left)) is not 0 and var order ? order : string.CompareOrdinal(key(left), key(right)),
            Take = Most,
        });
        return new([.. page.Rows.Select(row => row.Id)], page.Total);

        bool Begins(TRow row) => typed.Length > 0 && key(row).StartsWith(typed, StringComparison.Ordinal);
    }
}

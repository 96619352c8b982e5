using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Ui.Fields;
using Clubshop.Admin.Ui.Fields.Choices;

namespace Clubshop.Admin.Offers;

/// <summary>Finds a shop among twenty thousand by what was typed, on the server, in some milliseconds.</summary>
public sealed class ShopPicks(RecordIndex<ShopRow> shops)
{
    private const int Most = 30;

    /// <summary>Ids of the shops that may give an offer; those whose name begins with the text first. Archived shops are left out.</summary>
    public OptionPage<string> Choosable(string text) => Find(text, row => row.Status is not (EditorialStatus.Archived or EditorialStatus.Deleted));

    /// <summary>Ids of all shops but deleted ones: to filter by.</summary>
    public OptionPage<string> All(string text) => Find(text, row => row.Status != EditorialStatus.Deleted);

    /// <summary>Why a shop of this name is not among the <see cref="Choosable"/> ones; null where there is no such shop.</summary>
    public string? WhyNot(string text) =>
        All(text).Items is [var first, ..] && shops.Find(first) is { } row ? L[$"“{row.Name}” is archived, so it gives no offers. Choose another shop."] : null;

    /// <summary>What tells two shops of one name apart, and a shop that is not published.</summary>
    public string Note(string id)
    {
        if (shops.Find(id) is not { } row)
            return "";

        var status = row.Status == EditorialStatus.Published ? "" : L[row.Status.ToString().ToLowerInvariant()];
        return string.Join(" · ", new[] { row.City, row.Code, status }.Where(part => part.Length > 0));
    }

    private OptionPage<string> Find(string text, Func<ShopRow, bool> where)
    {
        var typed = Fold.Text(text);
        var page = shops.Search(new()
        {
            Text = text,
            Where = where,
            Order = (left, right) =>
                Begins(right).CompareTo(Begins(left)) is not 0 and var order ? order : string.CompareOrdinal(left.NameKey, right.NameKey),
            Take = Most,
        });
        return new([.. page.Rows.Select(row => row.Id)], page.Total);

        bool Begins(ShopRow row) => typed.Length > 0 && row.NameKey.StartsWith(typed, StringComparison.Ordinal);
    }
}

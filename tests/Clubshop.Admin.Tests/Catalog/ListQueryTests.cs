using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using CsCheck;

namespace Clubshop.Admin.Tests.Catalog;

public sealed class ListQueryTests
{
    private static ListQuery Parse(string uri) => ListQuery.Parse(ShopList.Spec, uri);

    [Fact]
    public void Href_OfThePlainList_IsItsAddressAlone() => Assert.Equal("/shops", Parse("http://x/shops").Href);

    [Theory]
    [InlineData("/shops?page=0&size=7&sort=evil&dir=up&status=9&club=")]
    [InlineData("/shops?page=-1&size=x&status=nonsense&unknown=1")]
    [InlineData("/shops?page=99999999999999999999")]
    [InlineData("/shops?status=1")]
    public void Parse_OfNonsense_LeavesItOut(string uri) => Assert.Equal("/shops", Parse(uri).Href);

    [Theory]
    [InlineData("/shops?status=nonsense", true)]
    [InlineData("/shops?sort=evil", true)]
    [InlineData("/shops?page=0", true)]
    [InlineData("/shops?size=7", true)]
    [InlineData("/shops?club=", true)]
    [InlineData("/shops?status=draft&sort=city&page=3&size=50&club=c1&q=x", false)]
    [InlineData("/shops?utm_source=mail", false)]
    public void Parse_OfWhatTheListCannotBeAsked_SaysSo(string uri, bool misread)
    {
        var query = Parse(uri);
        Assert.Equal(misread, query.Misread);
        Assert.False(Parse(query.Href).Misread);
    }

    [Fact]
    public void Href_OfAnyQuery_ReadsBackTheSame() => Gen.Select(
        Gen.OneOf("", "tata", "दिवाली मिठाई", "a&b=c#d", "<b>", "50% off?", "👩🏽‍💻", "x y+z"),
        Gen.Int[-1, 4], Gen.Int[0, 2], Gen.Bool, Gen.Int[1, 4], Gen.Int[0, 2], Gen.Bool).Sample((text, status, sort, descending, page, size, filtered) =>
    {
        var query = Parse("") with
        {
            Text = text,
            Status = status < 0 ? null : (EditorialStatus)status,
            Sort = ShopList.Spec.Sorts[sort],
            Descending = descending,
            Page = page,
            Size = ListQuery.Sizes[size],
        };
        query = page > 1 ? query : query.WithFilter(ShopList.Club, filtered ? "none" : null);

        var read = Parse("https://portal.example" + query.Href);

        Assert.Equal(query.Href, read.Href);
        Assert.Equal((query.Text, query.Status, query.Sort, query.Descending, query.Page, query.Size), (read.Text, read.Status, read.Sort, read.Descending, read.Page, read.Size));
        Assert.Equal(query.Filter(ShopList.Club), read.Filter(ShopList.Club));
    }, iter: 1_000);

    [Fact]
    public void ExportHref_KeepsTheFiltersAndLeavesThePageOut() =>
        Assert.Equal("/shops/export?q=tata&status=draft&sort=city", Parse("/shops?q=tata&status=draft&sort=city&page=3&size=50").ExportHref);

    [Fact]
    public void Filter_Changed_BeginsAtTheFirstPage() => Assert.Equal(1, Parse("/shops?page=4").WithStatus(EditorialStatus.Draft).Page);

    [Fact]
    public void Sort_ByTheSameColumnAgain_IsReversed()
    {
        var once = Parse("/shops").WithSort(ShopList.ByCity);
        Assert.False(once.Descending);
        Assert.True(once.WithSort(ShopList.ByCity).Descending);
    }
}

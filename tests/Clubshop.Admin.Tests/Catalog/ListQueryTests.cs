using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;

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

    [Fact]
    public void Href_OfAnyQuery_ReadsBackTheSame()
    {
        const int Seed = 99;
        var random = new Random(Seed);
        string[] texts = ["", "tata", "दिवाली मिठाई", "a&b=c#d", "<b>", "50% off?", "👩🏽‍💻", "x y+z"];
        for (var round = 0; round < 1_000; round++)
        {
            var query = Parse("") with
            {
                Text = texts[random.Next(texts.Length)],
                Status = random.Next(6) is < 5 and var status ? (EditorialStatus)status : null,
                Sort = ShopList.Spec.Sorts[random.Next(3)],
                Descending = random.Next(2) == 0,
                Page = random.Next(1, 5),
                Size = ListQuery.Sizes[random.Next(3)],
            };
            query = query.Page > 1 ? query : query.WithFilter(ShopList.Club, random.Next(2) == 0 ? "none" : null);

            var read = Parse("https://portal.example" + query.Href);

            Assert.True(query.Href == read.Href, $"seed {Seed}, round {round}");
            Assert.Equal((query.Text, query.Status, query.Sort, query.Descending, query.Page, query.Size), (read.Text, read.Status, read.Sort, read.Descending, read.Page, read.Size));
            Assert.Equal(query.Filter(ShopList.Club), read.Filter(ShopList.Club));
        }
    }

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

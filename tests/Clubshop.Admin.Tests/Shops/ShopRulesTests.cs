using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Tests.Shops;

public sealed class ShopRulesTests
{
    private static readonly Shop Good = new() { Id = "019a0000000070008000000000000001", Name = "Croma" };

    private static Problem Only(Shop shop) => Assert.Single(ShopRules.Check(shop));

    public static TheoryData<string> Names =>
        ["Croma", "दिवाली मिठाई भंडार", "👩🏽‍💻 Tech", "متجر الهند", "<script>alert(1)</script>", "A", new string('अ', 120), string.Concat(Enumerable.Repeat("👩🏽‍💻", 120))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Name_InAnyScript_IsTaken(string name) => Assert.Empty(ShopRules.Check(Good with { Name = name }));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200b\u200d")]
    [InlineData("\u202e")]
    public void Name_ThatCannotBeSeen_IsRefused(string name) => Assert.Equal(("required", nameof(Shop.Name)), (Only(Good with { Name = name }).Code, Only(Good with { Name = name }).Field));

    [Fact]
    public void Name_OfTenThousandCharacters_IsRefusedWithTheCount()
    {
        var problem = Only(Good with { Name = new string('x', 10_000) });
        Assert.Equal(nameof(Shop.Name), problem.Field);
        Assert.Contains("10,000 characters; 120 fit", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Shorten it by 9,880", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_WithMarksPiledOnOneLetter_IsRefused() =>
        Assert.Contains("marks", Only(Good with { Name = "a" + new string('\u0324', 5_000) }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Croma", "croma")]
    [InlineData("tata--1mg", "tata-1mg")]
    [InlineData("-x", "x")]
    [InlineData("क्रोमा", "kroma")]
    public void Slug_ThatIsNone_IsRefusedWithASuggestion(string slug, string suggestion)
    {
        var problem = Only(Good with { Slug = slug });
        Assert.Equal(nameof(Shop.Slug), problem.Field);
        Assert.Contains($"“{suggestion}”", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bharatpetroleum-96166f", true)]
    [InlineData("shop/Shoes_2.1:x", true)]
    [InlineData("has space", false)]
    [InlineData("=cmd()", false)]
    [InlineData("कोड", false)]
    public void Code_OfImportFiles_HasPlainSigns(string code, bool taken) => Assert.Equal(taken, ShopRules.Check(Good with { Code = code }).Count == 0);

    [Fact]
    public void Clubs_MoreThanForty_AreRefused() =>
        Assert.Equal(nameof(Shop.ClubIds), Only(Good with { ClubIds = [.. Enumerable.Range(0, 41).Select(n => n.ToString("x32", System.Globalization.CultureInfo.InvariantCulture))] }).Field);

    [Fact]
    public void Description_OfAMegabyte_IsRefusedAtItsField() =>
        Assert.Equal(nameof(Shop.Description), Only(Good with { Description = new string('d', 1_000_000) }).Field);

    [Fact]
    public void Clean_TwiceOfAnything_IsTheSame()
    {
        var shop = ShopRules.Clean(Good with { Name = " a\u0000 b ", Description = "x\r\n", ClubIds = ["b", "a", "b"] });
        Assert.Equal("a b", shop.Name);
        Assert.Equal(["a", "b"], shop.ClubIds);
        Assert.Equal(shop.Name, ShopRules.Clean(shop).Name);
    }
}

using Clubshop.Admin.Common;
using CsCheck;

namespace Clubshop.Admin.Tests.Common;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Bharat Petroleum", "bharat-petroleum")]
    [InlineData("Marks & Spencer", "marks-and-spencer")]
    [InlineData("Haldiram's", "haldirams")]
    [InlineData("McDonald's", "mcdonalds")]
    [InlineData("McDonald’s", "mcdonalds")]
    [InlineData("McDonald‘s", "mcdonalds")]
    [InlineData("McDonaldʼs", "mcdonalds")]
    [InlineData("McDonald＇s", "mcdonalds")]
    [InlineData("McDonald′s", "mcdonalds")]
    [InlineData("McDonald´s", "mcdonalds")]
    [InlineData("McDonald`s", "mcdonalds")]
    [InlineData("Café—Noir!!", "cafe-noir")]
    [InlineData("नमस्ते भारत", "namaste-bharat")]
    [InlineData("राम", "ram")]
    [InlineData("ज़ोमैटो", "zomaito")]
    [InlineData("हिंदी १२", "hindi-12")]
    [InlineData("Straße", "strasse")]
    [InlineData("A.B.C. Ltd.", "abc-ltd")]
    public void From_Name_GivesSlug(string name, string slug) => Assert.Equal(slug, Slug.From(name, "x1"));

    [Theory]
    [InlineData("தமிழ்")]
    [InlineData("🎁🎁")]
    [InlineData("")]
    [InlineData(null)]
    public void From_NameWithoutLatin_UsesTheFallback(string? name) => Assert.Equal("shop-7f3a", Slug.From(name, "Shop 7F3A"));

    [Fact]
    public void From_Nothing_IsRefused() => Assert.Throws<ArgumentException>(() => Slug.From("—", "!!"));

    [Fact]
    public void Derive_OfAnything_IsEmptyOrValid() =>
        Gen.Frequency<char>((1, Gen.Char['\u0900', '\u097f']), (2, Gen.Char[' ', '\u024f'])).Array[0, 200].Select(chars => new string(chars)).Sample(
            text => Slug.Derive(text) is var slug && (slug.Length == 0 || Slug.IsValid(slug)), iter: 2_000);

    [Theory]
    [InlineData("tata", true)]
    [InlineData("tata-2", true)]
    [InlineData("-tata", false)]
    [InlineData("tata-", false)]
    [InlineData("ta--ta", false)]
    [InlineData("Tata", false)]
    [InlineData("टाटा", false)]
    [InlineData("", false)]
    public void IsValid_Tells(string text, bool valid) => Assert.Equal(valid, Slug.IsValid(text));

    [Fact]
    public void WithSuffix_OfALongSlug_StaysValid()
    {
        var slug = Slug.WithSuffix(new string('a', 76) + "-bcd", "17");
        Assert.True(Slug.IsValid(slug), slug);
        Assert.EndsWith("-17", slug, StringComparison.Ordinal);
    }
}

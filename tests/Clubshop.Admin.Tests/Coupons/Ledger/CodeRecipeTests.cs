using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Coupons.Ledger;

public sealed class CodeRecipeTests
{
    [Theory]
    [InlineData(0, 8, "", "Count")]
    [InlineData(-1, 8, "", "Count")]
    [InlineData(100_001, 8, "", "Count")]
    [InlineData(1, 5, "", "Length")]
    [InlineData(1, 21, "", "Length")]
    [InlineData(1, 8, "ABCDEFGHIJK", "Prefix")]
    [InlineData(1, 8, "diwali", "Prefix")]
    [InlineData(1, 8, "A-B", "Prefix")]
    public void Check_WhatCannotBe_IsNamed(int count, int length, string prefix, string property) =>
        Assert.Equal([property], new CodeRecipe(count, length, prefix).Check().Select(problem => problem.Property));

    [Theory]
    [InlineData(1, 6, "")]
    [InlineData(100_000, 6, "DIWALI2026")]
    [InlineData(100_000, 20, "DIWALI2026")]
    public void Check_WhatCanBe_HasNoProblem_AndGivesCodes(int count, int length, string prefix)
    {
        var recipe = new CodeRecipe(count, length, prefix);
        Assert.Empty(recipe.Check());

        var code = recipe.Next();
        Assert.Equal(prefix.Length + length + 1, code.Length);
        Assert.Equal(code, CouponCode.Read(code).Code);
        Assert.All(code[prefix.Length..], c => Assert.Contains(c, CodeRecipe.Alphabet));
        Assert.True(CodeRecipe.HasRightCheck(code, prefix));
    }

    [Fact]
    public void Alphabet_HasNothingThatLooksLikeAnother()
    {
        Assert.Equal(30, CodeRecipe.Alphabet.Distinct().Count());
        Assert.DoesNotContain(CodeRecipe.Alphabet, c => "0O1ILU".Contains(c, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_OfACodeWithOneCharacterMistyped_IsWrong()
    {
        var recipe = new CodeRecipe(1, 8);
        for (var i = 0; i < 200; i++)
        {
            var code = recipe.Next();
            var at = i % code.Length;
            foreach (var other in CodeRecipe.Alphabet.Where(c => c != code[at]))
                Assert.False(CodeRecipe.HasRightCheck(code[..at] + other + code[(at + 1)..]));
        }
    }

    [Fact]
    public void Check_OfTwoNeighboursSwapped_IsNearlyAlwaysWrong()
    {
        var recipe = new CodeRecipe(1, 8);
        var (swapped, seen) = (0, 0);
        for (var i = 0; i < 2000; i++)
        {
            var code = recipe.Next();
            var at = i % (code.Length - 1);
            if (code[at] == code[at + 1])
                continue;
            swapped++;
            if (!CodeRecipe.HasRightCheck(code[..at] + code[at + 1] + code[at] + code[(at + 2)..]))
                seen++;
        }

        Assert.True(seen > swapped * 0.98, $"{seen} of {swapped}");
    }

    [Fact]
    public void Next_ManyCodes_UsesEveryCharacterEverywhere()
    {
        var recipe = new CodeRecipe(1, 6);
        var codes = Enumerable.Range(0, 5000).Select(_ => recipe.Next()).ToList();

        Assert.True(codes.Distinct(StringComparer.Ordinal).Count() > 4950);
        for (var place = 0; place < 7; place++)
            Assert.Equal(30, codes.Select(code => code[place]).Distinct().Count());
    }
}

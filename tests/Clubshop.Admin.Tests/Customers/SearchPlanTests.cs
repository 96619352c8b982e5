using Clubshop.Admin.Customers;

namespace Clubshop.Admin.Tests.Customers;

/// <summary>What a text in the search box is asked as. One filter, where one will do.</summary>
public sealed class SearchPlanTests
{
    [Theory]
    [InlineData("98765 43210", "phone_number = \"+919876543210\"")]
    [InlineData("098765-43210", "phone_number = \"+919876543210\"")]
    [InlineData("+91 98765 43210", "phone_number = \"+919876543210\"")]
    [InlineData("(+91) 98765.43210", "phone_number = \"+919876543210\"")]
    [InlineData("0091 9876543210", "phone_number = \"+919876543210\"")]
    [InlineData("919876543210", "phone_number = \"+919876543210\"")]
    [InlineData("९८७६५ ४३२१०", "phone_number = \"+919876543210\"")]
    [InlineData("+44 7911 123456", "phone_number = \"+447911123456\"")]
    [InlineData("+91 98765", "phone_number ^= \"+9198765\"")]
    [InlineData("98765", "phone_number ^= \"+9198765\" | username ^= \"98765\"")]
    [InlineData("91987", "phone_number ^= \"+9191987\" | phone_number ^= \"+91987\" | username ^= \"91987\"")]
    [InlineData("12345", "username ^= \"12345\"")]
    [InlineData("Asha.K@Gmail.com", "email ^= \"asha.k@gmail.com\"")]
    [InlineData("asha@", "email ^= \"asha@\"")]
    [InlineData("\"a b\"@x.in", "email ^= \"\\\"a b\\\"@x.in\"")]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", "sub = \"0f8fad5b-d9cb-469f-a165-70867728950e\"")]
    [InlineData("0F8FAD5B-D9CB-469F-A165-70867728950E", "sub = \"0f8fad5b-d9cb-469f-a165-70867728950e\"")]
    [InlineData("asha.17", "username ^= \"asha.17\" | email ^= \"asha.17\"")]
    [InlineData("Asha", "given_name ^= \"Asha\" | family_name ^= \"Asha\" | username ^= \"asha\" | email ^= \"asha\"")]
    [InlineData("ashaK", "given_name ^= \"ashaK\" | family_name ^= \"ashaK\" | username ^= \"ashaK\" | email ^= \"ashak\"")]
    [InlineData("आशा", "given_name ^= \"आशा\" | family_name ^= \"आशा\"")]
    [InlineData("  Asha \t Kulkarni ", "name ^= \"Asha Kulkarni\" | name ^= \"Kulkarni Asha\" | family_name ^= \"Asha Kulkarni\"")]
    [InlineData("a*", "given_name ^= \"a*\" | family_name ^= \"a*\" | username ^= \"a*\" | email ^= \"a*\"")]
    [InlineData("x\" or \"1\"=\"1", "name ^= \"x\\\" or \\\"1\\\"=\\\"1\" | family_name ^= \"x\\\" or \\\"1\\\"=\\\"1\"")]
    [InlineData("a\\b", "given_name ^= \"a\\\\b\" | family_name ^= \"a\\\\b\" | username ^= \"a\\\\b\" | email ^= \"a\\\\b\"")]
    [InlineData("a\u0000\u200Bsha\n", "name ^= \"a sha\" | name ^= \"sha a\" | family_name ^= \"a sha\"")]
    public void Of_AKindOfInput_AsksTheFewestFilters(string typed, string filters) =>
        Assert.Equal(filters, string.Join(" | ", SearchPlan.Of(typed).Value!.Filters.Select(filter => filter.Text)));

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \u200B ", "empty")]
    [InlineData("a", "too-short")]
    [InlineData("आ", "too-short")]
    [InlineData("987", "too-short")]
    [InlineData("000", "too-short")]
    [InlineData("+91 98", "too-short")]
    [InlineData("2234567890", "digits")]
    [InlineData("98765432101", "digits")]
    [InlineData("+91 98765 432101", "digits")]
    [InlineData("+1234567890123456", "digits")]
    [InlineData("@gmail.com", "domain")]
    public void Of_WhatCannotBeLookedFor_SaysWhy(string typed, string code) => Assert.Equal(code, SearchPlan.Of(typed).Problems.Single().Code);

    [Fact]
    public void Of_TenThousandCharacters_SaysHowMany() =>
        Assert.StartsWith("This has 10,000 characters", SearchPlan.Of(new string('अ', 10_000)).Problems.Single().Message, StringComparison.Ordinal);

    [Fact]
    public void Of_AnotherCountrysNumber_SaysHowItWasRead() => Assert.Contains("not an Indian number", SearchPlan.Of("+44 7911 123456").Value!.Note!, StringComparison.Ordinal);

    /// <summary>Whatever is typed: no exception, and never more than one quoted value of at most 256 characters.</summary>
    [Fact]
    public void Of_AnyText_IsAProblemOrValidFilters()
    {
        const int seed = 20261121;
#pragma warning disable CA5394 // repeatable on purpose
        var random = new Random(seed);
        const string Alphabet = "aé\"\\'@+- 019%*^=\0\u202E\uD83D\u0928\u0940.";
        for (var run = 0; run < 20_000; run++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
#pragma warning restore CA5394
            var plan = SearchPlan.Of(text);
            Assert.True(plan.Ok != (plan.Problems.Count > 0), $"seed {seed}, run {run}");
            foreach (var filter in plan.Value?.Filters ?? [])
            {
                Assert.True(filter.Text.Length <= 256, $"seed {seed}, run {run}: {filter.Text}");
                Assert.True(IsOneQuoted(filter.Text), $"seed {seed}, run {run}: {filter.Text}");
            }
        }
    }

    private static bool IsOneQuoted(string filter)
    {
        var open = filter.IndexOf('"', StringComparison.Ordinal);
        for (var i = open + 1; i < filter.Length; i++)
        {
            if (filter[i] == '\\')
                i++;
            else if (filter[i] == '"')
                return i == filter.Length - 1;
        }

        return false;
    }
}

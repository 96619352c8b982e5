using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Search;

namespace Clubshop.Admin.Tests.Customers.Search;

/// <summary>The filters for a search text: only one where one is enough.</summary>
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
    [InlineData("asha@", "email ^= \"asha\"")]
    [InlineData("asha@@", "email ^= \"asha\"")]
    [InlineData("asha@gmail.", "email ^= \"asha@gmail\"")]
    [InlineData("asha@x.in.", "email ^= \"asha@x.in\"")]
    [InlineData("asha@x.in,", "email ^= \"asha@x.in\"")]
    [InlineData("asha＠x.in", "email ^= \"asha@x.in\"")]
    [InlineData("as\u200Bha@x.in\u200D", "email ^= \"asha@x.in\"")]
    [InlineData("<asha@x.in>", "email ^= \"asha@x.in\"")]
    [InlineData("mailto:asha@x.in", "email ^= \"asha@x.in\"")]
    [InlineData("mailto:asha@x.in?subject=Hello", "email ^= \"asha@x.in\"")]
    [InlineData("<mailto:Asha@x.in>;", "email ^= \"asha@x.in\"")]
    [InlineData("Asha <asha@x.in>", "email ^= \"asha@x.in\"")]
    [InlineData("\"Asha K\" <asha@x.in>,", "email ^= \"asha@x.in\"")]
    [InlineData("Email: asha@x.in", "email ^= \"asha@x.in\"")]
    [InlineData("“Asha”", "given_name ^= \"Asha\" | family_name ^= \"Asha\" | username ^= \"asha\" | email ^= \"asha\"")]
    [InlineData("98765\u201143210", "phone_number = \"+919876543210\"")]
    [InlineData("\u200E+91 98765 43210\u200E", "phone_number = \"+919876543210\"")]
    [InlineData("tel:+919876543210", "phone_number = \"+919876543210\"")]
    [InlineData("+91 0 98765 43210", "phone_number = \"+919876543210\"")]
    [InlineData("98765\u00A043210,", "phone_number = \"+919876543210\"")]
    [InlineData("+91 0 98765", "phone_number ^= \"+9198765\"")]
    [InlineData("+44 7911 12", "phone_number ^= \"+44791112\"")]
    [InlineData("012345", "username ^= \"012345\"")]
    [InlineData("{0f8fad5b-d9cb-469f-a165-70867728950e}", "sub = \"0f8fad5b-d9cb-469f-a165-70867728950e\"")]
    [InlineData("0f8fad5b\u2011d9cb\u2011469f\u2011a165\u201170867728950e", "sub = \"0f8fad5b-d9cb-469f-a165-70867728950e\"")]
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
    public void Parse_EachKindOfInput_GivesTheFewestFilters(string typed, string filters) =>
        Assert.Equal(filters, string.Join(" | ", SearchPlan.Parse(typed).Value!.Filters.Select(filter => filter.Text)));

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
    [InlineData("@", "domain")]
    [InlineData("a@", "too-short")]
    [InlineData("asha@x.in, ravi@x.in", "several")]
    [InlineData("\u3164\u2800", "empty")]
    [InlineData(",;.", "empty")]
    public void Parse_WhatCannotBeSearched_SaysWhy(string typed, string code) => Assert.Equal(code, SearchPlan.Parse(typed).Problems.Single().Code);

    [Fact]
    public void Parse_TenThousandCharacters_SaysHowMany() =>
        Assert.StartsWith("This has 10,000 characters", SearchPlan.Parse(new string('अ', 10_000)).Problems.Single().Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_AForeignNumber_SaysHowItWasInterpreted() => Assert.Contains("not an Indian number", SearchPlan.Parse("+44 7911 123456").Value!.Note!, StringComparison.Ordinal);
}

using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Customers.Search;

namespace Clubshop.Admin.Tests.Customers;

public sealed class CustomerLabelsTests
{
    [Theory]
    [InlineData(true, "Email matches", "Email")]
    [InlineData(false, "Email begins with it", "Email")]
    [InlineData(true, "Given name and email match", "Given name", "Email")]
    [InlineData(false, "Given name, user name and email begin with it", "Given name", "User name", "Email")]
    public void FoundBy_OneOrMoreAttributes_IsASentence(bool whole, string expected, params string[] attributes) =>
        Assert.Equal(expected, CustomerLabels.FoundBy(attributes, whole));

    [Theory]
    [InlineData("Pune · follows Sahyadri Trekkers and 2 more", "Pune", "Sahyadri Trekkers", "Croma", "Tiffin Box")]
    [InlineData("Pune · follows Croma", "Pune", "Croma")]
    [InlineData("Pune", "Pune")]
    [InlineData("Follows Croma", null, "Croma")]
    [InlineData(null, null)]
    public void Place_OfACustomer_IsOneLine(string? expected, string? city, params string[] follows) =>
        Assert.Equal(expected, CustomerLabels.Of(new CustomerPlace(city, follows)));

    [Theory]
    [InlineData("Pune", true, "Given name", "Email")]
    [InlineData("Family name matches · Pune", true, "Family name")]
    [InlineData("Pune", false, "Email")]
    public void Below_AName_SaysWhyOnlyWhereTheNameDoesNotShowIt(string expected, bool mixed, params string[] matchedBy) => Assert.Equal(
        expected,
        CustomerLabels.Below(new CustomerHit { Sub = "s", Name = "Anasuya T.", Status = "CONFIRMED", Enabled = true, MatchedBy = matchedBy, Whole = true, Place = "Pune" }, mixed));
}

using Clubshop.Admin.Customers;

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
}

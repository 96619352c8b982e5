using Clubshop.Admin.Embedded;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Tests.Catalog.Golden;

namespace Clubshop.Admin.Tests.Embedded;

public sealed class CustomersToTryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 42, 0, TimeSpan.Zero);

    [Fact]
    public void Customers_Each_IsADemoCustomerOfThatNumber()
    {
        var all = CustomersToTry.Of(Now);
        Assert.Equal(5, all.Select(customer => customer.Phone).Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, tried => Assert.Contains(
            DemoCustomers.First(DemoCustomers.DemoCount, Now),
            customer => customer.Attributes["name"] == tried.Name && customer.Attributes.GetValueOrDefault("phone_number") == "+91" + tried.Phone.Replace(" ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Customers_NamedInTheReadme_AreThese()
    {
        var readme = File.ReadAllText(Path.Combine(GoldenFile.Root, "README.md"));
        Assert.All(CustomersToTry.Of(Now), tried =>
        {
            Assert.Contains(tried.Name, readme, StringComparison.Ordinal);
            Assert.Contains(tried.Phone, readme, StringComparison.Ordinal);
        });
    }
}

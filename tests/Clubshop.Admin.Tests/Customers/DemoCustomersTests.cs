using Clubshop.Admin.Ops;

namespace Clubshop.Admin.Tests.Customers;

public sealed class DemoCustomersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void First_TwoThousand_AreDifferentPeopleInEveryStatus()
    {
        var all = DemoCustomers.First(DemoCustomers.DemoCount, Now).ToList();
        Assert.Equal(all.Count, all.Select(customer => customer.Sub).Distinct().Count());
        Assert.Equal(all.Count, all.Select(customer => customer.Username).Distinct().Count());
        Assert.Equal(
            ["ARCHIVED", "COMPROMISED", "CONFIRMED", "EXTERNAL_PROVIDER", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED", "UNCONFIRMED", "UNKNOWN"],
            all.Select(customer => customer.Status).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(all, customer => !customer.Enabled);
        Assert.Contains(all, customer => !customer.Attributes.ContainsKey("phone_number"));
        Assert.Contains(all, customer => !customer.Attributes.ContainsKey("email"));
        Assert.Contains(all, customer => customer.Factors.Contains("SMS_MFA"));
        Assert.Contains(all, customer => customer.Factors.Contains("SOFTWARE_TOKEN_MFA"));
        Assert.All(all, customer => Assert.True(customer.CreatedAt <= customer.ModifiedAt && customer.ModifiedAt <= Now));
        Assert.All(all.Where(customer => customer.Attributes.ContainsKey("phone_number")), customer =>
            Assert.Matches(@"^\+9170000\d{5}$", customer.Attributes["phone_number"]));
    }

    /// <summary>Scanning for these names is meaningful only if nothing else in the portal contains them.</summary>
    [Fact]
    public void Names_OccurInNoOtherSource()
    {
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../src"));
        foreach (var file in Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
                     .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
                     .Where(file => !file.EndsWith("DemoCustomers.cs", StringComparison.Ordinal) && !file.EndsWith("DemoCustomer.cs", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            foreach (var marker in DemoCustomers.GivenNames.Concat(DemoCustomers.FamilyNames).Append(DemoCustomers.MailDomain).Append(DemoCustomers.NumberRange))
                Assert.False(text.Contains(marker, StringComparison.OrdinalIgnoreCase), $"{file} has {marker}");
        }
    }

    [Theory]
    [InlineData(true, 0, 2000)]
    [InlineData(false, 0, 0)]
    [InlineData(false, 500, 2000)]
    [InlineData(false, 20_000, 20_000)]
    [InlineData(false, 1_000_000, 100_000)]
    public void CountFor_ASeed_IsInProportion(bool demo, int offers, int customers) => Assert.Equal(customers, DemoCustomers.CountFor(new(demo, offers)));
}

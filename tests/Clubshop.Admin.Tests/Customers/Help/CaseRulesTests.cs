using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Help;

namespace Clubshop.Admin.Tests.Customers.Help;

public sealed class CaseRulesTests
{
    private static readonly CustomerOptions Options = new();

    [Theory]
    [InlineData("CS-48213")]
    [InlineData("cs-7")]
    [InlineData(" CS-123456789 ")]
    public void Check_AValidCaseNumber_IsAccepted(string ticket) => Assert.Empty(CaseRules.Check(new(CaseReason.Verify, ticket), ticketNeeded: true, Options));

    [Theory]
    [InlineData("Asha")]
    [InlineData("ASHAKULKARNI")]
    [InlineData("Asha-Kulkarni")]
    [InlineData("Asha1")]
    [InlineData("CS")]
    [InlineData("CS-")]
    [InlineData("CS-Asha")]
    [InlineData("CS--7")]
    [InlineData("CS-7\n7")]
    [InlineData("CS-१२")]
    [InlineData("48213")]
    [InlineData("CS-9876543210")]
    [InlineData("asha@x.in")]
    public void Check_AnythingElse_IsRefused(string ticket) =>
        Assert.Equal("ticket", Assert.Single(CaseRules.Check(new(CaseReason.Verify, ticket), ticketNeeded: false, Options)).Code);

    [Fact]
    public void Check_WithAnotherPattern_FollowsTheOption()
    {
        var options = new CustomerOptions { CaseNumberPattern = "(INC|REQ)[0-9]{7}", CaseNumberExample = "INC0012345" };

        Assert.Empty(CaseRules.Check(new(CaseReason.Verify, "REQ0012345"), ticketNeeded: true, options));
        Assert.Contains("INC0012345", Assert.Single(CaseRules.Check(new(CaseReason.Verify, "CS-48213"), ticketNeeded: true, options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[A-Z]+-?[0-9]+", "ASHA-7", "names such as")]
    [InlineData("[A-Za-z0-9-]+", "CS-1", "names such as")]
    [InlineData("CS-[0-9]+", "INC7", "does not match")]
    [InlineData("CS-[0-9", "CS-1", "not a regular expression")]
    public void Options_ThatMatchNames_AreRefused(string pattern, string example, string part)
    {
        var result = new CustomerOptionsCheck().Validate(null, new() { CaseNumberPattern = pattern, CaseNumberExample = example });

        Assert.Contains(part, result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Defaults_AreValid() => Assert.True(new CustomerOptionsCheck().Validate(null, new()).Succeeded);

    [Theory]
    [InlineData("98765-002021")]
    [InlineData("+91 98765 002")]
    [InlineData("tomorrow")]
    public void Address_NotAMobileNumber_SaysWhy(string typed) =>
        Assert.Equal(("phone", "Value"), (Single(typed).Code, Single(typed).Field));

    [Theory]
    [InlineData("98765\u201100202")]
    [InlineData("+91 0 98765 00202")]
    public void Address_ANumberInAnySpelling_IsNormalised(string typed) =>
        Assert.Equal("+919876500202", CaseRules.Address(CustomerAction.CorrectPhone, typed).Value);

    private static Admin.Common.Problem Single(string typed) => Assert.Single(CaseRules.Address(CustomerAction.CorrectPhone, typed).Problems);
}

using Bunit;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Tests.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Customers.Help;

public sealed class CaseDialogTests : UiTest
{
    public CaseDialogTests() => Services.AddSingleton(Options.Create(new CustomerOptions()));

    [Fact]
    public void Dialog_WithACaseOfAMomentAgo_BeginsWithIt()
    {
        var dialog = Render<CaseDialog>(p => p.Add(d => d.Known, new Case(CaseReason.Verify, "CS-48213")).Add(d => d.Confirm, "Show email"));
        Assert.Equal("CS-48213", dialog.Find("input").GetAttribute("value"));
        Assert.Equal("To check who is asking", dialog.Find("select option[selected]").TextContent);
        Assert.Contains("As a moment ago for this customer", dialog.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Dialog_WithoutOne_BeginsEmpty()
    {
        var dialog = Render<CaseDialog>(p => p.Add(d => d.Confirm, "Show email"));
        Assert.Equal("", dialog.Find("input").GetAttribute("value") ?? "");
        Assert.DoesNotContain("As a moment ago", dialog.Markup, StringComparison.Ordinal);
    }
}

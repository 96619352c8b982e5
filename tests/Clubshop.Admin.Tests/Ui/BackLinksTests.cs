using Bunit;
using Clubshop.Admin.Ui.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Ui;

public sealed class BackLinksTests : UiTest
{
    [Fact]
    public void Back_OfARecord_LeadsToTheListAsItWasLeft()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/offers?status=draft");
        var links = Services.GetRequiredService<BackLinks>();
        navigation.NavigateTo("/offers?status=draft&q=boots&page=2");
        navigation.NavigateTo("/offers/1");

        var header = Render<PageHeader>(p => p.Add(h => h.Title, "Boots").Add(h => h.BackHref, "/offers").Add(h => h.BackText, "Offers"));

        Assert.Equal("/offers?status=draft&q=boots&page=2", header.Find("a.back").GetAttribute("href"));
        Assert.Equal("/shops", links.To("/shops"));
    }
}

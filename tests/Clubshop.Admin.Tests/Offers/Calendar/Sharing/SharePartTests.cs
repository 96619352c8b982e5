using Bunit;
using Clubshop.Admin.Offers.Calendar.Sharing;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Offers.Calendar.Sharing;

/// <summary>The card of the private address.</summary>
public sealed class SharePartTests : PageTest
{
    private IRenderedComponent<SharePart> Card()
    {
        var card = Render<SharePart>(part => part.AddCascadingValue(CatalogWorld.Meera));
        card.WaitForAssertion(() => Assert.DoesNotContain("Loading", card.Markup, StringComparison.Ordinal));
        return card;
    }

    [Fact]
    public void Address_IsShownOnceAfterItIsMade_AndStoppedAfterAQuestion()
    {
        var card = Card();
        Button(card, "Make an address").Click();
        card.WaitForAssertion(() => Assert.Matches("http://localhost/calendar/[A-Za-z0-9_-]{43}\\.ics", card.Find("[data-copy]").GetAttribute("data-copy")!));

        card = Card();
        Assert.Contains("Shared since", card.Markup, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("[data-copy]"));
        Dialogs.Answer = false;
        Button(card, "Stop sharing").Click();
        Assert.Contains("Stop sharing your calendar?", Dialogs.Asked.Select(asked => asked.Title));
        Assert.Contains("Shared since", card.Markup, StringComparison.Ordinal);
        Dialogs.Answer = true;
        Button(card, "Stop sharing").Click();
        card.WaitForAssertion(() => Assert.Equal("Make an address", Button(card, "Make an address").TextContent.Trim()));
    }
}

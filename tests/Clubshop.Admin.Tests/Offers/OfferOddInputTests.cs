using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Tests.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>What people type and paste into the offer's form: read, or kept with a reason at its field.</summary>
public sealed class OfferOddInputTests : PageTest
{
    [Fact]
    public async Task Save_DatesInOtherDigitsAndZones_StoresThemAsShown()
    {
        var (world, page) = await OpenAsync();
        Field(page, "Title").Change("Odd dates");
        Field(page, "Value").Change("२०");
        Field(page, "Starts").Change("१/१२/२०२६");
        Field(page, "Ends").Change("2026-12-31T18:30Z");
        Assert.Equal(("1 Dec 2026, 12:00 am", "31 Dec 2026, end of day"), (Field(page, "Starts").GetAttribute("value"), Field(page, "Ends").GetAttribute("value")));

        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["Offer saved"], Toasts.Done));

        var row = Assert.Single(world.Index.All());
        Assert.Equal((OfferSamples.India(2026, 12, 1), OfferSamples.India(2027, 1, 1), 20m), (row.Starts!.Value, row.Ends!.Value, row.Value!.Value));
    }

    [Theory]
    [InlineData("Starts", "12.5", "is a number, not a date")]
    [InlineData("Starts", "0001-01-01 00:00:00", "Write the year as 2026.")]
    [InlineData("Ends", "31/02/2027", "February 2027 has 28 days.")]
    [InlineData("Value", "99,50", "Write 99.50 for decimals.")]
    public async Task Typed_WhatCannotBeRead_StaysWithItsReason_AndTheRestOfTheForm(string label, string typed, string told)
    {
        var (world, page) = await OpenAsync();
        Field(page, "Title").Change("Kept");
        Field(page, label).Change(typed);

        Assert.Contains(told, ErrorAt(page, label), StringComparison.Ordinal);
        Assert.Equal(typed, Field(page, label).GetAttribute("value"));
        Assert.Equal("Kept", Field(page, "Title").GetAttribute("value"));
        page.Find("form").Submit();
        Assert.Empty(world.Index.All());
    }

    private async Task<(OfferWorld World, IRenderedComponent<OfferEditPage> Page)> OpenAsync()
    {
        var world = await OfferWorld.FillAsync(World);
        Navigation.NavigateTo("/offers/new?shop=" + world.Shop.Id);
        var page = Open<OfferEditPage>(CatalogWorld.Meera);
        page.WaitForElement(Settled);
        return (world, page);
    }
}

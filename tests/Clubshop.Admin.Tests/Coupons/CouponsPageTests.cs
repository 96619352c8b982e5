using AngleSharp.Dom;
using Bunit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Coupons.Pages;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Coupons;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Coupons;

/// <summary>The page of an offer's coupons over the real services.</summary>
public sealed class CouponsPageTests : PageTest
{
    private CouponWorld _coupons = null!;

    protected override void Add(IServiceCollection services) => CouponWorld.Add(services);

    private async Task<IRenderedComponent<CouponsPage>> OpenAsync(Actor? actor = null, string query = "", Func<CouponWorld, Task>? before = null)
    {
        _coupons ??= await CouponWorld.FillAsync(World);
        if (before is not null)
            await before(_coupons);

        Navigation.NavigateTo(CouponUrls.Of(_coupons.Id) + query);
        var page = Open<CouponsPage>(actor ?? CatalogWorld.Meera, _coupons.Id);
        page.WaitForElement(".two, .state");
        return page;
    }

    private static bool Has(IRenderedComponent<CouponsPage> page, string button) => page.FindAll("button").Any(one => one.TextContent.Trim() == button);

    private static string Text(IRenderedComponent<CouponsPage> page) => page.Find(".two").TextContent;

    [Fact]
    public async Task Page_OfAnOfferWithoutCoupons_SaysHowToBeginAndOffersEverything()
    {
        var page = await OpenAsync();
        Assert.Contains("This offer has no coupon", Text(page), StringComparison.Ordinal);
        foreach (var button in new[] { "Generate", "Import codes", "Issue", "Void", "Look up" })
            Assert.True(Has(page, button), button);
    }

    [Theory]
    [InlineData(Role.ReadOnly, false)]
    [InlineData(Role.ServiceProviders, false)]
    [InlineData(Role.Support, true)]
    public async Task Page_ForWhoMayNotEdit_ShowsCountsAndHiddenCodesAlone(Role role, bool looksUp)
    {
        var page = await OpenAsync(CatalogWorld.Person(role), before: world => world.GenerateAsync());
        page.WaitForAssertion(() => Assert.Contains("••••", Text(page), StringComparison.Ordinal));
        Assert.Contains("not change them", Text(page), StringComparison.Ordinal);
        Assert.Equal(looksUp, Has(page, "Look up"));
        foreach (var button in new[] { "Generate", "Import codes", "Issue", "Void", "Show codes" })
            Assert.False(Has(page, button), button);
    }

    [Fact]
    public async Task Page_ForAClubAdministratorOfAnotherClub_CannotBeChanged()
    {
        _coupons = await CouponWorld.FillAsync(World);
        var page = await OpenAsync(CatalogWorld.Person(Role.ClubAdministrators, _coupons.Offers.Second.Id));
        Assert.False(Has(page, "Generate"));
        Assert.Contains("not assigned to you", Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_MakesAPoolAndFollowsIt()
    {
        var page = await OpenAsync();
        Button(page, "Generate").Click();
        page.WaitForElement("#generate");
        Field(page, "Pool name").Change("Launch");
        Field(page, "Count").Change("30");
        Assert.True(Has(page, "Generate 30 codes"));
        page.Find("#generate").Submit();

        page.WaitForAssertion(() => Assert.Contains("Codes generated", Text(page), StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        page.WaitForAssertion(() => Assert.Contains("1 to 25 of 30", Text(page), StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Equal(30, (await _coupons.ViewAsync()).Left);
    }

    [Fact]
    public async Task Generate_OfZero_IsToldAtTheField()
    {
        var page = await OpenAsync(query: "?do=generate");
        Field(page, "Count").Change("0");
        Field(page, "Pool name").Change(" ");
        page.Find("#generate").Submit();
        page.WaitForAssertion(() => Assert.NotNull(ErrorAt(page, "Count")));
        Assert.NotNull(ErrorAt(page, "Pool name"));
    }

    [Fact]
    public async Task Import_SaysWhatTheFileWouldDoAndThenWhatItDid()
    {
        _coupons = await CouponWorld.FillAsync(World);
        var file = await _coupons.KeepAsync("code\nDIWALI01\nDIWALI01\nx\nDIWALI02\n", "diwali.csv");
        var page = await OpenAsync(query: "?do=import&file=" + file);
        page.WaitForAssertion(() => Assert.Contains("2 codes can be added", Text(page), StringComparison.Ordinal));
        Assert.Contains("The same code as in line 2", Text(page), StringComparison.Ordinal);
        Assert.Equal("diwali", Field(page, "Pool name").GetAttribute("value"));
        Assert.True(Has(page, "Import 2 codes"));
        page.Find("#import-codes").Submit();
        page.WaitForAssertion(() => Assert.Contains("Import finished", Text(page), StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        page.WaitForAssertion(() => Assert.Contains("2 lines left out", Text(page), StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("DIWALI0", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issue_GivesACouponAndShowsItsCodeOnRequest()
    {
        var page = await OpenAsync(query: "?do=issue", before: world => world.GenerateAsync());
        Field(page, "Customer").Change(_coupons.Customer(0));
        Field(page, "Reason").Change("Card did not work");
        page.Find("#issue").Submit();
        page.WaitForAssertion(() => Assert.Contains("has a coupon now", Text(page), StringComparison.Ordinal));
        var code = CouponCode.Grouped((await _coupons.Ledger.OfCustomerAsync(_coupons.Id, _coupons.Customer(0), CouponWorld.None))[0].Code);
        Assert.DoesNotContain(code, page.Markup, StringComparison.Ordinal);
        Button(page, "Show the code").Click();
        page.WaitForAssertion(() => Assert.Contains(code, page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("39", page.Find(".tiles").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Issue_WithoutCustomerAndReason_IsToldAtBoth()
    {
        var page = await OpenAsync(query: "?do=issue", before: world => world.GenerateAsync());
        page.Find("#issue").Submit();
        page.WaitForAssertion(() => Assert.NotNull(ErrorAt(page, "Customer")));
        Assert.NotNull(ErrorAt(page, "Reason"));
    }

    [Fact]
    public async Task LookUp_ThenVoid_IsAskedAndDone()
    {
        var page = await OpenAsync(query: "?do=lookup", before: async world =>
        {
            await world.GenerateAsync();
            await world.IssueAsync(0);
        });
        var coupon = (await _coupons.Ledger.OfCustomerAsync(_coupons.Id, _coupons.Customer(0), CouponWorld.None))[0];
        Field(page, "Code").Change(coupon.Code.ToLowerInvariant());
        page.Find("#look-up").Submit();
        page.WaitForAssertion(() => Assert.Contains("Card did not work", page.Find("#look-up").TextContent, StringComparison.Ordinal));

        Button(page, "Void this coupon").Click();
        page.WaitForElement("#void");
        page.WaitForAssertion(() => Assert.Contains(CouponCode.Masked(coupon.Code), page.Find("#void").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(coupon.Code, Navigation.Uri, StringComparison.OrdinalIgnoreCase);
        Field(page, "Reason").Change("Misused");
        page.Find("#void").Submit();
        page.WaitForAssertion(() => Assert.Contains(Toasts.Done, done => done.StartsWith("Coupon voided", StringComparison.Ordinal)));
        Assert.StartsWith("Void ••••", Assert.Single(Dialogs.Asked).Title, StringComparison.Ordinal);
        Assert.Equal(CouponState.Voided, (await _coupons.Ledger.GetAsync(coupon.Ref, CouponWorld.None))!.State);
    }

    [Fact]
    public async Task Void_OfATypedCode_WhenDeclined_VoidsNothing()
    {
        var page = await OpenAsync(query: "?do=void", before: async world =>
        {
            await world.GenerateAsync();
            await world.IssueAsync(0);
        });
        var coupon = (await _coupons.Ledger.OfCustomerAsync(_coupons.Id, _coupons.Customer(0), CouponWorld.None))[0];
        Dialogs.Answer = false;
        Field(page, "Code").Change(coupon.Code);
        Field(page, "Reason").Change("Misused");
        page.Find("#void").Submit();
        page.WaitForAssertion(() => Assert.Single(Dialogs.Asked));
        Assert.Equal(CouponState.Issued, (await _coupons.Ledger.GetAsync(coupon.Ref, CouponWorld.None))!.State);
    }

    [Fact]
    public async Task VoidPool_TellsTheConsequences()
    {
        _coupons = await CouponWorld.FillAsync(World);
        var pool = await _coupons.GenerateAsync(5);
        await _coupons.IssueAsync(0);
        var page = await OpenAsync(query: "?do=void&pool=" + pool.Id);
        Field(page, "Reason").Change("Leaked");
        page.Find("#void").Submit();
        page.WaitForAssertion(() => Assert.Contains("Pool voided. Launch", Toasts.Done));
        Assert.Contains(Assert.Single(Dialogs.Asked).Consequences, line => line.Contains("4 free codes are never given out", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("No codes left", Text(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShowCodes_ShowsThePageForAMinuteAndHidesOnRequest()
    {
        var page = await OpenAsync(before: world => world.GenerateAsync(3));
        page.WaitForAssertion(() => Assert.True(Has(page, "Show codes")));
        Button(page, "Show codes").Click();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-gone-in]").Count));
        Button(page, "Hide codes").Click();
        Assert.Empty(page.FindAll("[data-gone-in]"));
        Assert.Contains((await _coupons.HistoryAsync()).Select(entry => entry.Action), action => action == CouponAudit.Reveal);
    }

    [Fact]
    public async Task Settings_WithASharedCode_AreSavedAndShown()
    {
        var page = await OpenAsync(query: "?do=settings");
        page.FindAll("#coupon-settings input[type=radio]")[1].Change("on");
        Field(page, "Shared code").Change("diwali 2026");
        page.Find("#coupon-settings").Submit();
        page.WaitForAssertion(() => Assert.Contains("•••• 2026", page.Find("aside").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("DIWALI2026", page.Markup, StringComparison.OrdinalIgnoreCase);
        Button(page, "Show the shared code").Click();
        page.WaitForAssertion(() => Assert.Contains("DIWA LI20 26", page.Find("aside").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OfferPage_ShowsTheStockAndThatNoneIsLeft()
    {
        _coupons = await CouponWorld.FillAsync(World);
        await _coupons.GenerateAsync(1);
        await _coupons.IssueAsync(0);
        Navigation.NavigateTo(OfferUrls.Edit(_coupons.Id));
        var page = Open<OfferEditPage>(CatalogWorld.Meera, _coupons.Id);
        page.WaitForAssertion(() => Assert.Contains("No codes left: customers see the offer and get no code", page.Find("aside").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("See coupons", page.Find("aside").TextContent, StringComparison.Ordinal));
        Assert.Contains(page.FindAll("aside a"), link => link.GetAttribute("href") == CouponUrls.Of(_coupons.Id));
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("019a00000000700080000000000000ff")]
    public async Task Page_OfAnIdThatIsNone_SaysSo(string id)
    {
        _coupons = await CouponWorld.FillAsync(World);
        Navigation.NavigateTo(CouponUrls.Of(id));
        var page = Open<CouponsPage>(CatalogWorld.Meera, id);
        page.WaitForAssertion(() => Assert.Contains("There are no coupons here", page.Markup, StringComparison.Ordinal));
    }
}

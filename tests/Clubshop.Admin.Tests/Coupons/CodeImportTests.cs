using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Staff;
using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Coupons;

/// <summary>Codes from a file or pasted: what is said before, and what becomes of them.</summary>
public sealed class CodeImportTests : IAsyncLifetime
{
    private CouponWorld _world = null!;

    public async Task InitializeAsync() => _world = await CouponWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private async Task<CodeFileCheck> CheckAsync(string text) =>
        CouponWorld.Value(await _world.Service.CheckAsync(CouponWorld.Meera, _world.Id, await _world.KeepAsync(text), CouponWorld.None));

    [Theory]
    [InlineData("DIWALI01\nDIWALI02\n", 2, false)]
    [InlineData("code\nDIWALI01\nDIWALI02\n", 2, true)]
    [InlineData("\ufeffCoupon code;note\r\ndiwali-01;first\r\n\"DIWALI 02\";second\r\n", 2, true)]
    [InlineData("note,code\nfirst,DIWALI01\n", 1, true)]
    [InlineData("DIWALI01\tx\nDIWALI02\ty", 2, false)]
    [InlineData("\n\n  \nDIWALI01\n\n", 1, true)]
    public async Task Check_WithAHeaderOrWithout_CountsTheCodes(string text, int codes, bool header)
    {
        var check = await CheckAsync(text);
        Assert.Equal((codes, 0), (check.Codes, check.Refused));
        if (!text.StartsWith('\n'))
            Assert.Equal(header, check.HasHeader);
    }

    [Fact]
    public async Task Check_OfBadCodesAndDuplicates_NamesTheirLinesAndNeverTheCodes()
    {
        var check = await CheckAsync($"code\nDIWALI01\ndiwali 01\nab\nDIWАLI03\nDIWALI_04\n{new string('X', 10_000)}\nDIWALI05\n");
        Assert.Equal((2, 5), (check.Codes, check.Refused));
        Assert.Equal([3, 4, 5, 6, 7], check.Wrong.Select(line => line.Line));
        Assert.Contains("line 2", check.Wrong[0].Reason, StringComparison.Ordinal);
        Assert.All(check.Wrong, line => Assert.DoesNotContain("IWALI", line.Reason, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("", "file")]
    [InlineData("\n \n", "empty")]
    [InlineData("code\n", "empty")]
    [InlineData("PK\u0003\u0004 not a CSV", "file")]
    public async Task Check_OfWhatHasNoCode_IsRefused(string text, string problem)
    {
        var check = await _world.Service.CheckAsync(CouponWorld.Meera, _world.Id, await _world.KeepAsync(text), CouponWorld.None);
        Assert.Equal(problem, Assert.Single(check.Problems).Code);
    }

    [Fact]
    public async Task Check_OfMoreThanAHundredThousand_IsRefused()
    {
        var text = new StringBuilder();
        for (var n = 0; n <= 100_000; n++)
            text.Append("CODE").Append(n.ToString("000000", System.Globalization.CultureInfo.InvariantCulture)).Append('\n');
        var check = await _world.Service.CheckAsync(CouponWorld.Meera, _world.Id, await _world.KeepAsync(text.ToString()), CouponWorld.None);
        Assert.Contains("1,00,000", Assert.Single(check.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAnotherPersonsFile_FindsNothing()
    {
        var file = await _world.KeepAsync("DIWALI01");
        Assert.Equal(Problem.NotFound, Assert.Single((await _world.Service.CheckAsync(_world.ClubAdministrator, _world.Id, file, CouponWorld.None)).Problems).Code);
    }

    [Fact]
    public async Task Import_AddsTheCodesAndNamesTheLinesThatItLeavesOut()
    {
        await _world.ImportAsync("DIWALI01\nDIWALI02", "First");
        var job = await _world.ImportAsync("code\nDIWALI03\ndiwali-02\nDIWALI03\nxx\nDIWALI04", "Second");
        Assert.Equal((2, 3), (job.Counts["added"], job.Counts["refused"]));
        var refused = (await _world.ItemsAsync(job)).Where(item => item.Outcome == "refused").ToList();
        Assert.Equal([3L, 4, 5], refused.Select(item => item.Number));
        Assert.All(refused, item => Assert.DoesNotContain("DIWALI", item.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(4, (await _world.ViewAsync()).Left);
        Assert.Equal(2, (await _world.ViewAsync()).Pools[0].Counts.Total);
    }

    [Fact]
    public async Task Import_OfAFile_DeletesIt()
    {
        var file = await _world.KeepAsync("DIWALI01");
        await _world.EndAsync(CouponWorld.Value(await _world.Service.ImportAsync(CouponWorld.Meera, _world.Id, "Shop", file, CouponWorld.None)));
        Assert.Equal(Problem.NotFound, Assert.Single((await _world.Service.CheckAsync(CouponWorld.Meera, _world.Id, file, CouponWorld.None)).Problems).Code);
    }

    [Fact]
    public async Task Stock_AtTheWarningLevel_WaitsForThoseWhoMayFillIt()
    {
        await _world.ImportAsync("DIWALI01\nDIWALI02", "First");
        var watch = _world.Catalog.Services.GetService(typeof(PoolWatch)) as PoolWatch;
        await watch!.RefreshAsync(CouponWorld.None);
        Assert.Equal(2, Assert.Single(watch.Of(_world.ClubAdministrator)).Left);
        Assert.Empty(watch.Of(Catalog.CatalogWorld.Person(Role.ClubAdministrators, _world.Offers.Second.Id)));
        Assert.Empty(watch.Of(Catalog.CatalogWorld.Person(Role.Support)));

        await _world.SettingsAsync(settings => settings with { WarnAt = 1 });
        await watch.RefreshAsync(CouponWorld.None);
        Assert.Empty(watch.Of(CouponWorld.Meera));
        await _world.IssueAsync(0);
        await _world.IssueAsync(1);
        await watch.RefreshAsync(CouponWorld.None);
        Assert.Equal(0, Assert.Single(watch.Of(CouponWorld.Meera)).Left);
    }

    [Fact]
    public async Task Stock_InTheListOfOffers_IsWhatThePageReadLast_AndWhatTheWatchFinds()
    {
        var (list, watch) = (_world.Catalog.Get<Clubshop.Admin.Offers.OfferList>(), _world.Catalog.Get<PoolWatch>());
        await watch.RefreshAsync(CouponWorld.None);
        Assert.Null(list.StockOf(_world.Id));

        await _world.ImportAsync("DIWALI01\nDIWALI02\nDIWALI03", "First");
        await _world.ViewAsync();
        Assert.Equal((3, true), list.StockOf(_world.Id) is { } read ? (read.Left, read.IsLow) : default);

        // By another instance, of which this one hears with the next look.
        await _world.Ledger.IssueAsync(new() { OfferId = _world.Id, CustomerId = _world.Customer(0), Window = new(true, null, null), By = CouponService.App }, CouponWorld.None);
        await watch.RefreshAsync(CouponWorld.None);
        Assert.Equal(2, list.StockOf(_world.Id)!.Value.Left);

        await _world.SettingsAsync(settings => settings with { Mode = CouponMode.None });
        await watch.RefreshAsync(CouponWorld.None);
        Assert.Null(list.StockOf(_world.Id));
    }

    [Fact]
    public async Task Stock_OfAnOfferThatIsNotLive_IsInTheList_AndWarnsNobody()
    {
        await _world.ImportAsync("DIWALI01\nDIWALI02", "First");
        await _world.Offers.SaveAsync(_world.Offer with { Status = Clubshop.Admin.Common.EditorialStatus.Paused });
        var watch = _world.Catalog.Get<PoolWatch>();
        await watch.RefreshAsync(CouponWorld.None);
        Assert.Equal(2, watch.Of(_world.Id)!.Value.Left);
        Assert.Empty(watch.Of(CouponWorld.Meera));
    }
}

using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Coupons;

/// <summary>The coupons of the portal with the real ledger: settings, pools, issuing by hand, voiding, looking up, revealing and exporting.</summary>
public sealed class CouponServiceTests : IAsyncLifetime
{
    private CouponWorld _world = null!;

    private CouponService Service => _world.Service;

    public async Task InitializeAsync() => _world = await CouponWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Offer_WithoutCoupons_HasNone()
    {
        var view = await _world.ViewAsync();
        Assert.Equal((CouponMode.None, 0, true, null), (view.Settings.Mode, view.Pools.Count, view.MayEdit, view.WhyNotLive));
        Assert.False(view.IsLow);
    }

    [Fact]
    public async Task Settings_WithASharedCode_KeepItAndTellOnlyItsEnd()
    {
        await _world.SettingsAsync(settings => settings with { Mode = CouponMode.Shared, SharedCode = " diwali-20 26 " });

        var view = await _world.ViewAsync();
        Assert.Equal((CouponMode.Shared, null, "•••• 2026"), (view.Settings.Mode, view.Settings.SharedCode, view.SharedMasked));
        Assert.Equal("DIWALI2026", (await _world.Ledger.SettingsAsync(_world.Id, CouponWorld.None)).SharedCode);
        var told = string.Join('\n', (await _world.HistoryAsync()).SelectMany(entry => entry.Changes).Select(change => $"{change.Before} {change.After}"));
        Assert.Contains("•••• 2026", told, StringComparison.Ordinal);
        Assert.DoesNotContain("DIWALI", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_WithAnotherSharedCodeOfTheSameEnd_AreSaved()
    {
        await _world.SettingsAsync(settings => settings with { Mode = CouponMode.Shared, SharedCode = "FIRST2026" });
        await _world.SettingsAsync(settings => settings with { SharedCode = "OTHER2026" });
        Assert.Equal("OTHER2026", (await _world.Ledger.SettingsAsync(_world.Id, CouponWorld.None)).SharedCode);
    }

    [Fact]
    public async Task Settings_WithTheCodeLeftEmpty_KeepIt()
    {
        await _world.SettingsAsync(settings => settings with { Mode = CouponMode.Shared, SharedCode = "DIWALI2026" });
        await _world.SettingsAsync(settings => settings with { PerCustomer = 3, SharedCode = null });
        var stored = await _world.Ledger.SettingsAsync(_world.Id, CouponWorld.None);
        Assert.Equal(("DIWALI2026", 3), (stored.SharedCode, stored.PerCustomer));
    }

    [Theory]
    [InlineData(0, 5, 10, null, "PerCustomer")]
    [InlineData(101, 5, 10, null, "PerCustomer")]
    [InlineData(1, 0, 10, null, "InAll")]
    [InlineData(1, -3, 10, null, "InAll")]
    [InlineData(1, 10_000_001, 10, null, "InAll")]
    [InlineData(1, 5, -1, null, "WarnAt")]
    [InlineData(1, 5, 100_001, null, "WarnAt")]
    [InlineData(1, 5, 10, "DIWАLI", "SharedCode")] // a Cyrillic А
    [InlineData(1, 5, 10, "ab", "SharedCode")]
    [InlineData(1, 5, 10, "", "SharedCode")]
    public async Task Settings_OutOfRange_AreToldAtTheirField(int each, int most, int warn, string? code, string field)
    {
        var saved = await Service.SaveAsync(
            CouponWorld.Meera, _world.Id, new() { OfferId = _world.Id, Mode = CouponMode.Shared, SharedCode = code ?? "DIWALI26", PerCustomer = each, InAll = most, WarnAt = warn },
            _world.Token(), CouponWorld.None);
        Assert.Equal(field, Assert.Single(saved.Problems).Field);
        if (code is { Length: > 2 })
            Assert.DoesNotContain(code, saved.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(0, (await _world.ViewAsync()).Settings.Version);
    }

    [Fact]
    public async Task Settings_OfTwoTabs_TheSecondIsToldAndKeepsTheFirst()
    {
        var read = (await _world.ViewAsync()).Settings;
        CouponWorld.Value(await Service.SaveAsync(CatalogWorld.Rohan, _world.Id, read with { Mode = CouponMode.Pools, WarnAt = 7 }, _world.Token(), CouponWorld.None));
        var second = await Service.SaveAsync(CouponWorld.Meera, _world.Id, read with { WarnAt = 9 }, _world.Token(), CouponWorld.None);
        Assert.Equal(Problem.Conflict, Assert.Single(second.Problems).Code);
        Assert.Contains("Rohan", second.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(7, second.Current!.WarnAt);
    }

    [Fact]
    public async Task Settings_SentTwice_AreWrittenOnce()
    {
        var (read, token) = ((await _world.ViewAsync()).Settings with { Mode = CouponMode.Pools }, _world.Token());
        CouponWorld.Value(await Service.SaveAsync(CouponWorld.Meera, _world.Id, read, token, CouponWorld.None));
        CouponWorld.Value(await Service.SaveAsync(CouponWorld.Meera, _world.Id, read, token, CouponWorld.None));
        Assert.Equal(1, (await _world.ViewAsync()).Settings.Version);
    }

    [Fact]
    public async Task Generate_MakesAPoolThatGivesCodes()
    {
        var pool = await _world.GenerateAsync(60, "DIW");
        var view = await _world.ViewAsync();
        Assert.Equal((PoolState.Ready, 60L, CouponMode.Pools), (pool.State, view.Left, view.Settings.Mode));

        var page = CouponWorld.Value(await Service.CodesAsync(CatalogWorld.Person(Role.ReadOnly), _world.Id, pool.Id, null, 25, CouponWorld.None));
        Assert.Equal(Enumerable.Range(26, 25), page.Rows.Select(row => row.Number));
        Assert.Equal(50, page.Next);
        Assert.All(page.Rows, row => Assert.Matches(@"^•••• \w{4}\z", row.Masked));
        Assert.Equal([PoolActions.Fill, PoolActions.Make, "create"], (await _world.HistoryAsync()).Select(entry => entry.Action));
    }

    [Theory]
    [InlineData(0, 8, "", "Count")]
    [InlineData(-5, 8, "", "Count")]
    [InlineData(100_001, 8, "", "Count")]
    [InlineData(10, 5, "", "Length")]
    [InlineData(10, 21, "", "Length")]
    [InlineData(10, 8, "DI-WALI!", "Prefix")]
    public async Task Generate_OfWhatCannotBe_IsToldAtItsField(int count, int length, string prefix, string field)
    {
        var made = await Service.GenerateAsync(CouponWorld.Meera, _world.Id, "Launch", new(count, length, prefix), _world.Token(), CouponWorld.None);
        Assert.Contains(made.Problems, problem => problem.Field == field);
        Assert.Empty((await _world.ViewAsync()).Pools);
    }

    [Fact]
    public async Task Generate_ForAnOfferWithASharedCode_IsRefused()
    {
        await _world.SettingsAsync(settings => settings with { Mode = CouponMode.Shared, SharedCode = "DIWALI2026" });
        var made = await Service.GenerateAsync(CouponWorld.Meera, _world.Id, "Launch", new(5, 8), _world.Token(), CouponWorld.None);
        Assert.Equal("shared", Assert.Single(made.Problems).Code);
    }

    [Fact]
    public async Task Issue_GivesOneCodeAndTheAuditNamesItsEnd()
    {
        await _world.GenerateAsync();
        var given = await _world.IssueAsync(0, _world.ClubAdministrator);
        Assert.False(given.HadIt);
        Assert.Equal((CouponState.Issued, "Card did not work"), (given.Coupon.State, given.Coupon.Reason));

        var stored = Assert.Single(await _world.Ledger.OfCustomerAsync(_world.Id, _world.Customer(0), CouponWorld.None));
        var entry = (await _world.HistoryAsync())[0];
        Assert.Equal(CouponAudit.Issue, entry.Action);
        Assert.Contains(given.Coupon.Masked, entry.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(stored.Code, entry.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(_world.Customer(0), entry.Note, StringComparison.Ordinal);
        Assert.Equal([_world.Offers.First.Id], entry.Clubs);
        Assert.Equal(39, (await _world.ViewAsync()).Left);
    }

    [Fact]
    public async Task Issue_ToACustomerWhoHasOne_GivesTheSameAndWritesNothing()
    {
        await _world.GenerateAsync();
        var first = await _world.IssueAsync(0);
        var entries = (await _world.HistoryAsync()).Count;
        var second = await _world.IssueAsync(0);
        Assert.Equal((true, first.Coupon.Ref), (second.HadIt, second.Coupon.Ref));
        Assert.Equal(entries, (await _world.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Issue_OfAnother_GoesUpToTheLimit()
    {
        await _world.GenerateAsync();
        await _world.SettingsAsync(settings => settings with { PerCustomer = 2 });
        await _world.IssueAsync(0);
        var second = await _world.IssueAsync(0, another: true);
        Assert.False(second.HadIt);
        var third = await Service.IssueAsync(CouponWorld.Meera, _world.Id, _world.Customer(0), "Again", true, _world.Token(), CouponWorld.None);
        Assert.Equal(("customer-limit", "Customer"), (Assert.Single(third.Problems).Code, third.Problems[0].Field));
    }

    [Fact]
    public async Task Issue_SentTwiceUnderOneToken_GivesOneCode()
    {
        await _world.GenerateAsync();
        await _world.SettingsAsync(settings => settings with { PerCustomer = 5 });
        var token = _world.Token();
        var first = CouponWorld.Value(await Service.IssueAsync(CouponWorld.Meera, _world.Id, _world.Customer(0), "Card", true, token, CouponWorld.None));
        var second = CouponWorld.Value(await Service.IssueAsync(CouponWorld.Meera, _world.Id, _world.Customer(0), "Card", true, token, CouponWorld.None));
        Assert.Equal(first.Coupon.Ref, second.Coupon.Ref);
        Assert.Single(await _world.Ledger.OfCustomerAsync(_world.Id, _world.Customer(0), CouponWorld.None));
    }

    [Theory]
    [InlineData(EditorialStatus.Draft, "a draft")]
    [InlineData(EditorialStatus.Paused, "paused")]
    public async Task Issue_OfAnOfferThatIsNotLive_SaysWhy(EditorialStatus status, string words)
    {
        await _world.GenerateAsync();
        CouponWorld.Value(await _world.Offers.Offers.ChangeStatusAsync(CouponWorld.Meera, _world.Offer, status, _world.Offers.Submit(), CouponWorld.None));
        var issued = await Service.IssueAsync(CouponWorld.Meera, _world.Id, _world.Customer(0), "Card", false, _world.Token(), CouponWorld.None);
        Assert.Equal("not-live", Assert.Single(issued.Problems).Code);
        Assert.Contains(words, issued.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issue_OfTheLastCode_ThenSaysThatNoneIsLeft()
    {
        await _world.GenerateAsync(1);
        await _world.IssueAsync(0);
        var issued = await Service.IssueAsync(CouponWorld.Meera, _world.Id, _world.Customer(1), "Card", false, _world.Token(), CouponWorld.None);
        Assert.Equal("none-left", Assert.Single(issued.Problems).Code);
    }

    [Theory]
    [InlineData("", "Customer")]
    [InlineData("nobody", "Customer")]
    [InlineData("7c9e6679-7425-40de-944b-e07fc1f90ae7", "Customer")] // nobody's
    [InlineData("12345", "Customer")]
    public async Task Issue_ToNobody_IsToldAtTheField(string customer, string field)
    {
        await _world.GenerateAsync();
        var issued = await Service.IssueAsync(CouponWorld.Meera, _world.Id, customer, "Card", false, _world.Token(), CouponWorld.None);
        Assert.Equal(field, Assert.Single(issued.Problems).Field);
        Assert.Equal(40, (await _world.ViewAsync()).Left);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Call +91 98765 43210")]
    [InlineData("mail asha@example.in")]
    public async Task Issue_WithoutAReasonOrAPersonalOne_IsToldAtTheField(string reason)
    {
        await _world.GenerateAsync();
        var issued = await Service.IssueAsync(CouponWorld.Meera, _world.Id, _world.Customer(0), reason, false, _world.Token(), CouponWorld.None);
        Assert.Equal("Reason", Assert.Single(issued.Problems).Field);
    }

    [Fact]
    public async Task Issue_ByPhoneNumber_IsForThoseWhoHelpCustomers()
    {
        await _world.GenerateAsync();
        var customer = DemoCustomers.First(120, _world.Catalog.Clock.GetUtcNow()).First(one => one.Enabled);
        var phone = customer.Attributes["phone_number"];
        var given = CouponWorld.Value(await Service.IssueAsync(CouponWorld.Meera, _world.Id, phone, "Card", false, _world.Token(), CouponWorld.None));
        Assert.Equal(customer.Sub, given.Coupon.CustomerId);
        var refused = await Service.IssueAsync(_world.ClubAdministrator, _world.Id, phone, "Card", false, _world.Token(), CouponWorld.None);
        Assert.Equal("phone", Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Issue_ToADisabledCustomer_IsRefused()
    {
        await _world.GenerateAsync();
        var disabled = DemoCustomers.First(120, _world.Catalog.Clock.GetUtcNow()).First(one => !one.Enabled);
        var issued = await Service.IssueAsync(CouponWorld.Meera, _world.Id, disabled.Sub, "Card", false, _world.Token(), CouponWorld.None);
        Assert.Equal("disabled", Assert.Single(issued.Problems).Code);
    }

    [Fact]
    public async Task SharedCode_GivenToCustomers_CountsAndIsVoidedForOne()
    {
        await _world.SettingsAsync(settings => settings with { Mode = CouponMode.Shared, SharedCode = "DIWALI2026" });
        await _world.IssueAsync(0);
        await _world.IssueAsync(1);
        var rows = CouponWorld.Value(await Service.LookUpAsync(CouponWorld.Meera, _world.Id, _world.Customer(0), CouponWorld.None)).Rows;
        CouponWorld.Value(await Service.VoidAsync(CouponWorld.Meera, _world.Id, Assert.Single(rows).Ref, "Misused", false, _world.Token(), CouponWorld.None));
        var shared = (await _world.ViewAsync()).Shared!;
        Assert.Equal((1, 1), (shared.Issued, shared.Voided));
    }

    [Fact]
    public async Task LookUp_FindsACodeHoweverItIsWritten()
    {
        await _world.GenerateAsync();
        var given = await _world.IssueAsync(0);
        var code = (await _world.Ledger.OfCustomerAsync(_world.Id, _world.Customer(0), CouponWorld.None))[0].Code;
        foreach (var written in new[] { code, code.ToLowerInvariant(), CouponCode.Grouped(code), " " + string.Join('-', code.Chunk(3).Select(part => new string(part))) + " " })
            Assert.Equal(given.Coupon.Ref, Assert.Single(CouponWorld.Value(await Service.LookUpAsync(CatalogWorld.Person(Role.Support), _world.Id, written, CouponWorld.None)).Rows).Ref);
    }

    [Theory]
    [InlineData("", "code")]
    [InlineData("NOSUCHCODE", "unknown")]
    [InlineData("ΑΒΓΔ1234", "code")]
    public async Task LookUp_OfWhatIsNoCode_IsToldWithoutIt(string text, string problem)
    {
        await _world.GenerateAsync();
        var found = await Service.LookUpAsync(CouponWorld.Meera, _world.Id, text, CouponWorld.None);
        Assert.Equal((problem, "Code"), (Assert.Single(found.Problems).Code, found.Problems[0].Field));
        if (text.Length > 0)
            Assert.DoesNotContain(text, found.Problems[0].Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task LookUp_OfManyCodesThatDoNotExist_IsStopped_AndInTheAuditLogOnce()
    {
        await _world.GenerateAsync();
        await _world.IssueAsync(0);
        var real = (await _world.Ledger.OfCustomerAsync(_world.Id, _world.Customer(0), CouponWorld.None))[0].Code;
        var support = CatalogWorld.Person(Role.Support);
        for (var n = 0; n < GuessLimit.Most; n++)
        {
            Assert.Equal("unknown", (await TryAsync(support, $"GUESS{n:D4}")).Problems[0].Code);
            Assert.True((await Service.LookUpAsync(CouponWorld.Meera, _world.Id, real, CouponWorld.None)).Ok); // what is there never counts
        }

        foreach (var text in new[] { "GUESS9999", real, "GUESS9998" })
        {
            var stopped = Assert.Single((await TryAsync(support, text)).Problems);
            Assert.Equal(("too-many", "Code"), (stopped.Code, stopped.Field));
            Assert.Contains("in 1 minute.", stopped.Message, StringComparison.Ordinal);
        }

        Assert.True((await TryAsync(CouponWorld.Meera, real)).Ok); // another person
        Assert.True((await TryAsync(support, _world.Customer(0))).Ok); // what a customer has is no guess
        var entry = Assert.Single(await _world.HistoryAsync(), entry => entry.Action == CouponAudit.Guess);
        Assert.Equal(support.Name, entry.ActorName);
        Assert.DoesNotContain("GUESS", entry.Note ?? "", StringComparison.Ordinal);

        Task<Result<CouponRows>> TryAsync(Clubshop.Admin.Staff.Actor actor, string text) => Service.LookUpAsync(actor, _world.Id, text, CouponWorld.None);
    }

    [Fact]
    public async Task Coupon_RedeemedByAClientOfTheApi_NamesIt()
    {
        var till = CouponWorld.Value(await _world.Catalog.Get<Clubshop.Admin.Registry.Api.ApiClients>().CreateAsync(
            Clubshop.Admin.Staff.Actor.System, "Iron Lotus till", [Clubshop.Admin.Registry.Api.ApiScope.CouponsRedeem], [], CouponWorld.None)).Client;
        await _world.GenerateAsync();
        await _world.SettingsAsync(settings => settings with { PerCustomer = 5 });
        await _world.IssueAsync(0);
        foreach (var (by, name) in new[] { (till.Id, "Iron Lotus till"), ("gone", "Another program") })
        {
            var code = (await _world.Ledger.OfCustomerAsync(_world.Id, _world.Customer(0), CouponWorld.None))[^1].Code;
            Assert.IsType<RedeemOutcome.Done>(await _world.Ledger.RedeemAsync(new() { OfferId = _world.Id, Code = code, Window = new(true, null, null), By = by, Key = by }, CouponWorld.None));
            var rows = CouponWorld.Value(await Service.LookUpAsync(CouponWorld.Meera, _world.Id, code, CouponWorld.None)).Rows;
            Assert.Equal(name, Assert.Single(rows).By);
            await _world.IssueAsync(0, another: true);
        }
    }

    [Fact]
    public async Task LookUp_OfTenThousandCharacters_IsRefused()
    {
        var found = await Service.LookUpAsync(CouponWorld.Meera, _world.Id, new string('A', 10_000), CouponWorld.None);
        Assert.Equal("code", Assert.Single(found.Problems).Code);
        Assert.True(found.Problems[0].Message.Length < 200);
    }

    [Fact]
    public async Task Void_OfAnIssuedCoupon_IsAuditedWithItsEndAndDoneOnce()
    {
        await _world.GenerateAsync();
        var given = await _world.IssueAsync(0);
        var done = CouponWorld.Value(await Service.VoidAsync(CouponWorld.Meera, _world.Id, given.Coupon.Ref, "Misused", false, _world.Token(), CouponWorld.None));
        Assert.Equal(CouponState.Voided, done.State);
        var entries = await _world.HistoryAsync();
        Assert.Equal(CouponAudit.Void, entries[0].Action);
        Assert.Contains(given.Coupon.Masked, entries[0].Note, StringComparison.Ordinal);

        CouponWorld.Value(await Service.VoidAsync(CouponWorld.Meera, _world.Id, given.Coupon.Ref, "Misused", false, _world.Token(), CouponWorld.None));
        Assert.Equal(entries.Count, (await _world.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Void_WithTheCodeInTheReason_IsRefused()
    {
        await _world.GenerateAsync();
        var given = await _world.IssueAsync(0);
        var code = (await _world.Ledger.OfCustomerAsync(_world.Id, _world.Customer(0), CouponWorld.None))[0].Code;
        var done = await Service.VoidAsync(CouponWorld.Meera, _world.Id, given.Coupon.Ref, $"{code} was posted online", false, _world.Token(), CouponWorld.None);
        Assert.Equal("Reason", Assert.Single(done.Problems).Field);
    }

    [Fact]
    public async Task Void_OfARedeemedCoupon_IsRefusedAndSaysWhen()
    {
        await _world.GenerateAsync();
        var given = await _world.IssueAsync(0);
        var code = (await _world.Ledger.OfCustomerAsync(_world.Id, _world.Customer(0), CouponWorld.None))[0].Code;
        await _world.Ledger.RedeemAsync(new() { OfferId = _world.Id, Code = code, Window = new(true, null, null), By = "till", Key = "1" }, CouponWorld.None);
        var done = await Service.VoidAsync(CouponWorld.Meera, _world.Id, given.Coupon.Ref, "Misused", false, _world.Token(), CouponWorld.None);
        Assert.Equal("redeemed", Assert.Single(done.Problems).Code);
    }

    [Theory]
    [InlineData("p.sample.sample.1")]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Void_OfAReferenceToAnotherOffer_FindsNothing(string coupon)
    {
        var done = await Service.VoidAsync(CouponWorld.Meera, _world.Id, coupon, "Misused", false, _world.Token(), CouponWorld.None);
        Assert.Equal(Problem.NotFound, Assert.Single(done.Problems).Code);
    }

    [Fact]
    public async Task VoidPool_KeepsOrVoidsWhatCustomersHave()
    {
        var pool = await _world.GenerateAsync();
        await _world.IssueAsync(0);
        CouponWorld.Value(await Service.VoidPoolAsync(CouponWorld.Meera, _world.Id, pool.Id, false, "Leaked", _world.Token(), CouponWorld.None));
        var view = await _world.ViewAsync();
        Assert.Equal((0L, PoolState.Voided), (view.Left, view.Pools[0].Pool.State));
        Assert.Equal(PoolActions.Void, (await _world.HistoryAsync())[0].Action);
        Assert.Equal(CouponState.Issued, (await _world.Ledger.OfCustomerAsync(_world.Id, _world.Customer(0), CouponWorld.None))[0].State);
    }

    [Fact]
    public async Task Reveal_IsForThoseWhoEditTheOfferAndIsAuditedBefore()
    {
        var pool = await _world.GenerateAsync(3);
        var rows = CouponWorld.Value(await Service.CodesAsync(CouponWorld.Meera, _world.Id, pool.Id, null, 0, CouponWorld.None)).Rows;
        foreach (var role in new[] { Role.Support, Role.ServiceProviders, Role.ReadOnly })
            Assert.Equal(Problem.Forbidden, Assert.Single((await Service.RevealAsync(CatalogWorld.Person(role), _world.Id, [rows[0].Ref], CouponWorld.None)).Problems).Code);

        var shown = CouponWorld.Value(await Service.RevealAsync(_world.ClubAdministrator, _world.Id, [.. rows.Select(row => row.Ref)], CouponWorld.None));
        Assert.Equal(3, shown.Codes.Count);
        Assert.All(rows, row => Assert.EndsWith(row.Masked[^4..], shown.Codes[row.Ref].Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal));
        var entry = (await _world.HistoryAsync())[0];
        Assert.Equal((CouponAudit.Reveal, $"{rows[0].Masked} and 2 more"), (entry.Action, entry.Note));
        Assert.DoesNotContain(shown.Codes.Values.First(), shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WritesEveryCodeAndIsAuditedBefore()
    {
        var pool = await _world.GenerateAsync(30);
        await _world.IssueAsync(0);
        var export = CouponWorld.Value(await Service.BeginExportAsync(CouponWorld.Meera, _world.Id, pool.Id, CouponWorld.None));
        Assert.Contains("export", (await _world.HistoryAsync()).Select(entry => entry.Action));
        using var file = new MemoryStream();
        await Service.WriteAsync(export, workbook: false, file, CouponWorld.None);
        var lines = System.Text.Encoding.UTF8.GetString(file.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(31, lines.Length);
        Assert.Equal(30, lines.Skip(1).Select(line => line.Split(',')[1]).Distinct().Count());
        Assert.Single(lines, line => line.Contains("issued", StringComparison.Ordinal) && line.Contains(_world.Customer(0), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_AsAWorkbook_HasTheSameRows()
    {
        var pool = await _world.GenerateAsync(30);
        var export = CouponWorld.Value(await Service.BeginExportAsync(CouponWorld.Meera, _world.Id, pool.Id, CouponWorld.None));
        using var text = new MemoryStream();
        using var book = new MemoryStream();
        await Service.WriteAsync(export, workbook: false, text, CouponWorld.None);
        await Service.WriteAsync(export, workbook: true, book, CouponWorld.None);
        Assert.Equal(await Input.Workbooks.TableFiles.RowsAsync(text.ToArray()), await Input.Workbooks.TableFiles.RowsAsync(book.ToArray()));
    }

    [Fact]
    public async Task Codes_OfAState_ArePagedThroughWhateverLiesBetween()
    {
        var pool = await _world.GenerateAsync(200);
        for (var n = 0; n < 30; n++)
            await _world.IssueAsync(n);
        List<CouponRow> rows = [];
        for (int? after = 0; after is { } from;)
        {
            var page = CouponWorld.Value(await Service.CodesAsync(CouponWorld.Meera, _world.Id, pool.Id, CouponState.Issued, from, CouponWorld.None));
            rows.AddRange(page.Rows);
            after = page.Next;
        }

        Assert.Equal(30, rows.Select(row => row.Ref).Distinct().Count());
        Assert.All(rows, row => Assert.Equal("Meera Iyer", row.IssuedBy is "Another program" ? "Meera Iyer" : row.IssuedBy));
    }

    [Fact]
    public async Task View_OfADeletedOffer_CanBeSeenAndNotChanged()
    {
        await _world.GenerateAsync(3);
        CouponWorld.Value(await _world.Offers.Offers.DeleteAsync(CouponWorld.Meera, _world.Offer, _world.Offers.Submit(), CouponWorld.None));
        var view = await _world.ViewAsync();
        Assert.False(view.MayEdit);
        var issued = await Service.IssueAsync(CouponWorld.Meera, _world.Id, _world.Customer(0), "Card", false, _world.Token(), CouponWorld.None);
        Assert.Equal("deleted", Assert.Single(issued.Problems).Code);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task View_OfAnIdThatIsNone_IsNotFound(string id) =>
        Assert.Equal(Problem.NotFound, Assert.Single((await Service.FindAsync(CouponWorld.Meera, id, CouponWorld.None)).Problems).Code);
}

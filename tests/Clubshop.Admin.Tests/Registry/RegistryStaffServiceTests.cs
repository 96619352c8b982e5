using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using static Clubshop.Admin.Tests.Registry.RegistryWorld;

namespace Clubshop.Admin.Tests.Registry;

public sealed class RegistryStaffServiceTests : IAsyncLifetime
{
    private static readonly CustomerNamed Asha = new(Sub(1), "Asha K.");
    private static readonly Actor Support = CatalogWorld.Person(Role.Support);

    private RegistryWorld _world = null!;

    public async Task InitializeAsync() => _world = await RegistryWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task OptOut_SetByStaff_IsAuditedWithBeforeAndAfter()
    {
        await _world.TellAsync(1, "pixel", 1);

        var after = CatalogWorld.Value(await _world.Care.SetOptOutAsync(Support, Asha, Channel.Sms, true, "asked on the phone", _world.Catalog.NewId(), CancellationToken.None));

        Assert.False(after.Wants(Channel.Sms));
        Assert.True(after.Wants(Channel.Push));
        var entry = Assert.Single(await _world.Catalog.HistoryAsync(RegistryStaffService.Kind, Asha.Sub));
        Assert.Equal("optOuts", Assert.Single(entry.Changes).Attribute);
        Assert.Equal(Token(1), Assert.Single((await _world.FindAsync(1)).Devices).Token);
    }

    [Fact]
    public async Task OptOut_OfAnUnknownCustomer_CreatesTheRegistration()
    {
        CatalogWorld.Value(await _world.Care.SetOptOutAsync(Support, Asha, Channel.Push, true, null, _world.Catalog.NewId(), CancellationToken.None));

        Assert.False((await _world.FindAsync(1)).Wants(Channel.Push));
        Assert.Equal(1, await _world.Reader.CountAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(Role.ClubAdministrators)]
    [InlineData(Role.ServiceProviders)]
    [InlineData(Role.ReadOnly)]
    public async Task StaffActions_WithoutThePermission_AreRefused(Role role)
    {
        var actor = CatalogWorld.Person(role);

        Assert.NotNull(await _world.Care.EraseAsync(actor, Asha, null, _world.Catalog.NewId(), CancellationToken.None));
        Assert.False((await _world.Care.SetOptOutAsync(actor, Asha, Channel.Sms, true, null, _world.Catalog.NewId(), CancellationToken.None)).Ok);
        Assert.False((await _world.Care.RemoveDeviceAsync(actor, Asha, "d", null, _world.Catalog.NewId(), CancellationToken.None)).Ok);
    }

    [Fact]
    public async Task RemoveDevice_OfACustomer_DeletesItsMarkerToo()
    {
        await _world.TellAsync(1, "pixel", 1);

        CatalogWorld.Value(await _world.Care.RemoveDeviceAsync(Support, Asha, "pixel", "lost phone", _world.Catalog.NewId(), CancellationToken.None));

        Assert.Empty((await _world.FindAsync(1)).Devices);
        Assert.Empty(await _world.Reader.FindByTokensAsync([Token(1)], CancellationToken.None));
    }

    [Fact]
    public async Task Erase_ACompleteCustomer_LeavesNothing_AndKeepsLateReportsOut()
    {
        await _world.TellAsync(1, "pixel", 1);
        await _world.Service.SetProfileAsync(Shopapp, Asha.Sub, new("Pune", "hi", "+919876543210"), CancellationToken.None);
        var follow = new Follow(FollowKind.Shop, _world.Shop.Id);
        await _world.Service.FollowAsync(Shopapp, Asha.Sub, follow, CancellationToken.None);

        Assert.Null(await _world.Care.EraseAsync(Support, Asha, "asked in writing", _world.Catalog.NewId(), CancellationToken.None));
        Assert.Null(await _world.Care.EraseAsync(Support, Asha, "asked in writing", _world.Catalog.NewId(), CancellationToken.None));

        Assert.Null(await _world.Reader.FindAsync(Asha.Sub, CancellationToken.None));
        Assert.Empty(await _world.FollowersAsync(follow));
        Assert.Equal(0, await _world.Reader.CountAsync(CancellationToken.None));
        Assert.Equal(0, await _world.Reader.CountInCityAsync("Pune", CancellationToken.None));
        Assert.Empty(await _world.Reader.FindByPhoneAsync("+919876543210", CancellationToken.None));
        Assert.Empty(await _world.Reader.FindByTokensAsync([Token(1)], CancellationToken.None));
        var late = await _world.Service.RegisterDeviceAsync(Shopapp, Asha.Sub, Phone("pixel", 1), CancellationToken.None);
        Assert.Equal("erased", late.Problems.Single().Code);
        var entry = Assert.Single(await _world.Catalog.HistoryAsync(RegistryStaffService.Kind, Asha.Sub));
        Assert.DoesNotContain(entry.Changes, change => change.Attribute.StartsWith('_'));
    }

    [Fact]
    public async Task ErasedCustomer_AfterNinetyDays_CanBeReportedAgain()
    {
        await _world.TellAsync(1, "pixel", 1);
        await _world.Care.EraseAsync(Support, Asha, null, _world.Catalog.NewId(), CancellationToken.None);

        _world.Catalog.Clock.Advance(TimeSpan.FromDays(91));

        await _world.TellAsync(1, "pixel", 1);
        Assert.Single((await _world.FindAsync(1)).Devices);
    }
}

using Clubshop.Admin.Registry;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;
using static Clubshop.Admin.Tests.Registry.RegistryWorld;

namespace Clubshop.Admin.Tests.Registry;

public sealed class RegistryServiceTests : IAsyncLifetime
{
    private RegistryWorld _world = null!;

    public async Task InitializeAsync() => _world = await RegistryWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Device_ReportedTwice_IsStoredOnce()
    {
        var first = await _world.TellAsync(1, "pixel", 1);
        var second = await _world.TellAsync(1, "pixel", 1);

        Assert.True(first.Created);
        Assert.False(second.Created);
        var device = Assert.Single((await _world.FindAsync(1)).Devices);
        Assert.Equal(("pixel", Token(1), Platform.Android, "3.2.1"), (device.Id, device.Token, device.Platform, device.AppVersion));
    }

    [Fact]
    public async Task Token_ReportedUnderAnotherDeviceId_ReplacesTheFirst()
    {
        await _world.TellAsync(1, "pixel", 1);

        var kept = await _world.TellAsync(1, "pixel-again", 1);

        Assert.Equal("pixel", kept.Replaced);
        Assert.Equal("pixel-again", Assert.Single((await _world.FindAsync(1)).Devices).Id);
    }

    [Fact]
    public async Task Token_ReportedForTwoCustomers_MovesToTheLast()
    {
        await _world.TellAsync(1, "pixel", 1);

        var kept = await _world.TellAsync(2, "pixel", 1);

        Assert.True(kept.Moved);
        Assert.Empty((await _world.FindAsync(1)).Devices);
        Assert.Single((await _world.FindAsync(2)).Devices);
        var owners = await _world.Reader.FindByTokensAsync([Token(1), Token(9)], CancellationToken.None);
        Assert.Equal((Sub(2), "pixel"), Assert.Single(owners).Value);
    }

    [Fact]
    public async Task Token_ReportedForManyCustomersAtOnce_BelongsToOne()
    {
        await Task.WhenAll(Enumerable.Range(1, 6).Select(n => _world.TellAsync(n, "pixel", 1)));

        var owners = 0;
        for (var n = 1; n <= 6; n++)
            owners += (await _world.FindAsync(n)).Devices.Count;
        Assert.Equal(1, owners);
    }

    [Fact]
    public async Task Device_BeyondTheLimit_ReplacesTheDeadOne()
    {
        for (var n = 0; n < Registration.MaxDevices; n++)
            await _world.TellAsync(1, "d" + n, n);
        await _world.Service.RetireDeviceAsync(Sub(1), "d7", Token(7), "PERMANENT_FAILURE", CancellationToken.None);

        var kept = await _world.TellAsync(1, "new", 99);

        Assert.Equal("d7", kept.Dropped);
        Assert.Equal(Registration.MaxDevices, (await _world.FindAsync(1)).Devices.Count);
    }

    [Theory]
    [InlineData("", Platform.Android)]
    [InlineData("null", Platform.Android)]
    [InlineData("undefined", Platform.Ios)]
    [InlineData("has a blank in it", Platform.Android)]
    [InlineData("short", Platform.Android)]
    [InlineData("740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad", Platform.Android)]
    [InlineData("<740f4707 bebcf74f 9b7c25d4 8e335894 5f6aa01d a5ddb387 462c7eaf 61bb78ad>", Platform.Ios)]
    public async Task Token_Invalid_IsRefusedAtItsField(string token, Platform platform)
    {
        var result = await _world.Service.RegisterDeviceAsync(Shopapp, Sub(1), new("d", token, platform, ""), CancellationToken.None);

        Assert.Equal(("invalid-token", "token"), (result.Problems.Single().Code, result.Problems.Single().Field));
        Assert.Null(await _world.Reader.FindAsync(Sub(1), CancellationToken.None));
    }

    [Fact]
    public async Task DeadDevice_ReportedWithANewToken_IsLiveAgain()
    {
        await _world.TellAsync(1, "pixel", 1);
        Assert.True(await _world.Service.RetireDeviceAsync(Sub(1), "pixel", Token(1), "PERMANENT_FAILURE", CancellationToken.None));
        Assert.Empty((await _world.FindAsync(1)).LiveDevices);

        await _world.TellAsync(1, "pixel", 2);

        Assert.Equal(Token(2), Assert.Single((await _world.FindAsync(1)).LiveDevices).Token);
        Assert.False(await _world.Service.RetireDeviceAsync(Sub(1), "pixel", Token(1), "PERMANENT_FAILURE", CancellationToken.None));
    }

    [Fact]
    public async Task ReplaceToken_OfTheTokenThatWasUsed_StoresTheNewOne()
    {
        await _world.TellAsync(1, "pixel", 1);

        Assert.True(await _world.Service.ReplaceTokenAsync(Sub(1), "pixel", Token(1), Token(2), CancellationToken.None));
        Assert.False(await _world.Service.ReplaceTokenAsync(Sub(1), "pixel", Token(1), Token(3), CancellationToken.None));

        Assert.Equal(Token(2), Assert.Single((await _world.FindAsync(1)).Devices).Token);
        var owners = await _world.Reader.FindByTokensAsync([Token(1), Token(2)], CancellationToken.None);
        Assert.Equal(Token(2), Assert.Single(owners).Key);
    }

    [Fact]
    public async Task Follow_AndUnfollow_ShowInTheAudience()
    {
        var follow = new Follow(FollowKind.Club, _world.Club.Id);
        await _world.Service.FollowAsync(Shopapp, Sub(1), follow, CancellationToken.None);
        await _world.Service.FollowAsync(Shopapp, Sub(2), follow, CancellationToken.None);
        await _world.Service.FollowAsync(Shopapp, Sub(2), follow, CancellationToken.None);
        Assert.Equal([Sub(1), Sub(2)], await _world.FollowersAsync(follow));
        Assert.Equal(2, await _world.Reader.CountAsync(follow, CancellationToken.None));
        Assert.Equal(2, await _world.Reader.CountAsync(CancellationToken.None));

        await _world.Service.UnfollowAsync(Shopapp, Sub(1), follow, CancellationToken.None);

        Assert.Equal([Sub(2)], await _world.FollowersAsync(follow));
        Assert.Empty(await _world.Reader.FollowsAsync(Sub(1), CancellationToken.None));
    }

    [Fact]
    public async Task Follow_OfAnUnknownRecord_IsRefused()
    {
        var result = await _world.Service.FollowAsync(Shopapp, Sub(1), new(FollowKind.Shop, "0123456789abcdef0123456789abcdef"), CancellationToken.None);

        Assert.Equal("unknown-shop", result.Problems.Single().Code);
    }

    [Fact]
    public async Task Profile_Reported_IsFoundByCityAndPhone()
    {
        var told = CatalogWorld.Value(await _world.Service.SetProfileAsync(Shopapp, Sub(1), new("Pune", "hi", "98765 43210"), CancellationToken.None));
        Assert.Equal(("Pune", "hi", "+919876543210"), (told.City, told.Language, told.Phone));
        Assert.Equal([Sub(1)], await _world.Reader.FindByPhoneAsync("+919876543210", CancellationToken.None));
        Assert.Equal(1, await _world.Reader.CountInCityAsync("PUNE", CancellationToken.None));

        await _world.Service.SetProfileAsync(Shopapp, Sub(1), new("Nashik", null, ""), CancellationToken.None);

        Assert.Equal(0, await _world.Reader.CountInCityAsync("Pune", CancellationToken.None));
        Assert.Equal(1, await _world.Reader.CountInCityAsync("Nashik", CancellationToken.None));
        Assert.Empty(await _world.Reader.FindByPhoneAsync("+919876543210", CancellationToken.None));
        Assert.Equal(["Nashik", "Pune"], (await _world.Reader.CitiesAsync(CancellationToken.None)).Select(city => city.Name));
        Assert.Equal("hi", (await _world.FindAsync(1)).Language);
    }

    [Theory]
    [InlineData("+91 0 98765 00202")]
    [InlineData("0091-98765-00202")]
    [InlineData("९८७६५ ००२०२")]
    [InlineData("tel:+919876500202")]
    public async Task Phone_InAnySpelling_IsFoundByItsNumber(string told)
    {
        CatalogWorld.Value(await _world.Service.SetProfileAsync(Shopapp, Sub(1), new(null, null, told), CancellationToken.None));

        Assert.Equal("+919876500202", (await _world.FindAsync(1)).Phone);
        Assert.Equal([Sub(1)], await _world.Reader.FindByPhoneAsync("+919876500202", CancellationToken.None));
    }

    [Fact]
    public async Task Phone_StoredInAnOldSpelling_IsFoundByItsNumber()
    {
        var store = _world.Catalog.Get<RegistryStore>();
        var none = await store.LoadAsync(Sub(1), CancellationToken.None);
        Assert.True(await store.SaveAsync([(none, none.Registration with { Phone = "+9109876500202", OptOuts = [Channel.Sms] })], [], CancellationToken.None));

        Assert.Equal("+919876500202", (await _world.FindAsync(1)).Phone);
        Assert.Equal([Sub(1)], await _world.Reader.FindByPhoneAsync("+919876500202", CancellationToken.None));

        CatalogWorld.Value(await _world.Service.SetProfileAsync(Shopapp, Sub(1), new("Pune", null, null), CancellationToken.None));
        Assert.Equal([Sub(1)], await _world.Reader.FindByPhoneAsync("+919876500202", CancellationToken.None));
        CatalogWorld.Value(await _world.Service.SetProfileAsync(Shopapp, Sub(1), new(null, null, ""), CancellationToken.None));
        Assert.Empty(await _world.Reader.FindByPhoneAsync("+919876500202", CancellationToken.None));
    }

    [Theory]
    [InlineData("+91 98765 002", "8 digits")]
    [InlineData("+91 98765 002021", "11 digits")]
    public async Task Phone_OfAnotherLength_IsRefusedWithAnExplanation(string told, string part)
    {
        var problem = Assert.Single((await _world.Service.SetProfileAsync(Shopapp, Sub(1), new(null, null, told), CancellationToken.None)).Problems);

        Assert.Equal("invalid-phone", problem.Code);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pu\u202Ene")]
    [InlineData("\u3164")]
    [InlineData("Pune\n")]
    public async Task City_Invisible_IsRefused(string city) => Assert.Equal(
        "invalid-city", Assert.Single((await _world.Service.SetProfileAsync(Shopapp, Sub(1), new(city, null, null), CancellationToken.None)).Problems).Code);

    [Fact]
    public async Task Changes_OfAnHour_HaveOneAuditEntryPerSource()
    {
        await _world.TellAsync(1, "a", 1);
        await _world.TellAsync(2, "b", 2);
        _world.Catalog.Clock.Advance(TimeSpan.FromHours(1));
        await _world.TellAsync(3, "c", 3);

        var entries = await _world.Catalog.HistoryAsync(RegistryAudit.Kind, Shopapp.Id);

        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry => Assert.Equal("Shop app", entry.EntityName));
    }

    [Fact]
    public async Task StoredItems_InAScan_ContainNoTokenAndNoPhone()
    {
        await _world.TellAsync(1, "pixel", 1);
        await _world.Service.SetProfileAsync(Shopapp, Sub(1), new("Pune", null, "+919876543210"), CancellationToken.None);

        var dynamo = _world.Catalog.Get<Amazon.DynamoDBv2.IAmazonDynamoDB>();
        foreach (var table in new[] { "clubshop-customers", "clubshop-audit", "clubshop-system" })
        {
            var items = (await dynamo.ScanAsync(new() { TableName = table })).Items ?? [];
            var text = string.Join('\n', items.SelectMany(item => item.Values).SelectMany(value => (string[])[value.S ?? "", .. (value.L ?? []).Select(each => each.S ?? "")]));
            Assert.DoesNotContain("fcm-token", text, StringComparison.Ordinal);
            Assert.DoesNotContain("9876543210", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadMany_WithUnknownOnes_KeepsTheOrderAndLeavesThemOut()
    {
        for (var n = 0; n < 230; n++)
            await _world.TellAsync(n, "d", n);

        List<string> read = [];
        await foreach (var registration in _world.Reader.ReadAsync(Enumerable.Range(0, 300).Reverse().Select(Sub), CancellationToken.None))
            read.Add(registration.Sub);

        Assert.Equal(Enumerable.Range(0, 230).Reverse().Select(Sub), read);
    }

    [Fact]
    public async Task SealedToken_CopiedToAnotherCustomer_IsNotReadAndNotUsed()
    {
        await _world.TellAsync(1, "pixel", 1);
        await _world.TellAsync(2, "galaxy", 2);
        await _world.TellAsync(2, "spare", 3);
        var dynamo = _world.Catalog.Get<Amazon.DynamoDBv2.IAmazonDynamoDB>();
        async Task<Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>> Item(int n) => (await dynamo.GetItemAsync(
            "clubshop-customers", new() { ["pk"] = new() { S = "CUSTOMER#" + Sub(n) }, ["sk"] = new() { S = "REG" } })).Item;
        var (theirs, mine) = (await Item(1), await Item(2));
        mine["_devices"].L[0] = theirs["_devices"].L[0];
        await dynamo.PutItemAsync("clubshop-customers", mine);

        var read = await _world.FindAsync(2);
        Assert.Equal(("pixel", "", "UNREADABLE"), (read.Devices[0].Id, read.Devices[0].Token, read.Devices[0].Dead?.Reason));
        Assert.Equal("spare", Assert.Single(read.LiveDevices).Id);

        await _world.Service.SetOptOutAsync(Shopapp, Sub(2), Channel.Sms, true, CancellationToken.None);
        Assert.Equal(2, (await _world.FindAsync(2)).Devices.Count);
        await _world.TellAsync(2, "pixel", 4);
        Assert.Equal(Token(4), (await _world.FindAsync(2)).Devices[0].Token);
        Assert.Equal(Token(1), Assert.Single((await _world.FindAsync(1)).LiveDevices).Token);
    }
}

using Clubshop.Admin.Registry;
using static Clubshop.Admin.Tests.Registry.RegistryWorld;

namespace Clubshop.Admin.Tests.Registry;

public sealed class RegistrySeedTests
{
    [Fact]
    public async Task SameSeed_InTwoFolders_GivesTheSame()
    {
        var seeds = new List<string>();
        foreach (var _ in new int[2])
        {
            await using var world = await RegistryWorld.OpenAsync();
            await world.Catalog.Get<RegistrySeed>().SeedAsync(Enumerable.Range(0, 60).Reverse().Select(n => new SeedCustomer(Sub(n), $"+9198765{n:d5}")), 7, CancellationToken.None);
            var text = "";
            await foreach (var each in world.Reader.ReadAsync(Enumerable.Range(0, 60).Select(Sub), CancellationToken.None))
            {
                var follows = await world.Reader.FollowsAsync(each.Sub, CancellationToken.None);
                text += $"{each.Sub} {each.City} {each.Language} {each.Phone} {string.Join(',', each.Devices)} {string.Join(',', each.OptOuts)} {follows.Count}\n";
            }

            seeds.Add(text);
        }

        Assert.Equal(60, seeds[0].Count(c => c == '\n'));
        Assert.Equal(seeds[0], seeds[1]);
    }

    [Fact]
    public async Task SeededCustomers_Read_AreLikeReportedOnes()
    {
        await using var world = await RegistryWorld.OpenAsync();
        await world.Catalog.Get<RegistrySeed>().SeedAsync(Enumerable.Range(0, 100).Select(n => new SeedCustomer(Sub(n), $"+9198765{n:d5}", n == 0 ? "Pune" : null)), 7, CancellationToken.None);

        Assert.Equal(100, await world.Reader.CountAsync(CancellationToken.None));
        Assert.Equal([Sub(3)], await world.Reader.FindByPhoneAsync("+919876500003", CancellationToken.None));
        Assert.NotEmpty(await world.FollowersAsync(new(FollowKind.Club, world.Club.Id)));
        var device = (await world.FindAsync(1)).Devices.Concat((await world.FindAsync(2)).Devices).Concat((await world.FindAsync(3)).Devices).First();
        Assert.Null(RegistryRules.CheckToken(device.Token, device.Platform));
        Assert.Equal("Pune", (await world.FindAsync(0)).City);
        await world.TellAsync(0, "more", 1);
        Assert.Contains((await world.FindAsync(0)).Devices, each => each.Id == "more");
    }
}

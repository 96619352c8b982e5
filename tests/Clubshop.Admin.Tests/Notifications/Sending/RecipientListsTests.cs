using Clubshop.Admin.Notifications.Sending;

namespace Clubshop.Admin.Tests.Notifications.Sending;

/// <summary>Stored lists: sealed, in parts that fit into an item of DynamoDB.</summary>
public sealed class RecipientListsTests
{
    [Fact]
    public async Task Write_IncompressibleValues_AreReadBackUnchanged()
    {
        await using var world = await NotifyWorld.OpenAsync();
        var lists = world.Catalog.Get<RecipientLists>();
        const int seed = 7;
        var random = new Random(seed);
        List<Recipient> all = [.. Enumerable.Range(0, 400).Select(number => new Recipient(Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), null, Values()))];
        var id = world.Catalog.NewId();

        var (count, hash) = await lists.WriteAsync(id, all.ToAsyncEnumerable(), 7, CancellationToken.None);

        Assert.Equal(400, count);
        Assert.Equal(hash, await lists.HashAsync(id, CancellationToken.None));
        var read = await lists.ReadAsync(id, CancellationToken.None).SelectMany(part => part.ToAsyncEnumerable()).ToListAsync();
        for (var i = 0; i < all.Count; i++)
        {
            Assert.True(read[i].Sub == all[i].Sub && read[i].Device == all[i].Device, $"seed {seed}: {i}");
            Assert.Equal(all[i].Values!.OrderBy(pair => pair.Key, StringComparer.Ordinal), read[i].Values!.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        }

        // Characters of a wide range, all different, so that they do not compress.
        Dictionary<string, string> Values() => Enumerable.Range(0, 5).ToDictionary(
            name => $"name{name}", _ => string.Concat(Enumerable.Range(0, 200).Select(_ => (char)random.Next(0x4e00, 0x9fff))), StringComparer.Ordinal);
    }
}

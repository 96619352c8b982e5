using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.Storage;

public sealed class ItemTests
{
    [Fact]
    public async Task Item_OfAnything_SurvivesStoreAndRead()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await using var host = await StorageHost.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => (char)random.Next(0x20, 0xd7ff))]);
            var number = (decimal)(random.NextDouble() * Math.Pow(10, random.Next(0, 12))) * (random.Next(2) == 0 ? 1 : -1);
            var at = new DateTimeOffset(random.NextInt64(DateTimeOffset.UnixEpoch.Ticks, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks), TimeSpan.Zero);
            string[] list = [.. Enumerable.Range(0, random.Next(0, 5)).Select(n => $"{n % 2}{text}")];
            var bytes = new byte[random.Next(0, 100)];
            random.NextBytes(bytes);
            var item = new Item($"X#{i}", "ROW").Set("text", text).Set("long", random.NextInt64()).Set("number", number).Set("at", at).Set("yes", true)
                .SetStrings("list", list).SetSet("set", list).SetEnum<EditorialStatus>("status", EditorialStatus.Paused).SetBytes("bytes", bytes);
            await host.UnauditedWriter.PutAsync(Table.System, item, null, default);

            var read = (await host.Reader.ReadAsync(new(Table.System, $"X#{i}", "ROW"), default))!;
            Assert.True(text == read.GetString("text"), $"seed {seed}");
            Assert.Equal(item.GetLong("long"), read.GetLong("long"));
            Assert.Equal(number, read.GetDecimal("number"));
            Assert.Equal(Times.ToText(at), Times.ToText(read.GetTime("at")!.Value));
            Assert.True(read.GetBool("yes"));
            Assert.Equal(list, read.GetStrings("list"));
            Assert.Equal(list.Distinct().Order(StringComparer.Ordinal), read.GetSet("set").Order(StringComparer.Ordinal));
            Assert.Equal(EditorialStatus.Paused, read.GetEnum<EditorialStatus>("status"));
            Assert.Equal(bytes, read.GetBytes("bytes").ToArray());
        }
    }

    [Fact]
    public void Item_WithoutTheAttribute_ReadsAsTheDefault()
    {
        var item = new Item("SHOP#7").Set("text", "").Set("number", (long?)null).SetSet("set", []).Set("status", "of-the-future");
        Assert.False(item.Has("text"));
        Assert.False(item.Has("set"));
        Assert.Equal("", item.GetString("text"));
        Assert.Equal("x", item.GetString("text", "x"));
        Assert.Null(item.GetLongOrNull("number"));
        Assert.Null(item.GetTime("text"));
        Assert.Empty(item.GetStrings("text"));
        Assert.Equal(EditorialStatus.Draft, item.GetEnum<EditorialStatus>("status"));
        Assert.Equal(Stamp.Unsaved, item.Stamp);
        Assert.Equal("7", item.Id);
    }

    [Fact]
    public void Copy_Changed_LeavesTheOriginal()
    {
        var item = new Item("SHOP#7").Set("name", "a");
        item.Copy().Set("name", "b");
        Assert.Equal("a", item.GetString("name"));
    }
}

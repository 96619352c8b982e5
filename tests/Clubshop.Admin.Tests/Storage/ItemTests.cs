using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;
using CsCheck;

namespace Clubshop.Admin.Tests.Storage;

public sealed class ItemTests
{
    [Fact]
    public async Task Item_OfAnything_SurvivesStoreAndRead()
    {
        await using var host = await StorageHost.StartAsync();
        var last = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero).Ticks;
        var text = Gen.Char[' ', '\ud7fe'].Array[0, 29].Select(chars => new string(chars));
        var number = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 11], Gen.Bool).Select(one => (decimal)(one.Item1 * Math.Pow(10, one.Item2)) * (one.Item3 ? 1 : -1));
        var instant = Gen.Long[DateTimeOffset.UnixEpoch.Ticks, last].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
        await Gen.Select(text, Gen.Long, number, instant, Gen.Int[0, 4], Gen.Byte.Array[0, 99]).SampleAsync(async (words, whole, amount, at, count, bytes) =>
        {
            string[] list = [.. Enumerable.Range(0, count).Select(n => $"{n % 2}{words}")];
            var key = $"X#{Guid.NewGuid():N}";
            var item = new Item(key, "ROW").Set("text", words).Set("long", whole).Set("number", amount).Set("at", at).Set("yes", true)
                .SetStrings("list", list).SetSet("set", list).SetEnum<EditorialStatus>("status", EditorialStatus.Paused).SetBytes("bytes", bytes);
            await host.UnauditedWriter.PutAsync(Table.System, item, null, default);

            var read = (await host.Reader.ReadAsync(new(Table.System, key, "ROW"), default))!;
            Assert.Equal(words, read.GetString("text"));
            Assert.Equal(whole, read.GetLong("long"));
            Assert.Equal(amount, read.GetDecimal("number"));
            Assert.Equal(Times.ToText(at), Times.ToText(read.GetTime("at")!.Value));
            Assert.True(read.GetBool("yes"));
            Assert.Equal(list, read.GetStrings("list"));
            Assert.Equal(list.Distinct().Order(StringComparer.Ordinal), read.GetSet("set").Order(StringComparer.Ordinal));
            Assert.Equal(EditorialStatus.Paused, read.GetEnum<EditorialStatus>("status"));
            Assert.Equal(bytes, read.GetBytes("bytes").ToArray());
        }, iter: 50, threads: 1);
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

using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.Tests.DynamoDb;

public sealed class OrderedMapTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Map_RandomSetsAndRemoves_EqualsASortedDictionary(int seed)
    {
        var random = new Random(seed);
        var map = new OrderedMap<string>();
        var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < 20_000; i++)
        {
            var name = random.Next(i % 7 == 0 ? 100_000 : 900).ToString("x5", null);
            var key = Convert.FromHexString("0" + name);
            if (random.Next(3) > 0)
            {
                Assert.Equal(model.GetValueOrDefault(name), map.Set(key, "v" + i));
                model[name] = "v" + i;
            }
            else
            {
                Assert.Equal(model.GetValueOrDefault(name), map.Remove(key));
                model.Remove(name);
            }
        }
        Assert.Equal(model.Count, map.Count);
        Assert.Equal(model.Values, map.Ascending([]).Select(pair => pair.Value));
        Assert.Equal(model.Values.Reverse(), map.Descending(null).Select(pair => pair.Value));
        for (var i = 0; i < 200; i++)
        {
            var from = random.Next(1000).ToString("x5", null);
            var bytes = Convert.FromHexString("0" + from);
            Assert.Equal(
                model.Where(pair => string.CompareOrdinal(pair.Key, from) >= 0).Take(3).Select(pair => pair.Value),
                map.Ascending(bytes).Take(3).Select(pair => pair.Value));
            Assert.Equal(
                model.Where(pair => string.CompareOrdinal(pair.Key, from) < 0).Reverse().Take(3).Select(pair => pair.Value),
                map.Descending(bytes).Take(3).Select(pair => pair.Value));
        }
    }
}

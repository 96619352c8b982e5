using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Tables;
using CsCheck;

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
        var map = new OrderedMap<Keyed>();
        var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < 20_000; i++)
        {
            var name = random.Next(i % 7 == 0 ? 100_000 : 900).ToString("x5", null);
            var key = Convert.FromHexString("0" + name);
            if (random.Next(3) > 0)
            {
                Assert.Equal(model.GetValueOrDefault(name), map.Set(new(key, "v" + i))?.Value);
                model[name] = "v" + i;
            }
            else
            {
                Assert.Equal(model.GetValueOrDefault(name), map.Remove(key)?.Value);
                model.Remove(name);
            }
        }
        Assert.Equal(model.Count, map.Count);
        Assert.Equal(model.Values, map.Ascending([]).Select(entry => entry.Value));
        Assert.Equal(model.Values.Reverse(), map.Descending(null).Select(entry => entry.Value));
        for (var i = 0; i < 200; i++)
        {
            var from = random.Next(1000).ToString("x5", null);
            var bytes = Convert.FromHexString("0" + from);
            Assert.Equal(
                model.Where(pair => string.CompareOrdinal(pair.Key, from) >= 0).Take(3).Select(pair => pair.Value),
                map.Ascending(bytes).Take(3).Select(entry => entry.Value));
            Assert.Equal(
                model.Where(pair => string.CompareOrdinal(pair.Key, from) < 0).Reverse().Take(3).Select(pair => pair.Value),
                map.Descending(bytes).Take(3).Select(entry => entry.Value));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(3137)]
    [InlineData(10_000)]
    public void Load_OfSortedValues_EqualsSettingThemOneByOne(int count)
    {
        var loaded = new OrderedMap<Keyed>();
        Keyed[] values = [.. Enumerable.Range(0, count).Select(i => new Keyed(Convert.FromHexString((2 * i).ToString("x6", null)), "v" + i))];
        loaded.Load(values);
        Assert.Equal(count, loaded.Count);
        Assert.Equal(values, loaded.Ascending([]));
        Assert.Equal(values.Reverse(), loaded.Descending(null));
        Assert.All(values, value => Assert.Same(value, loaded.Find(value.Key)));

        // Between those, and then all gone.
        foreach (var value in values) Assert.Null(loaded.Set(new([.. value.Key, 1], "later")));
        Assert.Equal(2 * count, loaded.Count);
        foreach (var value in values) Assert.Same(value, loaded.Remove(value.Key));
        Assert.Equal(count, loaded.Ascending([]).Count(value => value.Value == "later"));
    }

    [Fact]
    public void KeyOrder_OfKeysWithSharedBeginningsAndEndsWithin_IsThatOfTheirBytes() => Gen.Select(Gen.Byte[0, 2].Array[0, 20], Gen.Bool, (bytes, far) => far ? [.. new byte[30], .. bytes] : bytes)
        .HashSet[0, 300].Sample(keys =>
        {
            // Bytes of the same content are other arrays, but no two keys are the same.
            Keyed[] values = [.. keys.DistinctBy(Convert.ToHexString).Select(key => new Keyed(key, ""))];
            var expected = values.OrderBy(value => value.Key, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right))).ToList();
            KeyOrder.Sort(values);
            return values.SequenceEqual(expected);
        });

    private sealed record Keyed(byte[] Key, string Value) : IKeyed
    {
        public int Size => 0;

        public int KeyLength => Key.Length;

        public int CompareKey(ReadOnlySpan<byte> key) => Key.AsSpan().SequenceCompareTo(key);

        public ulong KeyPiece(int from) => StoredItem.Of(Key, AttributeMap.Empty).KeyPiece(from);

        public byte[] CopyKey() => Key;
    }
}

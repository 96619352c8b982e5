using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Tables;
using CsCheck;

namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>Items packed into bytes are what they were.</summary>
public sealed class StoredItemTests
{
    private static readonly Gen<string> Name = Gen.OneOf(Gen.OneOf("pk", "sk", "title", "दाम", ""), Gen.String[Gen.Char['a', 'z'], 1, 12]);

    private static readonly Gen<DynamoNumber> Number = Gen.Long.Select(number => DynamoNumber.From(number));

    private static readonly Gen<AttributeValue> Value = Gen.Recursive<AttributeValue>((depth, inner) => depth > 3
        ? Gen.OneOf<AttributeValue>(NullValue.Instance, BooleanValue.True)
        : Gen.OneOf(
            Gen.String[Gen.Char['\u0020', '\u0950'], 0, 40].Select(text => (AttributeValue)new StringValue(text)),
            Number.Select(number => (AttributeValue)new NumberValue(number)),
            Gen.Byte.Array[0, 30].Select(bytes => (AttributeValue)new BinaryValue(bytes)),
            Gen.OneOf<AttributeValue>(NullValue.Instance, BooleanValue.True, BooleanValue.False),
            Name.HashSet[1, 5].Select(names => (AttributeValue)new StringSetValue([.. names])),
            Number.HashSet[1, 5].Select(numbers => (AttributeValue)new NumberSetValue([.. numbers])),
            Gen.Byte.Array[1, 5].Select(bytes => (AttributeValue)new BinarySetValue([new BinaryValue(bytes)])),
            inner.Array[0, 4].Select(items => (AttributeValue)new ListValue(items)),
            Gen.Dictionary(Name, inner)[0, 4].Select(members => (AttributeValue)new MapValue(AttributeMap.From(members)))));

    private static readonly Gen<AttributeMap> Item = Gen.Dictionary(Name, Value)[0, 12].Select(members => AttributeMap.From(members));

    [Fact]
    public void Attributes_OfAnyItem_AreWhatWasPacked() => Item.Sample(item =>
    {
        var stored = StoredItem.Of([1, 2], item);
        return stored.Attributes.Equals(item) && stored.Size == item.Size && stored.Attributes.Size == item.Size && stored.SameAttributes(StoredItem.Of([], item));
    });

    [Fact]
    public void Only_OfAnyNames_HasThoseThatTheItemHas() => Gen.Select(Item, Name.Array[0, 5]).Sample((item, names) =>
    {
        var stored = StoredItem.Of([], item);
        return stored.Only(names).Equals(item.Only(names)) && names.All(name => Equals(stored.Attribute(name), item[name]));
    });

    [Fact]
    public void Under_AnotherKey_HasTheSameAttributes() => Item.Sample(item =>
    {
        var index = StoredItem.Of([1], item).Under([2, 3]);
        return index.Key.SequenceEqual(new byte[] { 2, 3 }) && index.Attributes.Equals(item) && index.Size == item.Size;
    });

    [Fact]
    public void SameAttributes_OfASetInAnotherOrderOrAnotherValue_IsByValue()
    {
        var one = AttributeMap.Empty.With("clubs", new StringSetValue(["a", "b"]));
        Assert.True(StoredItem.Of([], one).SameAttributes(StoredItem.Of([], AttributeMap.Empty.With("clubs", new StringSetValue(["b", "a"])))));
        Assert.False(StoredItem.Of([], one).SameAttributes(StoredItem.Of([], one.With("v", BooleanValue.True))));
    }

    [Fact]
    public void Names_MoreThanGetANumber_AreReadBackToo()
    {
        var names = new NameTable();
        var many = Enumerable.Range(0, NameTable.Most + 10).Select(i => "name" + i).ToList();
        Parallel.ForEach(many, name => names.NumberOf(name));
        Assert.Equal(10, many.Count(name => names.NumberOf(name) == 0));
        Assert.All(many.Where(name => names.NumberOf(name) > 0), name => Assert.Equal(name, names.NameOf(names.NumberOf(name))));

        var item = AttributeMap.From([.. Enumerable.Range(0, NameTable.Most + 100).Select(i => KeyValuePair.Create<string, AttributeValue>($"own-{i}", new StringValue($"{i}")))]);
        Assert.Equal(item, StoredItem.Of([], item).Attributes);
    }
}

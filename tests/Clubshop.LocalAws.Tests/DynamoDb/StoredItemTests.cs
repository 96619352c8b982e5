using System.Buffers;
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
        return stored.Attributes.Equals(item) && stored.Size == item.Size && stored.Attributes.Size == item.Size && stored.Key.SequenceEqual(new byte[] { 1, 2 });
    });

    [Fact]
    public void Only_OfAnyNames_HasThoseThatTheItemHas() => Gen.Select(Item, Name.Array[0, 5]).Sample((item, names) =>
    {
        var stored = StoredItem.Of([], item);
        return stored.Only(names).Equals(item.Only(names)) && names.All(name => Equals(stored.Attribute(name), item[name]));
    });

    [Fact]
    public void Read_OfALogEntry_IsWhatPackingGives() => Item.Sample(item =>
    {
        item = item.With("pk", new StringValue("OFFER#1")).With("sk", new NumberValue(DynamoNumber.From(item.Count)));
        var keys = new KeySchema("pk", "sk");
        var entry = new ArrayBufferWriter<byte>();
        new PutChange(7, [], item).Write(entry);
        var input = new LogReader(entry.WrittenSpan);
        Assert.True(Change.IsPut(input));
        Assert.Equal(7, Change.TakePut(ref input));
        var read = StoredItem.Read(new(keys, StoredItem.Names), ref input);
        Assert.True(input.AtEnd);

        // And back, as a snapshot writes it.
        var again = new ArrayBufferWriter<byte>();
        Change.WritePut(again, 7, read);
        return read.Attributes.Equals(item) && read.Size == item.Size && read.Key.SequenceEqual(KeyCodec.KeyOf(keys, item))
            && again.WrittenSpan.SequenceEqual(entry.WrittenSpan);
    });

    [Fact]
    public void IndexEntry_ItsKey_IsItsOwnPartAndThenTheItems() => Gen.Select(Gen.Byte.Array[0, 20], Gen.Byte.Array[0, 20], Gen.Byte.Array[0, 40]).Sample((part, own, other) =>
    {
        var entry = new IndexEntry(part, StoredItem.Of(own, AttributeMap.Empty), 0);
        var whole = StoredItem.Of([.. part, .. own], AttributeMap.Empty);
        return entry.CopyKey().AsSpan().SequenceEqual(whole.Key) && entry.KeyLength == whole.KeyLength
            && Math.Sign(entry.CompareKey(other)) == Math.Sign(whole.CompareKey(other)) && entry.CompareKey(whole.Key) == 0
            && Enumerable.Range(0, 50).All(from => entry.KeyPiece(from) == whole.KeyPiece(from));
    });

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

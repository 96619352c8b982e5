using System.Text;
using Clubshop.Api.Cache;
using Clubshop.Api.Tests.Testing;

namespace Clubshop.Api.Tests.Cache;

/// <summary>Values of the contract, and what is not one.</summary>
public sealed class CacheValuesTests
{
    // As the contract's page has it.
    private const string Sample = """
        {"schema":1,"type":"record","kind":"offer","id":"0199f3a0c1b27d41a9e8b1c2d3e4f506","version":3,"writtenAt":"2026-11-21T07:44:16.123Z",
         "shown":true,"name":"Flat ₹1,500 off","slug":"flat-1500-off","code":"CROMA-1500","shop":"0199f3a0c1b27d41a9e8b1c2d3e4f501",
         "categories":["0199f3a0c1b27d41a9e8b1c2d3e4f502"],"benefit":"amountoff","value":1500,"starts":"2026-11-01T18:30:00.000Z","ends":"2026-11-30T18:30:00.000Z"}
        """;

    private const string Id = "0199f3a0c1b27d41a9e8b1c2d3e4f506";

    [Fact]
    public void Record_OfTheContractsPage_IsRead()
    {
        var record = Read(Sample)!;

        Assert.True(record.Shown);
        Assert.Equal((3L, "Flat ₹1,500 off", "flat-1500-off", 1500m), (record.Version, record.Name, record.Slug, record.Value));
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 18, 30, 0, TimeSpan.Zero), record.Ends);
        Assert.Empty(record.Clubs);
    }

    [Fact]
    public void Mark_OfTheContractsPage_IsReadAsNotShown()
    {
        var mark = Read($$"""{"schema":1,"type":"record","kind":"offer","id":"{{Id}}","version":9,"writtenAt":"2026-11-21T07:44:17.001Z","shown":false}""")!;

        Assert.False(mark.Shown);
        Assert.Equal(9, mark.Version);
    }

    [Theory]
    [InlineData("\"schema\":1", "\"schema\":2")]
    [InlineData("\"type\":\"record\"", "\"type\":\"slug\"")]
    [InlineData("\"kind\":\"offer\"", "\"kind\":\"shop\"")]
    [InlineData(Id, "0199f3a0c1b27d41a9e8b1c2d3e4f507")]
    [InlineData("\"version\":3", "\"version\":3.5")]
    [InlineData("\"version\":3", "\"version\":\"3\"")]
    [InlineData("\"version\":3,", "")]
    [InlineData("\"version\":3", "\"version\":0")]
    [InlineData("\"shown\":true,", "")]
    [InlineData("\"name\":\"Flat ₹1,500 off\",", "")]
    [InlineData("\"shop\":\"0199f3a0c1b27d41a9e8b1c2d3e4f501\"", "\"shop\":\"../etc\"")]
    [InlineData("\"starts\":\"2026-11-01T18:30:00.000Z\"", "\"starts\":\"soon\"")]
    [InlineData("}", "")]
    [InlineData("{", "[")]
    public void Record_ThatIsSomethingElse_IsNothing(string from, string to) => Assert.Null(Read(Sample.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void Record_WithUnknownMembers_IsRead() => Assert.NotNull(Read(Sample.Replace("\"shown\":true", "\"shown\":true,\"colour\":{\"of\":[1,2]}", StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\0\u0001")]
    public void Record_ThatIsNoJson_IsNothing(string text) => Assert.Null(Read(text));

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("9007199254740991", 9007199254740991L)]
    [InlineData("9007199254740992", null)]
    [InlineData("0", null)]
    [InlineData("01", null)]
    [InlineData("-1", null)]
    [InlineData("1 ", null)]
    [InlineData("1.0", null)]
    [InlineData("", null)]
    [InlineData("99999999999999999999", null)]
    public void Generation_IsDigitsAlone(string text, long? number) => Assert.Equal(number, CacheValues.Generation(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("""{"schema":1,"type":"list","kind":"offer","list":"all","pages":2,"page":1,"entries":[["ID",3,"2026-11-01T18:30:00.000Z",null,"more"]]}""", true)]
    [InlineData("""{"entries":[["ID",3]],"page":1,"pages":2,"list":"all","kind":"offer","type":"list","schema":1,"new":[[]]}""", true)]
    [InlineData("""{"schema":1,"type":"list","kind":"offer","list":"all","pages":2,"page":0,"entries":[]}""", false)]
    [InlineData("""{"schema":1,"type":"list","kind":"offer","list":"of-shop:x","pages":2,"page":1,"entries":[]}""", false)]
    [InlineData("""{"schema":1,"type":"list","kind":"shop","list":"all","pages":2,"page":1,"entries":[]}""", false)]
    [InlineData("""{"schema":1,"type":"list","kind":"offer","list":"all","pages":0,"page":1,"entries":[]}""", false)]
    [InlineData("""{"schema":1,"type":"list","kind":"offer","list":"all","pages":2,"page":1}""", false)]
    [InlineData("""{"schema":1,"type":"list","kind":"offer","list":"all","pages":2,"page":1,"entries":[["no id",3]]}""", false)]
    [InlineData("""{"schema":1,"type":"list","kind":"offer","list":"all","pages":2,"page":1,"entries":[["ID",3]""", false)]
    [InlineData("""{"schema":"1","type":"list","kind":"offer","list":"all","pages":2,"page":1,"entries":[]}""", false)]
    public void List_IsReadOrNothing(string text, bool read)
    {
        var page = CacheValues.List(Encoding.UTF8.GetBytes(text.Replace("ID", Id, StringComparison.Ordinal)), RecordKind.Offer, "all", 1);

        Assert.Equal(read, page is not null);
        Assert.True(page is null || page.Entries.Single().Id == Id);
    }

    [Fact]
    public void Entries_InOrder_AreTheLatestStartFirst()
    {
        ListEntry[] entries = [new(1, 5, 9), new(2, 7, 9), new(3, 5, 9)];

        Array.Sort(entries, ListEntry.Order);

        Assert.Equal([Records.Id(2), Records.Id(3), Records.Id(1)], entries.Select(entry => entry.Id));
    }

    private static CatalogRecord? Read(string text) => CacheValues.Record(Encoding.UTF8.GetBytes(text), RecordKind.Offer, Id);
}

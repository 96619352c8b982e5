using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers;

namespace Clubshop.Admin.Tests.Import;

/// <summary>Rows with an odd cell among good ones: the good ones are taken.</summary>
public sealed class ImportOddRowTests : IAsyncLifetime
{
    private const string Head = "code,title,shop,benefit,value,starts,ends\n";

    private ImportWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await ImportWorld.OpenAsync();
        await _world.ImportAsync(ShopKind.Name, "code,name\ns1,Croma\n");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Import_OneCellInDevanagariDigits_IsReadWithTheOthers()
    {
        var job = await _world.ImportAsync(
            OfferKind.Name, Head + "o1,One,s1,Percent off,20,2026-12-01 10:00,\no2,Two,s1,Percent off,२०,१/१२/२०२६,३१/१२/२०२६\no3,Three,s1,Percent off,20,2026-12-01 10:00,\n");

        Assert.Equal((3, 0, 0, 0), ImportWorld.Counts(job));
        var two = Offer("o2");
        Assert.Equal((OfferSamples.India(2026, 12, 1), OfferSamples.India(2027, 1, 1)), (two.Starts!.Value, two.Ends!.Value));
        Assert.Equal(20, two.Value);
    }

    [Theory]
    [InlineData("0001-01-01 00:00:00", "starts")]
    [InlineData("12.5", "starts")]
    [InlineData("46356", "starts")]
    [InlineData("soon", "starts")]
    [InlineData("\"99,50\"", "value")]
    [InlineData("\"1,0,0\"", "value")]
    public async Task Import_OneCellThatCannotBeRead_RefusesItsRowAlone(string cell, string column)
    {
        string Row(string code, string value, string starts) => $"{code},{code},s1,Amount off,{value},{starts},\n";
        var text = Head + Row("o1", "20", "2026-12-01") + (column == "value" ? Row("o2", cell, "2026-12-01") : Row("o2", "20", cell)) + Row("o3", "20", "2026-12-01");
        var file = await _world.KeepAsync(OfferKind.Name, text);

        var preview = CatalogWorld.Value(await _world.LookAsync(file));
        Assert.Equal((2, 1), (preview.Created, preview.Refused));
        Assert.Equal((3, column), (preview.RefusedRows[0].Line, preview.RefusedRows[0].Column));

        Assert.Equal((2, 0, 0, 1), ImportWorld.Counts(await _world.EndAsync(await _world.StartAsync(file))));
        var refused = Assert.Single(await _world.Imports.RefusedAsync(ImportWorld.Meera, file, default));
        Assert.Equal((column, preview.RefusedRows[0].Reason), (refused.Column, refused.Reason)); // the job keeps column and reason apart
    }

    [Fact]
    public async Task Import_ATimeInUtc_IsConverted_AndShownBeforeItIsWritten()
    {
        const string Text = Head + "o1,One,s1,Percent off,20,2026-12-01 18:29:00Z,2026-12-31T18:30Z\no2,Two,s1,Percent off,20,1 Dec,\no3,Three,s1,Percent off,20,2026-12-01 18:29,\n";

        var preview = await _world.LookAsync(OfferKind.Name, Text);

        Assert.Equal(
            [
                new(2, "starts", "2026-12-01 18:29:00Z", "1 Dec 2026, 11:59 pm IST"),
                new(2, "ends", "2026-12-31T18:30Z", "31 Dec 2026, end of day IST"),
                new(3, "starts", "1 Dec", "1 Dec 2026, 12:00 am IST"),
            ],
            preview.UnderstoodCells);
        Assert.Equal(3, preview.Understood);

        await _world.ImportAsync(OfferKind.Name, Text);
        Assert.Equal(OfferSamples.India(2026, 12, 1, 23, 59), Offer("o1").Starts);
    }

    [Fact]
    public async Task Import_AnEndAsADateAlone_CoversTheWholeDay_AndComesBackAsTheDate()
    {
        await _world.ImportAsync(OfferKind.Name, Head + "o1,One,s1,Percent off,20,2026-12-01,2026-12-31\no2,Two,s1,Percent off,20,2026-12-01,2026-12-31 23:59\n");

        Assert.Equal((OfferSamples.India(2027, 1, 1), OfferSamples.India(2026, 12, 31, 23, 59)), (Offer("o1").Ends!.Value, Offer("o2").Ends!.Value));
        var export = await _world.ExportAsync(OfferKind.Name);
        Assert.Contains(",2026-12-01 00:00,2026-12-31,", export, StringComparison.Ordinal);
        Assert.Contains(",2026-12-01 00:00,2026-12-31 23:59,", export, StringComparison.Ordinal);
        Assert.Equal((0, 0, 2, 0), ImportWorld.Counts(await _world.ImportAsync(OfferKind.Name, export)));
    }

    [Fact]
    public async Task Import_ASemicolonFile_MayHaveDecimalCommas()
    {
        var job = await _world.ImportAsync(OfferKind.Name, "code;title;shop;benefit;value;starts\no1;One;s1;Amount off;99,50;2026-12-01\no2;Two;s1;Amount off;1,500;2026-12-01\no3;Three;s1;Amount off;1,00,000;2026-12-01\n");

        Assert.Equal((2, 0, 0, 1), ImportWorld.Counts(job));
        Assert.Equal((99.5m, 100_000m), (Offer("o1").Value!.Value, Offer("o3").Value!.Value));
    }

    [Theory]
    [InlineData(";;;\ncode;name;city\nx;Croma;Pune\n")]
    [InlineData("\ufeff\ufeffcode,name,city\nx,Croma,Pune\n")]
    [InlineData("\ufeff\ufeff\r\n ; ; \r\nCODE;Na_me;CITY\r\nx;Croma;Pune\r\n")]
    [InlineData("code|name|city\nx|Croma|Pune\n")]
    public async Task Import_BlankFirstLinesAndMarks_AreNoRows(string text)
    {
        Assert.Equal((1, 0, 0, 0), ImportWorld.Counts(await _world.ImportAsync(ShopKind.Name, text)));
        Assert.Equal("Croma", _world.Shop("x").Name);
    }

    [Fact]
    public async Task Import_ACodeInAnotherCase_IsTheSameRecord_AndKeepsItsCode()
    {
        await _world.ImportAsync(ClubKind.Name, "code,name\ncroma,Croma\n");

        Assert.Equal((0, 1, 0, 0), ImportWorld.Counts(await _world.ImportAsync(ClubKind.Name, "code,name\nCROMA,Croma India\n")));
        Assert.Equal((1, 0, 0, 1), ImportWorld.Counts(await _world.ImportAsync(ClubKind.Name, "code,name\nTata,Tata\ntata,Tata again\n")));
        Assert.Equal((1, 0, 0, 0), ImportWorld.Counts(await _world.ImportAsync(ShopKind.Name, "code,name,clubs\nnew,New,Croma|CROMA|TATA\n")));

        var clubs = _world.Get<RecordIndex<Admin.Clubs.ClubRow>>().All();
        Assert.Equal(["Tata", "croma"], clubs.Select(row => row.Code).Order(StringComparer.Ordinal));
        Assert.Equal(clubs.Select(row => row.Id).Order(), _world.Shop("new").ClubIds.Order());
    }

    [Fact]
    public async Task Plan_ARowThatThePortalFailsAt_IsRefusedAloneWithAReference()
    {
        var kind = (ShopCsv)_world.Kind(ShopKind.Name);
        var columns = kind.Columns.Select(column => column.Name != "city" ? column : column with
        {
            Read = (shop, text, books) => text == "boom" ? throw new FormatException("odd") : column.Read(shop, text, books),
        }).ToList();
        var bytes = "code,name,city\na,A,Pune\nb,B,boom\nc,C,Pune\n"u8.ToArray();
        var source = new ImportSource("019a0000000070008000000000000abc", "odd.csv", () => new MemoryStream(bytes));
        var books = new CodeLookups(_world.Get<CodeSources>());
        var planner = new Planner<Shop>(
            _world.Get<ShopService>(), source, ImportWorld.Meera, columns, ShopFields.All, books, books[ShopKind.Name], id => new() { Id = id }, RowOrder.AsTheyCome, _world.Get<RowFaults>());

        var plans = new List<RowPlan<Shop>>();
        await foreach (var window in planner.PlanAsync(0, default))
            plans.AddRange(window);

        Assert.Equal([typeof(RowPlan<Shop>.Create), typeof(RowPlan<Shop>.Refused), typeof(RowPlan<Shop>.Create)], plans.Select(plan => plan.GetType()));
        Assert.StartsWith("The portal failed at this row and left it out", ((RowPlan<Shop>.Refused)plans[1]).Problems[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ARowThatDynamoDbCallsInvalid_IsRefusedAlone()
    {
        var writes = 0;
        _world.Faults.Decide = (_, operation) => operation == "TransactWriteItems" && Interlocked.Increment(ref writes) == 5 ? Storage.Fault.Invalid : Storage.Fault.None;

        var job = await _world.ImportAsync(ShopKind.Name, "code,name\na,A\nb,B\nc,C\n"); // transactions before those of the rows keep the file and start the job

        Assert.Equal((2, 0, 0, 1), ImportWorld.Counts(job));
    }

    private OfferRow Offer(string code) => _world.Get<RecordIndex<OfferRow>>().All().Single(row => row.Code == code);
}

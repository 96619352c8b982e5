using System.Text;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Import;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using CsCheck;

namespace Clubshop.Admin.Tests.Import;

public sealed class ImportFuzzTests : IAsyncLifetime
{
    private static readonly Gen<string> Odd = Gen.OneOf<string>(
        Gen.OneOf(
            "", " ", "x", "=1", "१/१२/२०२६", "0001-01-01 00:00:00", "9999-12-31", "2026-12-01T18:29Z", "12.5", "46356", "99,50", "1,00,000", "20", "101", "-1", "1e9", "percent off", "Free gift", "published", "deleted",
            "s1", "S1", "s1|s1", "|||", "no-such", "\u0007", "\u202e", "😀", "https://x.in", "javascript:1", new string('9', 60), new string('x', 200)),
        Gen.String.Select(text => text.Replace('\ufffe', ' '))); // it stands for bytes that are not text, for which a file is refused as a whole

    private ImportWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await ImportWorld.OpenAsync();
        await _world.ImportAsync(ClubKind.Name, "code,name\nc1,Delhi\n");
        await _world.ImportAsync(ShopKind.Name, "code,name\ns1,Croma\n");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public Task Plan_OfGoodRowsAmongOddOnes_TakesEveryGoodRow() => Gen.Select(Odd.Array[18], Gen.Int[0, 17].Array[1, 3], Gen.Int[0, 9]).Array[0, 5].SampleAsync(async odd =>
    {
        var columns = _world.Kind(OfferKind.Name).ColumnInfos.Select(column => column.Name).ToArray();
        var text = new StringBuilder(string.Join(',', columns)).Append("\r\n");
        text.Append(Good("good0")).Append("\r\n");
        for (var i = 0; i < odd.Length; i++)
        {
            // A row that is good but for some cells, or odd in all of them.
            var (cells, changed, all) = odd[i];
            var row = columns.Select((name, n) => all == 0 || changed.Contains(n) ? cells[n] : Cells($"odd{i}").GetValueOrDefault(name, "")).ToArray();
            text.Append(string.Join(',', row.Select(Quoted))).Append("\r\n").Append(Good($"good{i + 1}")).Append("\r\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var source = new ImportSource("019a0000000070008000000000000abc", "odd.csv", () => new MemoryStream(bytes));
        var preview = await _world.Kind(OfferKind.Name).PreviewAsync(source, ImportWorld.Meera, _world.Clock.GetUtcNow(), new Progress<long>(), CancellationToken.None);

        Assert.True(preview.Created >= odd.Length + 1, string.Join("\n", preview.RefusedRows.Select(row => $"{row.Line} {row.Name} {row.Column}: {row.Reason}")));
        Assert.DoesNotContain(preview.RefusedRows, row => row.Name.StartsWith("Title of good", StringComparison.Ordinal) || row.Reason.Contains("The portal failed", StringComparison.Ordinal));
        Assert.All(preview.RefusedRows, row => Assert.NotEmpty(row.Reason));

        string Good(string code) => string.Join(',', columns.Select(name => Quoted(Cells(code).GetValueOrDefault(name, ""))));
    });

    private static Dictionary<string, string> Cells(string code) => new(StringComparer.Ordinal)
    {
        ["code"] = code,
        ["title"] = "Title of " + code,
        ["shop"] = "s1",
        ["benefit"] = "Percent off",
        ["value"] = "20",
        ["starts"] = "2026-11-20 10:00",
        ["ends"] = "2026-12-31",
    };

    private static string Quoted(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}

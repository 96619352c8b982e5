using System.IO.Compression;
using Clubshop.Admin.Input;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.Tests.Testing;
using CsCheck;

namespace Clubshop.Admin.Tests.Input.Workbooks;

[Collection(nameof(Alone))]
public sealed class XlsxSheetTests
{
    private static readonly (string Name, CellKind Kind)[] Columns = [("code", CellKind.Text), ("value", CellKind.Number), ("ends", CellKind.Moment)];

    private static readonly CsvColumnInfo[] Infos = [new("code", true, ""), new("value", false, ""), new("ends", false, "")];

    private static async Task<byte[]> WriteAsync(params string[][] rows)
    {
        var bytes = new OnlyAsync();
        await using (var sheet = await XlsxSheet.CreateAsync(bytes, "Offers", Columns, default))
        {
            foreach (var row in rows)
                await sheet.WriteAsync(row, default);

            await sheet.FinishAsync(default);
        }

        return bytes.ToArray();
    }

    private static async Task<List<string[]>> ReadAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var table = await CsvTable.OpenAsync(stream, Infos, default);
        var rows = new List<string[]>();
        while (await table.ReadAsync(default) is { } row)
            rows.Add([.. Infos.Select(info => table.Cell(row, info.Name))]);

        return rows;
    }

    [Fact]
    public async Task Cells_AreTextNumbersAndDates()
    {
        var bytes = await WriteAsync(["=1+1", "1500.5", "2026-11-30 18:00"], ["@sum", "-5", "2026-11-30"], ["+91", "n/a", ""]);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = await reader.ReadToEndAsync();
        Assert.DoesNotContain("<f>", xml, StringComparison.Ordinal);
        Assert.Contains("<v>1500.5</v>", xml, StringComparison.Ordinal);
        Assert.Contains("<v>46356.75</v>", xml, StringComparison.Ordinal);
        Assert.Equal([["=1+1", "1500.5", "2026-11-30 18:00"], ["@sum", "-5", "2026-11-30"], ["+91", "n/a", ""]], await ReadAsync(bytes));
    }

    [Fact]
    public void Texts_OfAnyKind_ComeBackAsTheyWere() => Gen.OneOf(
            Gen.OneOf("=1", "'=1", "''x", " a ", "दिवाली\nमिठाई", "_x0041_", "__x0041_", "_x005F_", "<b>&amp;", "👩🏽‍💻", "a,b;\"c\"", "_x", "0012", "2026-11-30", "-"),
            Gen.String[Gen.Char["ax_0123456789ABF=+-@' \n<>&"], 1, 20].Where(text => text.Trim().Length > 0))
        .Sample(text => Assert.Equal(text, Assert.Single(ReadAsync(WriteAsync([text, "", ""]).GetAwaiter().GetResult()).GetAwaiter().GetResult())[0]), iter: 300, threads: 1);

    [Fact]
    public async Task Rows_200000_AreWrittenAsTheyCome_AndReadBack()
    {
        const int Rows = 200_000;
        var (sent, before, most) = (new OnlyAsync(), GC.GetTotalMemory(forceFullCollection: true), 0L);
        await using (var sheet = await XlsxSheet.CreateAsync(sent, "Offers", Columns, default))
        {
            for (var i = 0; i < Rows; i++)
            {
                await sheet.WriteAsync([$"offer-{i}", "10", "2026-11-30"], default);
                if (i % 50_000 == 0)
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before - sent.Capacity);
            }

            await sheet.FinishAsync(default);
        }

        Assert.True(most < 8_000_000, $"{most} bytes were in use");
        sent.Rewind();
        var table = await CsvTable.OpenAsync(sent, Infos, default);
        var read = 0;
        while (await table.ReadAsync(default) is not null)
            read++;
        Assert.Equal(Rows, read);
    }

    /// <summary>Refuses what a server's answer refuses: to be written to synchronously, and to go back.</summary>
    private sealed class OnlyAsync : MemoryStream
    {
        private bool _written;

        public override bool CanSeek => _written;

        public override void Flush()
        {
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var bytes = buffer.ToArray();
            base.Write(bytes, 0, bytes.Length);
            return default;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public void Rewind()
        {
            _written = true;
            Position = 0;
        }
    }
}

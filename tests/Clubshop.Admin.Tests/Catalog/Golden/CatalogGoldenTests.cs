using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2;
using Bunit;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Import;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Catalog.Golden;

/// <summary>
/// What the four kinds put into the table, into files, into the cache and the audit log, and what their forms look like, against files that
/// were committed. They are contracts: end users' servers, importers and stored items depend on them. <see cref="GoldenFile"/> says how the
/// files are written anew.
/// </summary>
public sealed class CatalogGoldenTests : PageTest
{
    private readonly StringBuilder _differences = new();
    private int _token;

    [Fact]
    public async Task Club_InEveryOutput_IsAsCommitted()
    {
        await FillAsync(World.Clubs, GoldenSamples.Clubs);
        Rules(ClubKind.Name, World.Clubs, GoldenSamples.BrokenClubs);
        await ItemsAsync(ClubKind.Name, World.Clubs, GoldenSamples.Clubs);
        await FilesAsync(ClubKind.Name,
            """
            code,name,slug,description,website,city,status,other
            INFY/PUN,"  Infosys  ""Pune"" ",infosys-x,,,'=Goa,archived,x
            delhi-metro-staff,Delhi Metro Staff,,,,,,
            infy/pun,Twice,,,,,,
            new-1,,,,,,,
            new-2,New,Bad Slug,,nowhere,,live,
            new-3,New,,,,,deleted,
            new-4,New,,,,,,
            """);
        await FormsAsync<Club, ClubEditPage>(ClubKind.Name, World.Clubs, GoldenSamples.Clubs[0], GoldenSamples.OtherClub, GoldenSamples.Clubs[2], ClubUrls.Edit("new"));
        AssertNone();
    }

    [Fact]
    public async Task Category_InEveryOutput_IsAsCommitted()
    {
        await FillAsync(World.Categories, GoldenSamples.Categories);
        Rules(CategoryKind.Name, World.Categories, GoldenSamples.BrokenCategories);
        await ItemsAsync(CategoryKind.Name, World.Categories, GoldenSamples.Categories);
        await FilesAsync(CategoryKind.Name,
            """
            code,parent,name,slug,description,status
            FASHION,mithai,Fashion,,"a
            b",draft
            shoes,,Shoes,,,
            new-1,fashoin,New,,,
            new-2,new-2,New,,,
            new-3,shoes,New,,,
            """);
        await FormsAsync<Category, CategoryEditPage>(
            CategoryKind.Name, World.Categories, GoldenSamples.Categories[1], GoldenSamples.OtherCategory, GoldenSamples.Categories[3], CategoryUrls.Edit("new"));
        AssertNone();
    }

    [Fact]
    public async Task Shop_InEveryOutput_IsAsCommitted()
    {
        await FillAsync(World.Clubs, GoldenSamples.Clubs);
        await FillAsync(World.Categories, GoldenSamples.Categories);
        await FillAsync(World.Shops, GoldenSamples.Shops);
        Rules(ShopKind.Name, World.Shops, GoldenSamples.BrokenShops);
        await ItemsAsync(ShopKind.Name, World.Shops, GoldenSamples.Shops);
        await FilesAsync(ShopKind.Name,
            """
            code,name,slug,description,website,city,clubs,category,status
            CROMA,Croma,,,,Pune,infy/pun|,FASHION | MITHAI,paused
            tata-cliq,Tata Cliq,,,,,nobody,,
            new-1,New,,,,,,fashions,
            new-2,New,,,http://x.example,,infy/pun|delhi-metro-staff,shoes,draft
            """);
        await FormsAsync<Shop, ShopEditPage>(ShopKind.Name, World.Shops, GoldenSamples.Shops[0], GoldenSamples.OtherShop, GoldenSamples.Shops[2], ShopUrls.Edit("new"));
        AssertNone();
    }

    [Fact]
    public async Task Offer_InEveryOutput_IsAsCommitted()
    {
        var offers = World.Get<OfferService>();
        await World.Get<RecordIndex<OfferRow>>().WhenReadyAsync(default);
        await FillAsync(World.Clubs, GoldenSamples.Clubs);
        await FillAsync(World.Categories, GoldenSamples.Categories);
        await FillAsync(World.Shops, GoldenSamples.Shops);
        await FillAsync(offers, GoldenSamples.Offers);
        Rules(OfferKind.Name, offers, GoldenSamples.BrokenOffers);
        await ItemsAsync(OfferKind.Name, offers, GoldenSamples.Offers);
        await FilesAsync(OfferKind.Name,
            """
            code,title,slug,shop,clubs,categories,benefit,value,starts,ends,terms,landing page,description,status
            CROMA-1500,Flat,,croma,,mithai,cash-back,"1,00,000.50",2026-11-21T10:00:00+09:00,30/11/2026,,,"x
            y",draft
            DIW-12.5,Same,,,infy/pun,,,12.5 %,21 Nov,30 Nov 2026 24:00,,https://x.example/,,
            a-gift,A gift,,croma,,,nothing,,,,,,,
            odd-seconds,Odd,,croma,,,,many,,,,,,
            new-1,New,,,,,percent off,20,1/11/2026,,,,,
            new-2,New,,croma,,,percent off,20,46356,,,,,
            new-3,New,,croma,,,,20,1/11/2026,,,,,
            new-4,New,,croma,,,Free gift,,1/11/2026,2026-12-01,,,,
            """);
        await FormsAsync<Offer, OfferEditPage>(OfferKind.Name, offers, GoldenSamples.Offers[0], GoldenSamples.OtherOffer, GoldenSamples.Offers[1], OfferUrls.Edit("new"));
        AssertNone();
    }

    [Fact]
    public void Compare_OfTextsThatDiffer_NamesTheLines()
    {
        Assert.Null(GoldenFile.Compare("x", "a\nb\n", "a\nb\n"));
        Assert.Equal("x differs:\n- 2: b\n+ 2: B\n+ 3: C\n", GoldenFile.Compare("x", "a\nb\nd\n", "a\nB\nC\nd\n"));
        Assert.Equal("x differs:\n- 2: b\n", GoldenFile.Compare("x", "a\nb\n", "a\n"));
    }

    private async Task FillAsync<T>(RecordService<T> service, IReadOnlyList<T> records)
        where T : class, ICatalogRecord
    {
        var picture = PictureRows.Of(GoldenSamples.Picture);
        await World.Get<UnauditedWriter>().PutAsync(picture.Table, new Item(picture.Pk).Set(PictureRows.State, PictureRows.Ready), null, default);
        foreach (var record in records)
            CatalogWorld.Value(await service.SaveAsync(CatalogWorld.Meera, record, Submit(), default));
    }

    private Submit Submit() => new($"golden-{++_token}") { Decided = true };

    private void Rules<T>(string kind, RecordService<T> service, IReadOnlyList<T> broken)
        where T : class, ICatalogRecord
    {
        var text = new StringBuilder();
        foreach (var record in broken)
        {
            Write(text, service.Clean(record));
            foreach (var problem in service.Check(record))
                text.Append("! ").Append(problem.Field).Append(" (").Append(problem.Code).Append("): ").Append(problem.Message).Append('\n');
        }

        Note(kind + "/rules.txt", text);
    }

    // As it is stored, read again, published and logged; and what an item reads as that has nothing, or what this portal does not know.
    private async Task ItemsAsync<T>(string kind, RecordService<T> service, IReadOnlyList<T> records)
        where T : class, ICatalogRecord
    {
        var (items, cached, audit) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var (reader, published) = (World.Get<TableReader>(), World.Services.GetServices<PublishedKind>().Single(one => one.Kind == kind));
        foreach (var record in records)
        {
            var item = (await reader.ReadAsync(service.KeyOf(record.Id), default))!;
            Write(items, item);
            Write(items, CatalogWorld.Value(await service.FindAsync(CatalogWorld.Meera, record.Id, default)));
            cached.Append(Encoding.UTF8.GetString(CacheValue.OfRecord(published, item, CatalogWorld.Now))).Append('\n');
            var copy = item.Copy().Set("status", "published");
            cached.Append(Encoding.UTF8.GetString(CacheValue.OfRecord(published, copy, CatalogWorld.Now))).Append('\n');
            Write(audit, await World.HistoryAsync(kind, record.Id));
        }

        foreach (var odd in (Func<Item, Item>[])[item => item, item => item.Set("status", "unknown").Set("benefit", "unknown").Set("starts", "soon"), item => item.Set("status", "Published").Set("benefit", "FREEGIFT")])
        {
            var item = odd(new Item(service.KeyOf(GoldenSamples.Id(0xee)).Pk).Set("v", 3L));
            await World.Get<IAmazonDynamoDB>().PutItemAsync(World.Get<TableNames>()[service.KeyOf("").Table], item.ToAttributes());
            Write(items, CatalogWorld.Value(await service.FindAsync(CatalogWorld.Meera, GoldenSamples.Id(0xee), default)));
            cached.Append(Encoding.UTF8.GetString(CacheValue.OfRecord(published, item, CatalogWorld.Now))).Append('\n');
        }

        Note(kind + "/items.txt", items);
        Note(kind + "/cached.txt", cached);
        Note(kind + "/created.txt", audit);
    }

    private async Task FilesAsync(string kind, string csv)
    {
        var text = new StringBuilder();
        var import = World.Services.GetServices<IImportKind>().Single(one => one.Kind.Name == kind);
        foreach (var column in import.ColumnInfos)
            text.Append(CultureInfo.InvariantCulture, $"{column.Name}{(column.Required ? " (needed)" : "")}{string.Concat(column.Aliases.Select(alias => " = " + alias))}: {column.Says}\n");

        using var file = new MemoryStream();
        await import.ExportAsync(CatalogWorld.Meera, ListQuery.Parse(import.Kind.Spec, import.Kind.Spec.Path), workbook: false, file, default);
        text.Append("Exported:\n").Append(Visible(Encoding.UTF8.GetString(file.ToArray()))).Append('\n');

        var source = new ImportSource(GoldenSamples.Id(0xff), "golden.csv", () => new MemoryStream(Encoding.UTF8.GetBytes(csv)));
        var preview = await import.PreviewAsync(source, CatalogWorld.Meera, CatalogWorld.Now, new Progress<long>(), default);
        text.Append(CultureInfo.InvariantCulture, $"Imported: {preview.Created} created, {preview.Changed} changed, {preview.Unchanged} unchanged, {preview.Refused} refused, {preview.Published} published\n");
        foreach (var row in preview.ChangedRows)
        {
            foreach (var (column, before, after) in row.Fields)
                text.Append(CultureInfo.InvariantCulture, $"{row.Name}: {column}: {Visible(before)} → {Visible(after)}\n");
        }

        foreach (var row in preview.RefusedRows)
            text.Append(CultureInfo.InvariantCulture, $"line {row.Line}: {row.Name}: {row.Column}: {Visible(row.Cell)}: {row.Reason}\n");
        foreach (var cell in preview.UnderstoodCells)
            text.Append(CultureInfo.InvariantCulture, $"line {cell.Line}: {cell.Column}: {cell.Cell} read as {cell.As}\n");
        text.Append("Ignored: ").AppendJoin(", ", preview.IgnoredColumns).Append('\n');
        Note(kind + "/files.txt", text);
    }

    private async Task FormsAsync<T, TPage>(string kind, RecordService<T> service, T sample, Func<T, T> other, T deleted, string fresh)
        where T : class, ICatalogRecord
        where TPage : IComponent
    {
        var text = new StringBuilder();
        Navigation.NavigateTo(fresh);
        var page = Ready(Open<TPage>(CatalogWorld.Meera));
        text.Append("# New\n").Append(GoldenForm.Describe(page.Find("form")));
        page.Find("form").Submit();
        page.WaitForElement("form [aria-invalid=true]");
        text.Append("# New, submitted empty\n").Append(GoldenForm.Describe(page.Find("form")));

        page = Ready(Open<TPage>(CatalogWorld.Meera, sample.Id));
        text.Append("# Saved\n").Append(GoldenForm.Describe(page.Find("form")));
        await GoldenForm.ChangeAllAsync(page);
        text.Append("# Changed\n").Append(GoldenForm.Describe(page.Find("form")));
        text.Append("# Save bar\n").Append(Plain(page.Find(".savebar").TextContent)).Append('\n');

        var page2 = Ready(Open<TPage>(CatalogWorld.Person(Role.Support), sample.Id));
        text.Append("# Read only\n").Append(GoldenForm.Describe(page2.Find("form")));

        var stored = CatalogWorld.Value(await service.FindAsync(CatalogWorld.Meera, deleted.Id, default));
        CatalogWorld.Value(await service.DeleteAsync(CatalogWorld.Meera, stored, Submit(), default));
        page2 = Ready(Open<TPage>(CatalogWorld.Meera, deleted.Id));
        text.Append("# Deleted\n").Append(GoldenForm.Describe(page2.Find("form")));

        var before = CatalogWorld.Value(await service.FindAsync(CatalogWorld.Meera, sample.Id, default));
        // On another instance, of which this one has not heard: otherwise what was not touched follows by itself.
        await using var another = await World.AnotherAsync();
        World.IndexesLag();
        CatalogWorld.Value(await ((RecordService<T>)another.Services.GetRequiredService(service.GetType())).SaveAsync(CatalogWorld.Rohan, other(before), Submit(), default));
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("saved this", page.Markup, StringComparison.Ordinal));
        text.Append("# Conflict\n");
        foreach (var row in page.FindAll("table tr"))
            text.AppendJoin(" | ", row.Children.Select(cell => Plain(cell.TextContent))).Append('\n');

        Note(kind + "/form.txt", text);
        var audit = new StringBuilder();
        Write(audit, await World.HistoryAsync(kind, sample.Id));
        Write(audit, await World.HistoryAsync(kind, deleted.Id));
        Note(kind + "/changed.txt", audit);
    }

    private static IRenderedComponent<TPage> Ready<TPage>(IRenderedComponent<TPage> page)
        where TPage : IComponent
    {
        page.WaitForElement(Settled);
        return page;
    }

    private void Write(StringBuilder text, IEnumerable<AuditEntry> entries)
    {
        var labels = World.Get<AuditLabels>();
        foreach (var entry in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.Action}: {labels.Sentence(entry)} ({entry.EntityName})\n");
            foreach (var change in entry.Changes)
                text.Append(CultureInfo.InvariantCulture, $"    {change.Attribute}: {change.Before?.GetRawText()} → {change.After?.GetRawText()}\n");
            foreach (var change in labels.Changes(entry))
                text.Append(CultureInfo.InvariantCulture, $"    {change.Label}: {Visible(change.Before ?? "–")} → {Visible(change.After ?? "–")}\n");
        }
    }

    private static void Write(StringBuilder text, Item item)
    {
        text.Append("item\n");
        foreach (var (name, value) in item.Raw.Where(pair => pair.Key != Attributes.Token).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var shown = value switch
            {
                { S: { } s } => "S " + Visible(s),
                { N: { } n } => "N " + n,
                { SS: { } set } => "SS " + string.Join(' ', set),
                { BOOL: { } truth } => "BOOL " + truth,
                _ => "?",
            };
            text.Append("    ").Append(name).Append(" = ").Append(shown).Append('\n');
        }
    }

    private static void Write<T>(StringBuilder text, T record)
        where T : class, ICatalogRecord
    {
        text.Append("record\n");
        foreach (var property in typeof(T).GetProperties().Where(property => property.Name != nameof(ICatalogRecord.Stamp) && property.CanWrite))
        {
            var shown = property.GetValue(record) switch
            {
                null => "null",
                string one => Visible(one.Length > 200 ? $"{one[..20]}… ({one.Length})" : one),
                DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
                IEnumerable<string> ids => string.Join(' ', ids.Order(StringComparer.Ordinal)) /* in no order of meaning */,
                IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
                var other => other.ToString(),
            };
            text.Append("    ").Append(property.Name).Append(" = ").Append(shown).Append('\n');
        }
    }

    private static string Visible(string text) => text
        .Replace("\uFEFF", "\\uFEFF", StringComparison.Ordinal).Replace("\u202e", "\\u202e", StringComparison.Ordinal)
        .Replace("\r\n", "\\r\\n\u0001", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\u0001", "\n", StringComparison.Ordinal);

    private static string Plain(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private void Note(string name, StringBuilder text) => _differences.Append(GoldenFile.Differences(name, text.ToString()));

    private void AssertNone() => Assert.True(_differences.Length == 0, _differences.ToString());
}

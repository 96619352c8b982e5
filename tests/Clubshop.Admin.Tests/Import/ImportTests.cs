using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Import;

public sealed class ImportTests : IAsyncLifetime
{
    private ImportWorld _world = null!;

    public async Task InitializeAsync() => _world = await ImportWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Import_TheRealFiles_CreatesAll_AndTwiceChangesNothing()
    {
        var (categories, shops) = (ImportWorld.RealFile("categories.csv"), ImportWorld.RealFile("shops-india.csv"));
        Assert.Equal((306, 0, 0, 0), ImportWorld.Counts(await _world.ImportAsync(CategoryKind.Name, categories)));
        Assert.Equal((399, 0, 0, 0), ImportWorld.Counts(await _world.ImportAsync(ShopKind.Name, shops)));
        Assert.Equal("Totem", CategoryNames.Of(_world.Get<RecordIndex<CategoryRow>>(), _world.Shop("essar-09abad").CategoryIds.Single()).Split(" / ")[^1]);
        Assert.All(_world.Get<RecordIndex<ShopRow>>().All(), row => Assert.Equal(EditorialStatus.Published, row.Status));

        var slugs = _world.Get<RecordIndex<ShopRow>>().All().ToDictionary(row => row.Code, row => row.Slug);
        var preview = await _world.LookAsync(ShopKind.Name, shops);
        Assert.Equal((0, 0, 399, 0), (preview.Created, preview.Changed, preview.Unchanged, preview.Refused));
        Assert.Equal(["wikidata"], preview.IgnoredColumns);
        Assert.Equal((0, 0, 306, 0), ImportWorld.Counts(await _world.ImportAsync(CategoryKind.Name, categories)));
        Assert.Equal((0, 0, 399, 0), ImportWorld.Counts(await _world.ImportAsync(ShopKind.Name, shops)));
        Assert.Equal(slugs, _world.Get<RecordIndex<ShopRow>>().All().ToDictionary(row => row.Code, row => row.Slug));
    }

    [Fact]
    public async Task Import_OfAnInstanceThatDied_GoesOn_AndEndsAsIfNothingHadHappened()
    {
        await _world.ImportAsync(CategoryKind.Name, ImportWorld.RealFile("categories.csv"));
        var file = await _world.KeepAsync(ShopKind.Name, ImportWorld.RealFile("shops-india.csv"));

        // From some write on, nothing that the first instance sends arrives.
        var (writes, dead) = (0, new TaskCompletionSource());
        _world.Faults.Decide = (_, operation) =>
        {
            if (operation == "TransactWriteItems" && Interlocked.Increment(ref writes) > 150)
                dead.TrySetResult();
            return dead.Task.IsCompleted ? Storage.Fault.NotSent : Storage.Fault.None;
        };
        var job = await _world.StartAsync(file);
        await dead.Task.WaitAsync(TimeSpan.FromSeconds(60));

        // Not there before: an instance takes any open job that nobody holds yet.
        await using var second = await _world.AnotherAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(1)); // its lease ends
        second.Get<JobHub>().Enqueue(job.Id);
        var ended = await second.EndAsync(job);
        _world.Faults.Decide = (_, _) => Storage.Fault.None;

        Assert.True(ImportWorld.Counts(ended) == (399, 0, 0, 0), string.Join("\n", (await second.Imports.RefusedAsync(ImportWorld.Meera, file, default)).Select(r => r.Reason)));
        Assert.Equal((0, 0, 399, 0), ImportWorld.Counts(await second.ImportAsync(ShopKind.Name, ImportWorld.RealFile("shops-india.csv"))));
    }

    [Theory]
    [InlineData(CategoryKind.Name, "categories.csv", 306)]
    [InlineData(ShopKind.Name, "shops-india.csv", 399)]
    public async Task Import_TakenUpByAnInstanceWhoseIndexIsBehind_KnowsWhatTheDeadOneMade(string kind, string name, int rows)
    {
        if (kind == ShopKind.Name)
            await _world.ImportAsync(CategoryKind.Name, ImportWorld.RealFile("categories.csv"));
        await using var second = await _world.AnotherAsync();
        await second.Get<CodeSources>().WhenReadyAsync(default);
        _world.IndexesLag(TimeSpan.FromHours(1));

        var file = await _world.KeepAsync(kind, ImportWorld.RealFile(name));
        var (writes, dead) = (0, new TaskCompletionSource());
        _world.Faults.Decide = (_, operation) =>
        {
            if (operation == "TransactWriteItems" && Interlocked.Increment(ref writes) > 150)
                dead.TrySetResult();
            return dead.Task.IsCompleted ? Storage.Fault.NotSent : Storage.Fault.None;
        };
        var job = await _world.StartAsync(file);
        await dead.Task.WaitAsync(TimeSpan.FromSeconds(60));
        _world.Clock.Advance(TimeSpan.FromMinutes(1)); // its lease ends
        second.Get<JobHub>().Enqueue(job.Id);
        var ended = await second.EndAsync(job);
        _world.Faults.Decide = (_, _) => Storage.Fault.None;

        Assert.Equal((rows, 0, 0, 0), ImportWorld.Counts(ended));
    }

    [Fact]
    public async Task Import_ColumnsThatAreAbsent_LeaveTheirFields_AndEmptyCellsClearThem()
    {
        await _world.ImportAsync(ShopKind.Name, "code,name,slug,city,website,status\na,Croma,croma-shop,Pune,https://www.croma.com,draft\n");
        var preview = await _world.LookAsync(ShopKind.Name, "code,name,city\na,Croma India,\n");
        Assert.Equal([("name", "Croma", "Croma India"), ("city", "Pune", "")], Assert.Single(preview.ChangedRows).Fields);
        Assert.Equal((0, 1, 0, 0), ImportWorld.Counts(await _world.ImportAsync(ShopKind.Name, "code,name,city\na,Croma India,\n")));
        var shop = _world.Shop("a");
        Assert.Equal(("Croma India", "", "https://www.croma.com", "croma-shop", EditorialStatus.Draft), (shop.Name, shop.City, shop.Website, shop.Slug, shop.Status));

        // An empty slug or status is no wish to have none.
        Assert.Equal((0, 0, 1, 0), ImportWorld.Counts(await _world.ImportAsync(ShopKind.Name, "code,name,slug,status\na,Croma India,,\n")));
    }

    [Fact]
    public async Task Import_ARowWithSeveralFaults_TellsThemAllAtOnce_AndKeepsThemApart()
    {
        var file = await _world.KeepAsync(ShopKind.Name, "code,name,website,categories\na,Croma,,\nb,,not a page,nowhere\na,,,gone\n");
        var preview = CatalogWorld.Value(await _world.LookAsync(file));
        Assert.Equal(["categories", "name", "website"], preview.RefusedRows[0].Problems.Select(problem => problem.Column).Order(StringComparer.Ordinal));
        Assert.Equal(["categories", "code", "name"], preview.RefusedRows[1].Problems.Select(problem => problem.Column).Order(StringComparer.Ordinal));

        await _world.EndAsync(await _world.StartAsync(file));
        var refused = await _world.Imports.RefusedAsync(ImportWorld.Meera, file, default);
        Assert.Equal(preview.RefusedRows.SelectMany(Told), refused.SelectMany(Told));

        static IEnumerable<(string?, string)> Told(RefusedRow row) => row.Problems.Select(problem => (problem.Column, problem.Reason));
    }

    [Fact]
    public async Task Import_AsDrafts_DecidesForNewRowsWithoutAStatus_AndForNoOthers()
    {
        await _world.ImportAsync(ShopKind.Name, "code,name\nold,Croma\n");
        var file = await _world.KeepAsync(ShopKind.Name, "code,name,status\nold,Croma India,\nplain,Tata,\nsaid,Zudio,published\n");
        var published = CatalogWorld.Value(await _world.LookAsync(file));
        Assert.Equal((false, 1, 3), (published.AsDrafts, published.StatusChosen, published.Published));

        var drafts = CatalogWorld.Value(await _world.Imports.PreviewAsync(ImportWorld.Meera, file, asDrafts: true, new Progress<long>(), default));
        Assert.Equal((true, 1, 2), (drafts.AsDrafts, drafts.StatusChosen, drafts.Published));
        Assert.Equal((2, 1, 0, 0), ImportWorld.Counts(await _world.EndAsync(CatalogWorld.Value(await _world.Imports.StartAsync(ImportWorld.Meera, file, drafts, default)))));
        Assert.Equal((EditorialStatus.Published, EditorialStatus.Draft, EditorialStatus.Published), (_world.Shop("old").Status, _world.Shop("plain").Status, _world.Shop("said").Status));
    }

    [Fact]
    public async Task Preview_OfManyNewRows_ShowsTheFirstWithWhatTheyWillBe()
    {
        var text = "code,name,city\n" + string.Concat(Enumerable.Range(1, 30).Select(n => $"s{n},Shop {n},{(n == 1 ? "नागपुर" : "")}\n"));
        var preview = await _world.LookAsync(ShopKind.Name, text);
        Assert.Equal((30, ImportPreview.MaxCreated), (preview.Created, preview.CreatedRows.Count));
        Assert.Equal((2L, "Shop 1"), (preview.CreatedRows[0].Line, preview.CreatedRows[0].Name));
        Assert.Contains(("city", "नागपुर"), preview.CreatedRows[0].Fields);
        Assert.DoesNotContain(preview.CreatedRows[1].Fields, field => field.Column == "city");
    }

    [Fact]
    public async Task Import_RefusedRows_AreToldWithLineColumnAndReason_AndToBeHadAsAFile()
    {
        const string Text = "code,name,website,categories,status\nok,Croma,https://www.croma.com,,\nbad,Tata,javascript:alert(1),,\nbad2,Zudio,,nowhere,\nok,Again,,,\n,Nobody,,,\nlong,"
            + "short,,,gone\n";
        var file = await _world.KeepAsync(ShopKind.Name, Text + $"big,{new string('x', 10_000)},,,\n", name: "mixed.csv");
        var preview = CatalogWorld.Value(await _world.LookAsync(file));
        Assert.Equal((1, 0, 0, 6), (preview.Created, preview.Changed, preview.Unchanged, preview.Refused));
        Assert.Equal([(3, "website"), (4, "categories"), (5, "code"), (6, "code"), (7, "status"), (8, "name")], preview.RefusedRows.Select(row => ((int)row.Line, row.Column!)));
        Assert.Equal("No category has the code “nowhere”.", preview.RefusedRows[1].Reason);
        Assert.Equal("nowhere", preview.RefusedRows[1].Cell);
        Assert.Contains("Line 2 has the same code", preview.RefusedRows[2].Reason, StringComparison.Ordinal);

        var before = await RefusedFileAsync(file);
        Assert.Equal((1, 0, 0, 6), ImportWorld.Counts(await _world.EndAsync(await _world.StartAsync(file))));
        Assert.Equal(before, await RefusedFileAsync(file));
        Assert.Equal(preview.RefusedRows.Select(row => (row.Line, row.Column, row.Reason)), (await _world.Imports.RefusedAsync(ImportWorld.Meera, file, default)).Select(row => (row.Line, row.Column, row.Reason)));

        // The file of refused rows is itself a file to import: what is mended is taken, the reasons are ignored.
        var again = await _world.LookAsync(ShopKind.Name, before.Replace("nowhere", "", StringComparison.Ordinal));
        Assert.Equal(["reason"], again.IgnoredColumns);
        Assert.Equal((1, 1, 4), (again.Created, again.Changed, again.Refused)); // one is mended, and what stood twice now stands once
    }

    [Fact]
    public async Task Import_HtmlFormulasAndEveryScript_AreTextAndNothingMore()
    {
        await _world.ImportAsync(ShopKind.Name, "code,name,description\na,<script>alert(1)</script>,'=HYPERLINK(1)\nb,राम स्टोर 🛍️,\"{{7*7}}\"\nc,\u200fשלום,x\n");
        Assert.Equal("<script>alert(1)</script>", _world.Shop("a").Name);
        var found = CatalogWorld.Value(await _world.Get<ShopService>().FindAsync(ImportWorld.Meera, _world.Shop("a").Id, default));
        Assert.Equal("=HYPERLINK(1)", found.Description);
        var file = await _world.ExportAsync(ShopKind.Name);
        Assert.Contains(",'=HYPERLINK(1),", file, StringComparison.Ordinal);
        Assert.Equal((0, 0, 3, 0), ImportWorld.Counts(await _world.ImportAsync(ShopKind.Name, file)));
    }

    [Fact]
    public async Task Import_TwoShopsOfOneName_GetSlugsByTheirCodes_TheFirstTheNames()
    {
        await _world.ImportAsync(ShopKind.Name, "code,name\ntata-1a2b,Tata\ntata-3c4d,Tata\nxyz,Tata\n");
        Assert.Equal(("tata", "tata-3c4d", "tata-xyz"), (_world.Shop("tata-1a2b").Slug, _world.Shop("tata-3c4d").Slug, _world.Shop("xyz").Slug));
    }

    [Fact]
    public async Task Import_ParentsAfterTheirChildren_AreTakenFirst_AndCirclesAreTold()
    {
        var preview = await _world.LookAsync(CategoryKind.Name, "code,parent,name\na/b/c,a/b,Deep\na/b,a,Inner\na,,Outer\nx,y,X\ny,x,Y\nlost,nowhere,Lost\n");
        Assert.Equal((3, 3), (preview.Created, preview.Refused));
        Assert.Equal([("parent", 5L), ("parent", 6L), ("parent", 7L)], preview.RefusedRows.Select(row => (row.Column!, row.Line)));
        Assert.Contains("inside itself", preview.RefusedRows[0].Reason, StringComparison.Ordinal);

        Assert.Equal((3, 0, 0, 3), ImportWorld.Counts(await _world.ImportAsync(CategoryKind.Name, "code,parent,name\na/b/c,a/b,Deep\na/b,a,Inner\na,,Outer\nx,y,X\ny,x,Y\nlost,nowhere,Lost\n")));
        Assert.Equal(_world.Category("a/b").Id, _world.Category("a/b/c").ParentId);

        // Turned round: what was below comes above.
        Assert.Equal((0, 2, 1, 0), ImportWorld.Counts(await _world.ImportAsync(CategoryKind.Name, "code,parent,name\na,a/b,Outer\na/b,,Inner\na/b/c,a/b,Deep\n")));
        Assert.Equal(_world.Category("a/b").Id, _world.Category("a").ParentId);
    }

    [Fact]
    public async Task Import_ADeletedRecord_IsTold()
    {
        await _world.ImportAsync(ShopKind.Name, "code,name\na,Croma\n");
        var shops = _world.Get<ShopService>();
        var shop = CatalogWorld.Value(await shops.FindAsync(ImportWorld.Meera, _world.Shop("a").Id, default));
        CatalogWorld.Value(await shops.DeleteAsync(ImportWorld.Meera, shop, new(Ids.New(_world.Clock)), default));
        var refused = Assert.Single((await _world.LookAsync(ShopKind.Name, "code,name\na,Croma\n")).RefusedRows);
        Assert.Equal("code", refused.Column);
        Assert.Contains("is deleted. Restore it", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ARecordThatSomebodySavedSinceTheCheck_IsNotOverwritten()
    {
        await _world.ImportAsync(ShopKind.Name, "code,name,city\na,Croma,Pune\nb,Tata,Pune\n");
        var file = await _world.KeepAsync(ShopKind.Name, "code,name,city\na,Croma,Delhi\nb,Tata,Delhi\n");
        var preview = CatalogWorld.Value(await _world.LookAsync(file));
        Assert.Equal(2, preview.Changed);

        _world.Clock.Advance(TimeSpan.FromSeconds(5));
        var shops = _world.Get<ShopService>();
        var shop = CatalogWorld.Value(await shops.FindAsync(CatalogWorld.Rohan, _world.Shop("a").Id, default));
        CatalogWorld.Value(await shops.SaveAsync(CatalogWorld.Rohan, shop with { City = "Nashik" }, new(Ids.New(_world.Clock)), default));

        var job = CatalogWorld.Value(await _world.Imports.StartAsync(ImportWorld.Meera, file, preview, default));
        Assert.Equal((0, 1, 0, 1), ImportWorld.Counts(await _world.EndAsync(job)));
        Assert.Equal(("Nashik", "Delhi"), (_world.Shop("a").City, _world.Shop("b").City));
        Assert.Contains("Rohan Deshpande saved this shop after the file was checked", Assert.Single(await _world.Imports.RefusedAsync(ImportWorld.Meera, file, default)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ByAClubAdministrator_TakesTheRowsOfTheirClubsAlone()
    {
        await _world.ImportAsync(ClubKind.Name, "code,name\nmine,Infosys Pune\ntheirs,Delhi Metro Staff\n");
        var clubs = _world.Get<RecordIndex<ClubRow>>().All().ToDictionary(row => row.Code, row => row.Id);
        await _world.ImportAsync(ShopKind.Name, "code,name,clubs\nold,Old shop,theirs\n");
        var person = CatalogWorld.Person(Role.ClubAdministrators, clubs["mine"]);
        const string Text = "code,name,clubs\na,Croma,mine\nb,Tata,mine|theirs\nc,Zudio,\nold,Taken,mine\n";
        var file = await _world.KeepAsync(ShopKind.Name, Text, person);
        Assert.Equal((1, 3), (CatalogWorld.Value(await _world.LookAsync(file, person)) is { } preview ? (preview.Created, preview.Refused) : default));
        Assert.Equal((1, 0, 0, 3), ImportWorld.Counts(await _world.EndAsync(await _world.StartAsync(file, person), person)));
        Assert.Equal("Old shop", _world.Shop("old").Name);
    }

    [Theory]
    [InlineData(Role.ClubAdministrators, ClubKind.Name)]
    [InlineData(Role.ClubAdministrators, CategoryKind.Name)]
    [InlineData(Role.Support, ShopKind.Name)]
    [InlineData(Role.ServiceProviders, OfferKind.Name)]
    [InlineData(Role.ReadOnly, ShopKind.Name)]
    public async Task Import_WithoutThePermission_IsRefusedAtEachStep(Role role, string kind)
    {
        var person = CatalogWorld.Person(role);
        var kept = await _world.Imports.KeepAsync(person, kind, "x.csv", Stream.Null, default);
        Assert.Equal(Problem.Forbidden, Assert.Single(kept.Problems).Code);
        var file = await _world.KeepAsync(kind, "code,name,title\na,b,c\n");
        Assert.Equal(Problem.Forbidden, Assert.Single((await _world.LookAsync(file, person)).Problems).Code);
        Assert.Equal(Problem.Forbidden, Assert.Single((await _world.Imports.StartAsync(person, file, new() { At = default }, default)).Problems).Code);
        Assert.False((await _world.Imports.FindAsync(CatalogWorld.Rohan, kind, file.Id, default)).Ok); // another person's file
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _world.ExportAsync(kind, actor: CatalogWorld.Person(null)));
    }

    [Fact]
    public async Task Export_OfEveryKind_ImportedAgain_ChangesNothing()
    {
        await _world.ImportAsync(ClubKind.Name, "code,name,city,status\nc1,Infosys Pune,Pune,\nc2,\"Delhi, \"\"Metro\"\"\",Delhi,draft\n");
        await _world.ImportAsync(CategoryKind.Name, "code,parent,name\nfashion,,Fashion\nfashion/shoes,fashion,Shoes\n");
        await _world.ImportAsync(ShopKind.Name, "code,name,clubs,categories\ns1,Croma,c1|c2,fashion|fashion/shoes\n");
        var offers = await _world.ImportAsync(
            OfferKind.Name,
            "code,title,shop,clubs,benefit,value,starts,ends,landing page,status\n"
            + "o1,Flat ₹500 off,s1,c1,Amount off,\"₹1,500\",2026-11-20 10:00,2026-11-30T23:59:00+05:30,https://www.croma.com/x,\n"
            + "o2,20% off,s1,,percent off,20%,20/11/2026 10:00,,,draft\n"
            + "o3,Bad date,s1,,Percent off,20,2026-11-20 10:00,31/11/2026,,\n"
            + "o4,No benefit,s1,,,20,2026-11-20 10:00,,,\n");
        Assert.Equal((2, 0, 0, 2), ImportWorld.Counts(offers));
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 18, 29, 0, TimeSpan.Zero), _world.Get<RecordIndex<OfferRow>>().All().Single(row => row.Code == "o1").Ends);

        foreach (var kind in (string[])[ClubKind.Name, CategoryKind.Name, ShopKind.Name, OfferKind.Name])
        {
            var file = await _world.ExportAsync(kind);
            Assert.StartsWith("\ufeff" + string.Join(',', _world.Kind(kind).ColumnInfos.Select(column => column.Name)) + "\r\n", file, StringComparison.Ordinal);
            Assert.Equal((0, 0, kind == ShopKind.Name ? 1 : 2, 0), ImportWorld.Counts(await _world.ImportAsync(kind, file)));
            var workbook = await _world.KeepAsync(kind, await _world.WorkbookAsync(kind), name: "file.xlsx");
            Assert.Equal((0, 0, kind == ShopKind.Name ? 1 : 2, 0), ImportWorld.Counts(await _world.EndAsync(await _world.StartAsync(workbook))));
        }
    }

    [Fact]
    public async Task Export_GivesWhatTheListShows_OnAllItsPages()
    {
        await _world.ImportAsync(ShopKind.Name, "code,name,status\n" + string.Concat(Enumerable.Range(0, 60).Select(n => $"s{n},Shop {n:D2},{(n % 2 == 0 ? "draft" : "published")}\n")));
        var lines = (await _world.ExportAsync(ShopKind.Name, "?q=shop&status=draft&dir=desc&page=2")).TrimEnd().Split("\r\n");
        Assert.Equal(31, lines.Length);
        Assert.StartsWith("s58,Shop 58,", lines[1], StringComparison.Ordinal);
    }

    private async Task<string> RefusedFileAsync(ImportFile file)
    {
        using var target = new MemoryStream();
        var entry = CatalogWorld.Value(await _world.Imports.FindAsync(ImportWorld.Meera, file.Kind, file.Id, default));
        await _world.Imports.WriteRefusedAsync(ImportWorld.Meera, entry, target, default);
        return System.Text.Encoding.UTF8.GetString(target.ToArray());
    }
}

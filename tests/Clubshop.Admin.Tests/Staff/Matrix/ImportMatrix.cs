using System.Text;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>Imports with rows of one's own and of others' clubs, and exports.</summary>
internal sealed class ImportMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<ImportService>("KeepAsync", Permission.Import, async (imports, one) => Let(await KeepAsync(imports, one.Actor, ShopKind.Name, "code,name\n")), "shops"),
        Anywhere<ImportService>("KeepAsync", Permission.Import, async (imports, one) => Let(await KeepAsync(imports, one.Actor, OfferKind.Name, "code,title\n")), "offers"),
        Anywhere<ImportService>("KeepAsync", Permission.EditWholeCatalog, async (imports, one) => Let(await KeepAsync(imports, one.Actor, ClubKind.Name, "code,name\n")), "clubs"),
        Anywhere<ImportService>(
            "KeepAsync", Permission.EditCategories, async (imports, one) => Let(await KeepAsync(imports, one.Actor, CategoryKind.Name, "code,name\n")), "categories"),
        PerRecord<ImportService>("PreviewAsync", Permission.Import, (imports, one) => PreviewedAsync(imports, one, Shops), "rows of new shops"),
        PerRecord<ImportService>("PreviewAsync", Permission.Import, (imports, one) => PreviewedAsync(imports, one, StoredShopsAsync), "rows of stored shops"),
        PerRecord<ImportService>("PreviewAsync", Permission.Import, (imports, one) => PreviewedAsync(imports, one, OffersAsync), "rows of new offers"),
        PerRecord<ImportService>("StartAsync", Permission.Import, (imports, one) => ImportedAsync(imports, one, Shops), "rows of new shops"),
        PerRecord<ImportService>("StartAsync", Permission.Import, (imports, one) => ImportedAsync(imports, one, StoredShopsAsync), "rows of stored shops"),
        PerRecord<ImportService>("StartAsync", Permission.Import, (imports, one) => ImportedAsync(imports, one, OffersAsync), "rows of new offers"),
        OfAFile("FindAsync", async (imports, one, file) => (await imports.FindAsync(one.Actor, file.Kind, file.Id, MatrixCase.None)).Ok),
        OfAFile("RecentAsync", async (imports, one, file) => (await imports.RecentAsync(one.Actor, file.Kind, MatrixCase.None)).Any(entry => entry.File.Id == file.Id)),
        OfAFile("RefusedAsync", async (imports, one, file) =>
        {
            await one.World.Get<JobService>().StartAsync(
                new() { Actor = OwnerOf(one), Token = file.Id, Kind = ImportJob.JobKind, Title = "Import", Total = 1, Settings = SettingsOf(file) }, MatrixCase.None);
            await EndedAsync(one, file.Id);
            return (await imports.RefusedAsync(one.Actor, file, MatrixCase.None)).Count > 0;
        }, Permission.SeeAudit),
        Anywhere<ImportService>("HeadingsAsync", Permission.Import, async (imports, one) => Let(await imports.HeadingsAsync(one.Actor, await OfShopsAsync(imports, one), MatrixCase.None))),
        Anywhere<ImportService>("NameAsync", Permission.Import, async (imports, one) =>
            Let(await imports.NameAsync(one.Actor, await OfShopsAsync(imports, one), new Dictionary<string, string> { ["place"] = "city" }, MatrixCase.None))),
        NotAsked<ImportService>("WriteTemplateAsync", "names the columns that docs/csv.md names"),
        NotAsked<ImportService>("WriteRefusedAsync", "is given what FindAsync found; the rows are those that the person's own import refused"),
        NotAsked<ImportFiles>("KeepAsync", "is ImportService.KeepAsync's, which asks"),
        NotAsked<ImportJob>("RunAsync", "runs what ImportService.StartAsync let through; each row is asked for again by its kind's service"),
        .. TestPortal.Imports.SelectMany(type => (MatrixRow[])
        [
            new(
                new(type, "ExportAsync"), "", [Whose.Nobodys], one => Permissions.Has(one.Actor.Role, Permission.SeeCatalog),
                async one =>
                {
                    using var file = new MemoryStream();
                    var csv = one.World.Get<IEnumerable<IImportKind>>().Single(import => import.GetType() == type);
                    await csv.ExportAsync(one.Actor, ListQuery.Parse(csv.Kind.Spec, csv.Kind.List), workbook: false, file, MatrixCase.None);
                    return file.Length > 0;
                }),
            NotAsked(type, "PreviewAsync", "is ImportService.PreviewAsync's, which asks; each row is its kind's service's"),
            NotAsked(type, "RefusedAsync", "is ImportService.WriteRefusedAsync's; each row is its kind's service's"),
            NotAsked(type, "ApplyAsync", "is ImportJob's; each row is its kind's service's"),
        ]),
    ];

    private static async Task<ImportFile> OfShopsAsync(ImportService imports, MatrixCase one) =>
        MatrixWorld.Stored(await KeepAsync(imports, one.Actor with { Role = Role.Administrators }, ShopKind.Name, "code,name,place\n"));

    // Own: chosen by the person; others': chosen by somebody else. Without the permission not even one's own.
    private static MatrixRow OfAFile(string method, Func<ImportService, MatrixCase, ImportFile, Task<bool>> call, Permission? others = null) => Row<ImportService>(
        method, "", [Whose.Own, Whose.Others],
        one => Permissions.Has(one.Actor.Role, Permission.Import)
            && (one.Whose == Whose.Own || (others is { } permission && Permissions.ReachOf(one.Actor.Role, permission) == Reach.All)),
        async (imports, one) =>
        {
            // A club that is not there: the row is refused.
            var file = MatrixWorld.Stored(await KeepAsync(imports, OwnerOf(one), ShopKind.Name, $"code,name,clubs\n{one.World.NewId()},X,no-such-club\n"));
            return await call(imports, one, file);
        });

    // Somebody who lost their role since is somebody who chose it when they had one.
    private static Actor OwnerOf(MatrixCase one) => one.Whose == Whose.Own ? one.Actor with { Role = Role.Administrators } : Actor.System;

    private static async Task<bool> PreviewedAsync(ImportService imports, MatrixCase one, Func<MatrixCase, Task<(string, string)>> text)
    {
        var (kind, rows) = await text(one);
        var file = MatrixWorld.Stored(await KeepAsync(imports, one.Actor with { Role = Role.Administrators }, kind, rows));
        var preview = await imports.PreviewAsync(one.Actor, file, false, new Progress<long>(), MatrixCase.None);
        return preview.Ok ? preview.Value.Refused == 0 : Let(preview);
    }

    private static async Task<bool> ImportedAsync(ImportService imports, MatrixCase one, Func<MatrixCase, Task<(string, string)>> text)
    {
        var (kind, rows) = await text(one);
        var whole = one.Actor with { Role = Role.Administrators };
        var file = MatrixWorld.Stored(await KeepAsync(imports, whole, kind, rows));
        var preview = MatrixWorld.Stored(await imports.PreviewAsync(whole, file, false, new Progress<long>(), MatrixCase.None));
        if (await imports.StartAsync(one.Actor, file, preview, MatrixCase.None) is { Ok: false } refused)
            return Let(refused);

        var job = await EndedAsync(one, file.Id);
        Assert.Equal(1, job.Counts.Values.Sum());
        return job.Counts.GetValueOrDefault("refused") == 0;
    }

    private static async Task<JobInfo> EndedAsync(MatrixCase one, string id)
    {
        JobInfo? job = null;
        await foreach (var info in one.World.Get<JobService>().WatchAsync(Actor.System, id, MatrixCase.None))
            job = info;

        return job!;
    }

    private static Dictionary<string, string> SettingsOf(ImportFile file) => new(StringComparer.Ordinal)
    {
        [JobRequest.RecordKind] = file.Kind,
        [ImportJob.FileName] = file.Name,
        [ImportJob.CheckedAt] = file.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
    };

    private static Task<Result<ImportFile>> KeepAsync(ImportService imports, Actor actor, string kind, string text) =>
        imports.KeepAsync(actor, kind, "rows.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), MatrixCase.None);

    private static Task<(string Kind, string Text)> Shops(MatrixCase one) =>
        Task.FromResult((ShopKind.Name, $"code,name,clubs\n{one.World.NewId()},A shop,{Codes(one)}\n"));

    private static async Task<(string Kind, string Text)> StoredShopsAsync(MatrixCase one) =>
        (ShopKind.Name, $"code,name,city\n{(await one.World.ShopAsync(one.Clubs)).Code},Renamed,Pune\n");

    private static async Task<(string Kind, string Text)> OffersAsync(MatrixCase one) =>
        (OfferKind.Name, $"code,title,shop,clubs,benefit,value,starts,status\n{one.World.NewId()},An offer,{(await one.World.ShopAsync([])).Code},{Codes(one)},Percent off,10,2026-01-01,draft\n");

    private static string Codes(MatrixCase one) => string.Join('|', one.Clubs.Select(id => id == one.World.First.Id ? one.World.First.Code : one.World.Second.Code));
}

using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Import;
using Clubshop.Admin.Localization;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Localization;

/// <summary>Files are for programs and for other people: they are the same, whatever language the person reads who made them.</summary>
public sealed class FilesInHindiTests
{
    [Fact]
    public async Task Export_ByAPersonWhoReadsHindi_IsWhatOthersGet_AndIsImportedAgain()
    {
        await using var catalog = await CatalogWorld.OpenAsync();
        var world = await OfferWorld.FillAsync(catalog);
        foreach (var benefit in Enum.GetValues<Benefit>())
            await world.SaveAsync(world.Draft() with { Id = catalog.NewId(), Title = benefit.ToString(), Benefit = benefit, Value = Benefits.UnitOf(benefit) == BenefitUnit.None ? null : 20 });
        catalog.IndexesFollow();
        await catalog.Get<RecordIndex<OfferRow>>().WhenReadyAsync(default);

        foreach (var kind in catalog.Services.GetServices<IImportKind>())
        {
            var (english, template) = (await ExportAsync(kind, Languages.English), TemplateOf(kind));
            var hindi = await ExportAsync(kind, Languages.Hindi);
            Assert.Equal(english, hindi);
            Languages.Use(Languages.Hindi);
            Assert.Equal(template, TemplateOf(kind));

            var source = new ImportSource(catalog.NewId(), "again.csv", () => new MemoryStream(hindi));
            var preview = await kind.PreviewAsync(source, CatalogWorld.Meera, CatalogWorld.Now, new Progress<long>(), default);
            Assert.Equal((0, 0), (preview.Changed, preview.Refused));
            Languages.Use(Languages.English);
        }
    }

    private static string TemplateOf(IImportKind kind) => string.Join(',', kind.ColumnInfos.Select(column => column.Name));

    private static async Task<byte[]> ExportAsync(IImportKind kind, Language language)
    {
        Languages.Use(language);
        using var file = new MemoryStream();
        await kind.ExportAsync(CatalogWorld.Meera, ListQuery.Parse(kind.Kind.Spec, kind.Kind.Spec.Path), workbook: false, file, default);
        return file.ToArray();
    }
}

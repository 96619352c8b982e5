using System.Reflection;
using Bunit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog.Golden;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Catalog.Fields;

/// <summary>Every property of every kind is declared, and its value gets everywhere that the declaration says. docs/how-to/add-a-field.md leans on it.</summary>
public sealed class FieldDeclarationTests : PageTest
{
    /// <summary>All records of the catalog: a new kind is found by itself.</summary>
    public static TheoryData<Type> Records => [.. AllRecords];

    private static readonly IReadOnlyList<Type> AllRecords =
        [.. typeof(ICatalogRecord).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && typeof(ICatalogRecord).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(Records))]
    public void Kind_OfTheCatalog_ForgetsNoField(Type record) => Assert.Empty(Faults(record));

    [Theory]
    [MemberData(nameof(Records))]
    public void Form_OfAKind_HasAnInputForEveryField(Type record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var page = record.Assembly.GetType($"{record.Namespace}.{record.Name}EditPage", throwOnError: true)!;
        Navigation.NavigateTo($"/{record.Name}/new");
        var shown = Render(builder =>
        {
            builder.OpenComponent<CascadingValue<Actor>>(0);
            builder.AddComponentParameter(1, "Value", CatalogWorld.Meera);
            builder.AddComponentParameter(2, "ChildContent", (RenderFragment)(inside =>
            {
                inside.OpenComponent(0, page);
                inside.CloseComponent();
            }));
            builder.CloseComponent();
        });
        shown.WaitForElement(Settled);

        var labels = shown.FindAll("form label[for]").Where(label => shown.FindAll("#" + label.GetAttribute("for")).Count == 1).Select(label => label.TextContent.Trim()).ToList();
        Assert.Empty(Labels(record).Except(labels));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Contract_OfTheCache_NamesEveryMember(Type record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var rows = File.ReadAllLines(Path.Combine(GoldenFile.Root, "docs", "cache-contract.md")).Select(line => line.Split('|')).Where(cells => cells.Length == 5).ToList();
        var kind = record.Name.ToLowerInvariant();
        Assert.DoesNotContain(Members(record), member => !rows.Exists(cells => cells[1].Contains($"`{member}`", StringComparison.Ordinal) && (cells[2].Trim() == "all" || cells[2].Contains(kind, StringComparison.Ordinal))));
    }

    [Fact]
    public void Records_OfTheCatalog_AreFound() => Assert.Empty(((string[])["Club", "Shop", "Category", "Offer"]).Except(AllRecords.Select(type => type.Name)));

    [Fact]
    public void Forgotten_InAWrongSample_IsTold() => Assert.Equal(
        ["Wrong.Code has no field.", "Wrong.Status has no field.", "WrongFields.Code is not in All."], FieldFaults.Forgotten(WrongFields.All, typeof(WrongFields)));

    [Fact]
    public void Unsaid_InAWrongSample_IsTold()
    {
        Assert.Equal(
            [
                "Slug has no label.",
                "Slug must have a column, or say why it has none.",
                "City has no attribute.",
                "City must have a member in the cached copy, or say why it has none.",
            ],
            FieldFaults.Unsaid(WrongFields.All));
        Assert.Equal(
            ["Two fields have one label: Name.", "Two fields have one attribute: name.", "Two fields have one member: name.", "Two fields have one column: title."],
            FieldFaults.Unsaid(WrongFields.Twice));
    }

    [Fact]
    public void Lost_InAWrongSample_IsTold() => Assert.Equal(
        [
            "City cannot be read in a conflict.", "City cannot be read in the audit log.", "City does not come back from a file.", "City does not come back from the API.", "City is not in the cached copy.",
            "City is not written into the item.", "Code is not read from the item as it was written.",
        ],
        FieldFaults.Lost(WrongFields.Losing, new Wrong { Id = "" }));

    private static IReadOnlyList<string> Faults(Type record) => Of(record, nameof(FaultsOf));

    private static IReadOnlyList<string> Labels(Type record) => Of(record, nameof(LabelsOf));

    private static IReadOnlyList<string> Members(Type record) => Of(record, nameof(MembersOf));

    private static IReadOnlyList<string> Of(Type record, string method) => (IReadOnlyList<string>)typeof(FieldDeclarationTests)
        .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(record).Invoke(null, [])!;

    private static IReadOnlyList<string> FaultsOf<T>()
        where T : class, ICatalogRecord
    {
        var (all, declaring) = FieldsOf<T>();
        return [.. FieldFaults.Forgotten(all, declaring), .. FieldFaults.Unsaid(all), .. FieldFaults.Lost(all, all.Read(new Item("SAMPLE#019a00000000700080000000000000aa")))];
    }

    private static IReadOnlyList<string> LabelsOf<T>()
        where T : class, ICatalogRecord => [.. FieldsOf<T>().All.Select(field => field.Label)];

    private static IReadOnlyList<string> MembersOf<T>()
        where T : class, ICatalogRecord => [.. FieldsOf<T>().All.Members.Select(field => field.Member!)];

    // Offer → OfferFields.All.
    private static (FieldSet<T> All, Type Declaring) FieldsOf<T>()
        where T : class, ICatalogRecord
    {
        var declaring = typeof(T).Assembly.GetType(typeof(T).FullName + "Fields", throwOnError: true)!;
        return ((FieldSet<T>)declaring.GetProperty("All")!.GetValue(null)!, declaring);
    }
}

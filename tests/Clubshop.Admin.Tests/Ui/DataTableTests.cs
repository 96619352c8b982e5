using Bunit;
using Clubshop.Admin.Ui.Lists;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Ui;

public sealed class DataTableTests : UiTest
{
    private static readonly IReadOnlyList<string> Rows = ["Croma", "Nykaa"];
    private int _drawn;

    [Fact]
    public void Table_NeverLoaded_ShowsASkeletonWithTheHeadings()
    {
        var table = RenderTable(null, p => p.Add(t => t.Busy, true));

        Assert.Equal(8, table.FindAll("tbody tr").Count);
        Assert.NotEmpty(table.FindAll(".sk"));
        Assert.Equal("true", table.Find("table").GetAttribute("aria-busy"));
        Assert.Empty(table.FindAll(".thin.off"));
    }

    [Fact]
    public void Table_LoadingAgain_KeepsItsRows()
    {
        var table = RenderTable(Rows, p => p.Add(t => t.Busy, true));

        Assert.Equal(2, table.FindAll("tbody tr").Count);
        Assert.Empty(table.FindAll(".sk"));
    }

    [Fact]
    public void Table_WithoutRows_IsEmptyOrMatchesNothing()
    {
        Assert.Contains("No shops yet", RenderTable([], p => p).Markup, StringComparison.Ordinal);

        var filtered = RenderTable([], p => p.Add(t => t.Filtered, true).Add(t => t.ClearHref, "/shops"));

        Assert.Contains("No shops match", filtered.Markup, StringComparison.Ordinal);
        Assert.Equal("/shops", filtered.Find("a.b").GetAttribute("href"));
    }

    [Fact]
    public void Table_WithAProblem_SaysWhatAndTriesAgain()
    {
        var tried = 0;
        var table = RenderTable(Rows, p => p.Add(t => t.Problem, "The database is slow. Your filters are kept.").Add(t => t.Reference, "7Q4-K2M").Add(t => t.OnRetry, () => tried++));

        Assert.Contains("The shops did not load", table.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("kept. If it happens again, give support the reference 7Q4-K2M", table.Find("p").TextContent, StringComparison.Ordinal);

        table.Find("button").Click();

        Assert.Equal(1, tried);
    }

    [Theory]
    [InlineData("name", "ascending", "-name")]
    [InlineData("-name", "descending", "name")]
    [InlineData("changed", null, "name")]
    public void Sort_Current_IsAnnouncedAndReversedByTheHeading(string sort, string? direction, string next)
    {
        var table = RenderTable(Rows, p => p.Add(t => t.Sort, sort).Add(t => t.SortHref, key => "/shops?sort=" + key));

        Assert.Equal(direction, table.Find("th").GetAttribute("aria-sort"));
        Assert.Equal("/shops?sort=" + next, table.Find("th a").GetAttribute("href"));
    }

    [Fact]
    public void Selection_PageThenOne_PassesNewSets()
    {
        IReadOnlySet<object> selected = new HashSet<object> { "elsewhere" };
        var table = RenderTable(Rows, p => p.Add(t => t.Selected, selected).Add(t => t.SelectedChanged, set => selected = set).Add(t => t.RowName, row => row));

        table.Type("th input", true);
        Assert.Equal(["Croma", "Nykaa", "elsewhere"], selected.Cast<string>().Order(StringComparer.Ordinal));

        table.Render(p => p.Add(t => t.Selected, selected));
        Assert.True(table.Find("th input").HasAttribute("checked"));
        table.TickRow(1, on: false);

        Assert.DoesNotContain("Nykaa", selected);
        Assert.Contains("elsewhere", selected);
    }

    [Theory]
    [InlineData("tick Nowhere")]
    [InlineData("menu Croma")] // the table has no menus
    [InlineData("burn Croma")]
    [InlineData("tick")]
    [InlineData(" Croma")]
    [InlineData("")]
    public void Rows_ToldWhatTheirScriptNeverSays_DoNothing(string told)
    {
        IReadOnlySet<object>? selected = null;
        var table = RenderTable(Rows, p => p.Add(t => t.Selected, new HashSet<object>()).Add(t => t.SelectedChanged, set => selected = set).Add(t => t.RowName, row => row));

        table.Tell(told);

        Assert.Null(selected);
    }

    [Fact]
    public void Parent_RenderedAgainWithTheSameRows_DoesNotRenderThemAgain()
    {
        var table = RenderTable(Rows, p => p);
        var before = _drawn;

        table.Render(p => p.Add(t => t.Items, Rows).Add(t => t.ChildContent, Columns()));
        Assert.Equal(before, _drawn);

        table.Render(p => p.Add(t => t.Version, 2));
        Assert.True(_drawn > before);
    }

    [Fact]
    public void RowMenu_Opened_IsRenderedForThatRowOnly()
    {
        var table = RenderTable(Rows, p => p.Add(t => t.RowName, row => row).Add(t => t.RowMenu, row => builder => builder.AddContent(0, "Archive " + row)));
        Assert.DoesNotContain("Archive", table.Markup, StringComparison.Ordinal);

        table.OpenRowMenu(1);

        Assert.Equal("Archive Nykaa", table.Find("[role=menu]").TextContent.Trim());
    }

    [Fact]
    public void Cells_AsCards_CarryTheirLabels()
    {
        var table = RenderTable(Rows, p => p);

        Assert.Null(table.FindAll("tbody td")[0].GetAttribute("data-l"));
        Assert.Equal("Letters", table.FindAll("tbody td")[1].GetAttribute("data-l"));
    }

    [Fact]
    public void Table_Opened_IsNeverSeenWithoutItsColumns()
    {
        var heads = new List<int>();
        var table = RenderTable(Rows, p => p);
        table.OnAfterRender += (_, _) => heads.Add(table.FindAll("th").Count);
        table.Render(p => p.Add(t => t.Version, 1));

        // Both renders of the first batch happened before anything could be seen.
        Assert.Equal(2, table.RenderCount - heads.Count);
        Assert.All(heads, count => Assert.Equal(2, count));
    }

    [Theory]
    [InlineData(1, 25, 412, "1 to 25 of 412", null, "?p=2")]
    [InlineData(17, 25, 412, "401 to 412 of 412", "?p=16", null)]
    [InlineData(1, 25, 0, "None", null, null)]
    [InlineData(2, 100, 200000, "101 to 200 of 2,00,000", "?p=1", "?p=3")]
    public void Pager_AnyPage_ShowsTheRangeAndLinksToItsNeighbours(int page, int size, int total, string text, string? previous, string? next)
    {
        var pager = Render<Pager>(p => p.Add(x => x.Page, page).Add(x => x.PageSize, size).Add(x => x.Total, total).Add(x => x.Href, (to, _) => "?p=" + to));

        Assert.Equal(text, pager.Find("[role=status]").TextContent);
        Assert.Equal(previous, pager.FindAll("a[rel=prev]").SingleOrDefault()?.GetAttribute("href"));
        Assert.Equal(next, pager.FindAll("a[rel=next]").SingleOrDefault()?.GetAttribute("href"));
    }

    [Fact]
    public void SearchBox_ValueComesBackTrimmed_KeepsTheTypedSpace()
    {
        var told = new List<string?>();
        var box = Render<SearchBox>(p => p.Add(b => b.ValueChanged, text => told.Add(text)));

        box.Type("input", "croma ");
        box.Render(p => p.Add(b => b.Value, "croma"));
        box.Type("input", "croma  ");
        box.Type("input", "");

        Assert.Equal(["croma", null], told);
        Assert.Equal("Search", box.Find("input").GetAttribute("aria-label"));

        box.Render(p => p.Add(b => b.Value, "from the address"));
        Assert.Equal("from the address", box.Find("input").GetAttribute("value"));
    }

    private IRenderedComponent<DataTable<string>> RenderTable(
        IReadOnlyList<string>? rows, Func<ComponentParameterCollectionBuilder<DataTable<string>>, ComponentParameterCollectionBuilder<DataTable<string>>> more) =>
        Render<DataTable<string>>(p => more(p.Add(t => t.Caption, "Shops").Add(t => t.Things, "shops").Add(t => t.Items, rows).Add(t => t.ChildContent, Columns())));

    private RenderFragment Columns() => builder =>
    {
        builder.OpenComponent<Column<string>>(0);
        builder.AddComponentParameter(1, nameof(Column<string>.Title), "Name");
        builder.AddComponentParameter(2, nameof(Column<string>.SortKey), "name");
        builder.AddComponentParameter(3, nameof(Column<string>.Lead), true);
        builder.AddComponentParameter(4, nameof(Column<string>.ChildContent), (RenderFragment<string>)(row => cell =>
        {
            _drawn++;
            cell.AddContent(0, row);
        }));
        builder.CloseComponent();
        builder.OpenComponent<Column<string>>(5);
        builder.AddComponentParameter(6, nameof(Column<string>.Title), "Letters");
        builder.AddComponentParameter(7, nameof(Column<string>.ChildContent), (RenderFragment<string>)(row => cell => cell.AddContent(0, row.Length)));
        builder.CloseComponent();
    };
}

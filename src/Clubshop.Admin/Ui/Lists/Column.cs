using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui.Lists;

/// <summary>A column of a <see cref="DataTable{T}"/>: declares, draws nothing itself.</summary>
/// <typeparam name="T">A row.</typeparam>
public sealed class Column<T> : ComponentBase
{
    /// <summary>The head; also the label of the value where rows are cards.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What the list calls this column when it sorts; without, the head is only text.</summary>
    [Parameter]
    public string? SortKey { get; set; }

    /// <summary>Numbers at the end.</summary>
    [Parameter]
    public ColumnAlign Align { get; set; }

    /// <summary>Width in rem: 5 to 10, 12, 14 or 16; 0 shares what is left.</summary>
    [Parameter]
    public int Width { get; set; }

    /// <summary>The first column: the link, strong, the card's title on a phone.</summary>
    [Parameter]
    public bool Lead { get; set; }

    /// <summary>Not shown where the navigation is a rail (under 1180 px); still shown in cards.</summary>
    [Parameter]
    public bool HideOnRail { get; set; }

    /// <summary>Not shown in cards (under 760 px).</summary>
    [Parameter]
    public bool HideInCards { get; set; }

    /// <summary>In cards: right under the title, without its label; for status and phase.</summary>
    [Parameter]
    public bool CardTop { get; set; }

    /// <summary>In cards: a line of its own.</summary>
    [Parameter]
    public bool CardWide { get; set; }

    /// <summary>The cell.</summary>
    [Parameter]
    public RenderFragment<T>? ChildContent { get; set; }

    [CascadingParameter]
    internal DataTable<T>? Table { get; set; }

    internal string HeadClass => Join(Width > 0 ? "w-" + Width.ToString(System.Globalization.CultureInfo.InvariantCulture) : null, Align == ColumnAlign.End ? "r" : null, HideOnRail ? "hide-r" : null);

    internal string CellClass => Join(
        Lead ? "lead full" : CardWide ? "full" : null,
        CardTop ? "top-l bare-l" : null,
        Align == ColumnAlign.End ? "r" : null,
        HideOnRail ? "hide-r" : null,
        HideInCards ? "gone-s" : null);

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        // The stylesheet has these alone; another would be no width at all, and nobody would notice.
        if (Width is not (0 or (>= 5 and <= 10) or 12 or 14 or 16))
            throw new InvalidOperationException($"The column \"{Title}\" has a width of {Width}: 5 to 10, 12, 14 or 16, or 0 for a share of what is left.");

        Table?.Add(this);
    }

    private static string Join(params string?[] names) => string.Join(' ', names.OfType<string>());
}

using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui.Lists;

/// <summary>Declares a column of a <see cref="DataTable{T}"/>; renders nothing itself.</summary>
/// <typeparam name="T">A row.</typeparam>
public sealed class Column<T> : ComponentBase
{
    /// <summary>The heading; also the label of the value when rows are shown as cards.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Key by which the list sorts this column; null when it cannot be sorted.</summary>
    [Parameter]
    public string? SortKey { get; set; }

    /// <summary>Alignment of the cells.</summary>
    [Parameter]
    public ColumnAlign Align { get; set; }

    /// <summary>Width in rem: 5 to 10, 12, 14 or 16; 0 shares the remaining width.</summary>
    [Parameter]
    public int Width { get; set; }

    /// <summary>The first column with the link, in bold; the card's title on a phone.</summary>
    [Parameter]
    public bool Lead { get; set; }

    /// <summary>Hidden while the navigation is a rail (below 1180 px); still shown in cards.</summary>
    [Parameter]
    public bool HideOnRail { get; set; }

    /// <summary>Hidden in cards (below 760 px).</summary>
    [Parameter]
    public bool HideInCards { get; set; }

    /// <summary>In cards: directly below the title, without a label; for status and phase.</summary>
    [Parameter]
    public bool CardTop { get; set; }

    /// <summary>In cards: on its own line.</summary>
    [Parameter]
    public bool CardWide { get; set; }

    /// <summary>The cell.</summary>
    [Parameter]
    public RenderFragment<T>? ChildContent { get; set; }

    [CascadingParameter]
    internal DataTable<T>? Table { get; set; }

    internal string HeadClass => Join(Width > 0 ? "w-" + Width.ToString(System.Globalization.CultureInfo.InvariantCulture) : null, Align == ColumnAlign.End ? "r" : null, HideOnRail ? "hide-on-rail" : null);

    internal string CellClass => Join(
        Lead ? "lead full" : CardWide ? "full" : null,
        CardTop ? "card-top no-card-label" : null,
        Align == ColumnAlign.End ? "r" : null,
        HideOnRail ? "hide-on-rail" : null,
        HideInCards ? "hide-in-cards" : null);

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        // The stylesheet has only these widths; another would silently have no effect.
        if (Width is not (0 or (>= 5 and <= 10) or 12 or 14 or 16))
            throw new InvalidOperationException($"The column \"{Title}\" has a width of {Width}: 5 to 10, 12, 14 or 16, or 0 for a share of what is left.");

        Table?.Add(this);
    }

    private static string Join(params string?[] names) => string.Join(' ', names.OfType<string>());
}

using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui.Lists;

/// <summary>A column that a list can show or hide.</summary>
/// <param name="Title">Its heading, by which a choice is kept.</param>
/// <param name="Optional">Whether it is shown only to those who chose it.</param>
public sealed record ColumnName(string Title, bool Optional);

/// <summary>Declares a column of a <see cref="DataTable{T}"/>; renders nothing itself. Declare all columns at once: one that comes later stands at the end.</summary>
/// <typeparam name="T">A row.</typeparam>
public sealed class Column<T> : PortalComponent, IDisposable
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

    /// <summary>Width in rem: 5 to 10, 12, 14 or 16; 0 shares what is left.</summary>
    [Parameter]
    public int Width { get; set; }

    /// <summary>The column with the link, in bold; the card's title. It keeps at least 160 px, whatever the others need.</summary>
    [Parameter]
    public bool Lead { get; set; }

    /// <summary>
    /// When the column gives way where its table is narrow: the highest number first, 0 (the default) never. The table reckons from the widths
    /// in which width of its container each one fits; cards show all of them.
    /// </summary>
    [Parameter]
    public int Priority { get; set; }

    /// <summary>While it has given way, the lead cell shows its value: in an element with the class <c>in-lead</c>.</summary>
    [Parameter]
    public bool FoldsIntoLead { get; set; }

    /// <summary>Shown only to those who chose it (<see cref="DataTable{T}.Shown"/>). Give it a low <see cref="Priority"/>: who chose it wants it before others.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>Hidden in cards.</summary>
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

    /// <summary>The narrowest container, in rem, in which it is shown; 0 for any.</summary>
    internal int From
    {
        get;
        set
        {
            field = value;
            NameClasses();
        }
    }

    internal string HeadClass { get; private set; } = "";

    internal string CellClass { get; private set; } = "";

    private string? FromClass => From > 0 ? "from-" + Text(From) : null;

    // Once, not for each of the cells.
    private void NameClasses()
    {
        HeadClass = Join(Width > 0 ? "w-" + Text(Width) : null, Lead ? "lead" : null, Align == ColumnAlign.End ? "r" : null, FromClass);
        CellClass = Join(
            Lead ? "lead full" : CardWide ? "full" : null,
            CardTop ? "card-top no-card-label" : null,
            Align == ColumnAlign.End ? "r" : null,
            FromClass,
            HideInCards ? "hide-in-cards" : null);
    }

    /// <inheritdoc />
    protected override void OnParametersSet() => NameClasses();

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        // The stylesheet has only these widths; another would silently have no effect.
        if (Width is not (0 or (>= 5 and <= 10) or 12 or 14 or 16))
            throw new InvalidOperationException($"The column \"{Title}\" has a width of {Width}: 5 to 10, 12, 14 or 16, or 0 for a share of what is left.");

        Table?.Add(this);
    }

    /// <summary>Takes the column out of its table.</summary>
    public void Dispose() => Table?.Remove(this);

    private static string Text(int rem) => rem.ToString(CultureInfo.InvariantCulture);

    private static string Join(params string?[] names) => string.Join(' ', names.OfType<string>());
}

using System.Runtime.InteropServices;

namespace Clubshop.Admin.Ui.Lists;

/// <summary>What a column asks of its table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Width">Its width in rem; 0 for a share of what is left.</param>
/// <param name="Priority">When it gives way: the highest first, 0 never.</param>
/// <param name="Lead">Whether it is the lead column.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ColumnNeed(string Title, int Width, int Priority = 0, bool Lead = false);

/// <summary>
/// Reckons which columns of a table fit in which width of its container, so that the lead column is never squeezed: the stylesheet's
/// <c>from-…</c> rules then hide the others, the least important first. Pure.
/// </summary>
internal static class ColumnRoom
{
    /// <summary>Where cards begin: a table is shown in containers of at least so many rem.</summary>
    public const int Table = 40;

    /// <summary>The same for a <see cref="DataTable{T}.Small"/> one.</summary>
    public const int SmallTable = 28;

    /// <summary>The least that a column without a width is given: 160 px.</summary>
    public const int Least = 10;

    // What a lead column, and another one without a width, should have before a less important column is shown beside it.
    private const int GoodLead = 15;
    private const int GoodShare = 12;

    // The stylesheet has a rule for each fourth rem up to this, which is wider than any page.
    private const int Widest = 88;
    private const int Step = 4;

    /// <summary>
    /// For each column the narrowest container, in rem, in which it is shown; 0 for any. Should those that never give way need more than the
    /// narrowest table has, the last of them give way all the same.
    /// </summary>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="beside">Width in rem of what stands beside them: check boxes, row menus.</param>
    /// <param name="small">Whether the table is a small one.</param>
    public static int[] Share(IReadOnlyList<ColumnNeed> columns, int beside, bool small)
    {
        var table = small ? SmallTable : Table;
        var from = new int[columns.Count];
        var (least, good) = (beside, beside);
        foreach (var index in Enumerable.Range(0, columns.Count).OrderByDescending(index => columns[index].Lead).ThenBy(index => columns[index].Priority))
        {
            var column = columns[index];
            least += column.Width > 0 ? column.Width : Least;
            good += column.Width > 0 ? column.Width : column.Lead ? GoodLead : GoodShare;
            from[index] = column.Lead || good <= table || (column.Priority == 0 && least <= table) ? 0 : Math.Min(Widest, (good + Step - 1) / Step * Step);
        }

        return from;
    }
}

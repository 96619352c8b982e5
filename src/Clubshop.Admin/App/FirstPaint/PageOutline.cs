namespace Clubshop.Admin.App.FirstPaint;

/// <summary>What of a page is known before its circuit is up.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Shape">What is drawn in its place.</param>
/// <param name="Above">The page that its link back leads to; null for a page of the navigation.</param>
/// <param name="Sentence">Whether a sentence stands below the heading.</param>
/// <param name="Actions">Whether buttons stand beside it.</param>
public sealed record PageOutline(string Title, PageShape Shape, NavigationItem? Above = null, bool Sentence = false, bool Actions = false);

/// <summary>The shapes of pages.</summary>
public enum PageShape
{
    /// <summary>Cards below each other.</summary>
    Cards,

    /// <summary>Figures, then cards beside each other.</summary>
    Dashboard,

    /// <summary>A toolbar and rows.</summary>
    List,

    /// <summary>The toolbar alone: rows come when something is searched for.</summary>
    Search,

    /// <summary>A toolbar and rows, with tabs above them.</summary>
    TabbedList,

    /// <summary>The same, with rows that can be selected: a row of actions stands below the toolbar.</summary>
    BulkList,

    /// <summary>A form with facts beside it.</summary>
    Form,
}

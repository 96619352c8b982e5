using Bunit;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>What portal.js tells a table of its rows: they have no handlers of their own.</summary>
internal static class TableRows
{
    /// <summary>Opens the menu of a row, as a press on its button does.</summary>
    public static void OpenRowMenu<TComponent>(this IRenderedComponent<TComponent> page, int row = 0)
        where TComponent : IComponent
    {
        page.WaitForElement("td.more button");
        page.Tell("menu", "td.more button", row);
    }

    /// <summary>Ticks a row, or takes its tick away.</summary>
    public static void TickRow<TComponent>(this IRenderedComponent<TComponent> page, int row, bool on = true)
        where TComponent : IComponent => page.Tell(on ? "tick" : "untick", "td.chk input", row);

    /// <summary>Tells a table what need not come from its script.</summary>
    public static void Tell<TComponent>(this IRenderedComponent<TComponent> page, string text)
        where TComponent : IComponent => page.Type("input[data-rows]", text);

    private static void Tell<TComponent>(this IRenderedComponent<TComponent> page, string does, string selector, int row)
        where TComponent : IComponent => page.Tell($"{does} {page.FindAll(selector)[row].GetAttribute("data-row")}");
}

using Bunit;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>Menus and filters, whose items are drawn once they are opened.</summary>
internal static class Menus
{
    /// <summary>Opens all that are on the page, but for those of rows.</summary>
    public static void OpenMenus<TComponent>(this IRenderedComponent<TComponent> page)
        where TComponent : IComponent => page.InvokeAsync(() =>
        {
            for (var i = 0; page.FindAll("button[popovertarget^=menu-]:not([data-row]), button[popovertarget^=filter-]") is var buttons && i < buttons.Count; i++)
                buttons[i].Click();
        }).GetAwaiter().GetResult();
}

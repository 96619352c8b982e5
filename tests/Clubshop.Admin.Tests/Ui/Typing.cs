using Bunit;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>What a person does in a page that may draw itself again at any moment.</summary>
internal static class Typing
{
    /// <summary>
    /// Changes a field's value. It is found and changed between two renders: a field that is bound has another handler after each
    /// of them, and a browser's event finds the new one, which the test's does not.
    /// </summary>
    public static void Type<TComponent>(this IRenderedComponent<TComponent> page, string selector, object? value)
        where TComponent : IComponent => page.InvokeAsync(() => page.Find(selector).Change(value)).GetAwaiter().GetResult();
}

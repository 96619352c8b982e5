using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Questions before something that cannot simply be undone. Editing happens on pages, never in dialogs.</summary>
public class Dialogs(DialogService radzen)
{
    /// <summary>Asks, and names what follows.</summary>
    /// <param name="title">The question as a statement: "Archive 3 offers?"</param>
    /// <param name="text">What it means.</param>
    /// <param name="confirm">The verb of the button: "Archive 3 offers".</param>
    /// <param name="consequences">What else changes, each a line; what depends on the record.</param>
    /// <param name="danger">It takes something away: a red button.</param>
    /// <param name="typed">What the person must type before the button works: the record's name, for what cannot be undone.</param>
    /// <param name="cancel">The other button.</param>
    /// <returns>Whether the person confirmed.</returns>
    public virtual async Task<bool> ConfirmAsync(
        string title,
        string text,
        string confirm,
        IReadOnlyList<string>? consequences = null,
        bool danger = false,
        string? typed = null,
        string cancel = "Cancel")
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ConfirmBody.Title)] = title,
            [nameof(ConfirmBody.Text)] = text,
            [nameof(ConfirmBody.Confirm)] = confirm,
            [nameof(ConfirmBody.Consequences)] = consequences ?? [],
            [nameof(ConfirmBody.Danger)] = danger,
            [nameof(ConfirmBody.Typed)] = typed,
            [nameof(ConfirmBody.Cancel)] = cancel,
        };
        return await radzen.OpenAsync<ConfirmBody>(title, parameters, Options(title)) is true;
    }

    /// <summary>Shows a component in a dialog; it closes itself through the cascading <see cref="DialogHandle"/>.</summary>
    /// <typeparam name="TBody">What to show.</typeparam>
    /// <typeparam name="TResult">What it answers.</typeparam>
    /// <param name="title">The dialog's name.</param>
    /// <param name="parameters">The component's parameters.</param>
    /// <returns>The answer; default when it was left.</returns>
    public virtual async Task<TResult?> OpenAsync<TBody, TResult>(string title, IReadOnlyDictionary<string, object?> parameters)
        where TBody : IComponent
    {
        var inside = new Dictionary<string, object?>
        {
            [nameof(DialogBody.Title)] = title,
            [nameof(DialogBody.Body)] = typeof(TBody),
            [nameof(DialogBody.Parameters)] = parameters,
        };
        return await radzen.OpenAsync<DialogBody>(title, inside, Options(title)) is TResult result ? result : default;
    }

    private static DialogOptions Options(string title) => new()
    {
        ShowTitle = false,
        ShowClose = false,
        AriaLabel = title,
        Width = "auto",
        CssClass = "cs-dialog",
        CloseDialogOnEsc = true,
        CloseDialogOnOverlayClick = false,
        AutoFocusFirstElement = true,
    };
}

using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Asks for confirmation before something that cannot easily be undone. Editing happens on pages, not in dialogs.</summary>
public class Dialogs(IDialogService mud)
{
    /// <summary>Completes once there is a place for dialogs in the page; null where none is needed, as in tests.</summary>
    internal Func<Task>? Provide { get; set; }

    /// <summary>Asks for confirmation and names the consequences.</summary>
    /// <param name="title">The question: "Archive 3 offers?"</param>
    /// <param name="text">Explanation.</param>
    /// <param name="confirm">Text of the button: "Archive 3 offers".</param>
    /// <param name="consequences">What else changes, one per line, such as dependent records.</param>
    /// <param name="danger">Whether something is removed: a red button.</param>
    /// <param name="typed">Text that the person must type before the button works, such as the record's name; null for none.</param>
    /// <param name="cancel">Text of the other button.</param>
    /// <returns>Whether the person confirmed.</returns>
    public virtual async Task<bool> ConfirmAsync(
        string title,
        string text,
        string confirm,
        IReadOnlyList<string>? consequences = null,
        bool danger = false,
        string? typed = null,
        string cancel = "Cancel") =>
        await AskAsync<ConfirmBody>(title, new()
        {
            { nameof(ConfirmBody.Text), text },
            { nameof(ConfirmBody.Confirm), confirm },
            { nameof(ConfirmBody.Consequences), consequences ?? [] },
            { nameof(ConfirmBody.Danger), danger },
            { nameof(ConfirmBody.Typed), typed },
            { nameof(ConfirmBody.Cancel), L[cancel] },
        }) is true;

    /// <summary>Shows a component in a dialog; the component closes it through the cascading <see cref="DialogHandle"/>.</summary>
    /// <typeparam name="TBody">The component.</typeparam>
    /// <typeparam name="TResult">Type of the answer.</typeparam>
    /// <param name="title">The dialog's name.</param>
    /// <param name="parameters">The component's parameters.</param>
    /// <returns>The answer; default when the person cancels.</returns>
    public virtual async Task<TResult?> OpenAsync<TBody, TResult>(string title, IReadOnlyDictionary<string, object?> parameters)
        where TBody : IComponent =>
        await AskAsync<DialogBody>(title, new()
        {
            { nameof(DialogBody.Body), typeof(TBody) },
            { nameof(DialogBody.Parameters), parameters },
        }) is TResult result ? result : default;

    private async Task<object?> AskAsync<TDialog>(string title, DialogParameters parameters)
        where TDialog : IComponent
    {
        if (Provide is { } provide)
            await provide();
        var shown = await mud.ShowAsync<TDialog>(title, parameters, new DialogOptions { CloseOnEscapeKey = true, BackdropClick = false, CloseButton = false });
        return await shown.Result is { Canceled: false } answer ? answer.Data : null;
    }
}

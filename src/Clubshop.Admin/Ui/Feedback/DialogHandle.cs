namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Cascaded to the content of a dialog, so that it can close the dialog.</summary>
public sealed class DialogHandle(Action<object?> close)
{
    /// <summary>Closes the dialog.</summary>
    /// <param name="result">The answer; null when the person cancels.</param>
    public void Close(object? result) => close(result);
}

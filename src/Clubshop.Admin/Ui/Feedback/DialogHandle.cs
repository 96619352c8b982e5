using Radzen;

namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Cascaded to the content of a dialog, so that it can close the dialog.</summary>
public sealed class DialogHandle(DialogService radzen)
{
    /// <summary>Closes the dialog.</summary>
    /// <param name="result">The answer; null when the person cancels.</param>
    public void Close(object? result) => radzen.Close(result);
}

using Radzen;

namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Given to what stands in a dialog, so that it can close it.</summary>
public sealed class DialogHandle(DialogService radzen)
{
    /// <summary>Closes the dialog.</summary>
    /// <param name="result">The answer; null for leaving it.</param>
    public void Close(object? result) => radzen.Close(result);
}

namespace Clubshop.Admin.Ui.Feedback;

/// <summary>What a toast offers beside its text, such as taking back what it confirms.</summary>
/// <param name="Text">Text of the button: "Undo".</param>
/// <param name="RunAsync">What it does. It shows a problem itself: a toast is gone once its button was pressed.</param>
public sealed record ToastAction(string Text, Func<Task> RunAsync);

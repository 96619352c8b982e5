namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Short messages that confirm an action and disappear by themselves. Problems are shown on the page instead.</summary>
/// <remarks>One per circuit. MudSnackbar writes a style element for each message, which the content security policy refuses.</remarks>
public class Toasts(TimeProvider time)
{
    /// <summary>How long a message stays.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromSeconds(5);

    /// <summary>How long a message with an action stays: long enough to read it and to decide.</summary>
    public static readonly TimeSpan ShownWithAction = TimeSpan.FromSeconds(10);

    private const int Most = 3;

    private readonly List<Toast> _toasts = [];

    /// <summary>Raised when <see cref="All"/> has changed.</summary>
    public event EventHandler? Changed;

    /// <summary>What is shown, the oldest first.</summary>
    public IReadOnlyList<Toast> All => _toasts;

    /// <summary>Confirms an action: "Offer saved".</summary>
    /// <param name="done">What was done.</param>
    /// <param name="detail">What happens next: "Customers see it within a minute."</param>
    /// <param name="action">A button beside the text; null for none.</param>
    public virtual void Confirm(string done, string? detail = null, ToastAction? action = null)
    {
        // A message that only repeats the last one would be read as two.
        _toasts.RemoveAll(toast => toast.Done == done && toast.Detail == detail && toast.Action is null);
        _toasts.Add(new Toast(done, detail, action, time.GetUtcNow()));
        if (_toasts.Count > Most)
        {
            _toasts.RemoveAt(0);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes a message away.</summary>
    /// <param name="toast">One of <see cref="All"/>; nothing happens when it is gone.</param>
    public void Remove(Toast toast)
    {
        if (_toasts.Remove(toast))
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Takes the messages of an earlier page away; what was said in the last second belongs to the page that is being opened.</summary>
    public void LeavePage()
    {
        if (_toasts.RemoveAll(toast => toast.Action is null && time.GetUtcNow() - toast.At > TimeSpan.FromSeconds(1)) > 0)
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>A message.</summary>
    /// <param name="Done">What was done.</param>
    /// <param name="Detail">What happens next; null for nothing.</param>
    /// <param name="Action">A button; null for none.</param>
    /// <param name="At">When it was said (UTC).</param>
    public sealed record Toast(string Done, string? Detail, ToastAction? Action, DateTimeOffset At)
    {
        /// <summary>How long it stays.</summary>
        public TimeSpan Stays => Action is null ? Shown : ShownWithAction;
    }
}

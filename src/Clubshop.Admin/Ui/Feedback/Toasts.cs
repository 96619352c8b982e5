using Radzen;

namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Short words that confirm what was done, and go by themselves. Problems stay on the page instead.</summary>
public class Toasts(NotificationService radzen)
{
    private const double Milliseconds = 5000;

    /// <summary>Says that it was done: "Offer saved".</summary>
    /// <param name="done">What was done.</param>
    /// <param name="detail">What follows: "Customers see it within a minute."</param>
    public virtual void Confirm(string done, string? detail = null) => radzen.Notify(new NotificationMessage
    {
        Severity = NotificationSeverity.Success,
        Summary = done,
        Detail = detail ?? "",
        Duration = Milliseconds,
        CloseOnClick = true,
        CloseAriaLabel = "Close",
    });
}

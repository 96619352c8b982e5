using Radzen;

namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Short messages that confirm an action and disappear after 5 seconds. Problems are shown on the page instead.</summary>
public class Toasts(NotificationService radzen)
{
    private const double Milliseconds = 5000;

    /// <summary>Confirms an action: "Offer saved".</summary>
    /// <param name="done">What was done.</param>
    /// <param name="detail">What happens next: "Customers see it within a minute."</param>
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

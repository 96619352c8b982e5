using Clubshop.Admin.Offers.Calendar;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Notifications;

/// <summary>Tells the calendar of offers which notifications are scheduled, as far as the person sees them in their list.</summary>
internal sealed class NotificationCalendar(NotificationService notifications) : ICalendarSends
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CalendarSend>> BetweenAsync(Actor actor, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (!actor.Has(Permission.SendNotifications))
            return [];

        var found = await notifications.ListAsync(actor, new() { View = NotificationView.Scheduled, Size = 1 }, cancellationToken);
        return
        [
            .. from it in found.Value?.Items ?? []
               where it.When >= @from && it.When < to
               select new CalendarSend(it.Id, it.Name, it.When!.Value, NotificationUrls.Of(it), it.Audience.Ids),
        ];
    }
}

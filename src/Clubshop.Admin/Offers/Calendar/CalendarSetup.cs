using Clubshop.Admin.GoTo;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Calendar;

/// <summary>Registers the calendar of offers; expects planned changes.</summary>
public static class CalendarSetup
{
    /// <summary>Adds the service, and the page to "Go to".</summary>
    public static IServiceCollection AddOfferCalendar(this IServiceCollection services)
    {
        services.AddSingleton<CalendarService>();
        services.AddSingleton(new GoToEntry("Calendar of offers", CalendarQuery.Path, Icons.Calendar) { Group = GoToEntry.Pages, Words = "schedule month week gaps overlaps" });
        return services;
    }
}

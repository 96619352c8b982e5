using Clubshop.Admin.GoTo;
using Clubshop.Admin.Offers.Calendar.Sharing;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Calendar;

/// <summary>Registers the calendar of offers; expects planned changes.</summary>
public static class CalendarSetup
{
    /// <summary>Adds the services, and the page to "Go to".</summary>
    public static IServiceCollection AddOfferCalendar(this IServiceCollection services)
    {
        services.AddSingleton<CalendarService>();
        services.AddSingleton(new GoToEntry(L.Later("Calendar of offers"), CalendarQuery.Path, Icons.Calendar) { Group = GoToEntry.Pages, Words = "schedule month week gaps overlaps" });
        services.AddSingleton(provider => new CalendarShareService(
            provider.GetRequiredService<TableReader>(), provider.GetRequiredService<WriteUnit>(), provider.GetRequiredService<ICurrentStaff>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CalendarFeedLimit>();
        services.AddSingleton<CalendarFeedEndpoint>();
        services.AddSingleton(CalendarShareService.Audit);
        return services;
    }

    /// <summary>Maps the private addresses of calendars.</summary>
    public static void MapOfferCalendar(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(CalendarFeedEndpoint.PathOf("{secret}"), static (HttpContext http, string secret, CalendarFeedEndpoint feed) => feed.AnswerAsync(http, secret))
            .AllowAnonymous().ExcludeFromDescription();
}

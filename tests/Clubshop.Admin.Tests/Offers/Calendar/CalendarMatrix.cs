using Clubshop.Admin.Notifications;
using Clubshop.Admin.Offers.Calendar;
using Clubshop.Admin.Offers.Calendar.Sharing;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Staff.Matrix;

namespace Clubshop.Admin.Tests.Offers.Calendar;

/// <summary>The calendar is for all who see the catalog; notifications in it are for those who send them.</summary>
internal sealed class CalendarMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<CalendarService>(nameof(CalendarService.ReadAsync), Permission.SeeCatalog, async (calendar, one) =>
            Let(await calendar.ReadAsync(one.Actor, CalendarQuery.Parse(null, null, null, null, null, calendar.Today), MatrixCase.None))),
        NotAsked<CalendarService>(nameof(CalendarService.OwnAsync), "is asked for the owner of a private address, and asks for SeeCatalog"),
        Anywhere<CalendarShareService>(nameof(CalendarShareService.MakeAsync), Permission.SeeCatalog, async (shares, one) => Let(await shares.MakeAsync(one.Actor, one.World.NewId(), MatrixCase.None))),
        Anywhere<CalendarShareService>(nameof(CalendarShareService.FindAsync), Permission.SeeCatalog, async (shares, one) => Past((await shares.FindAsync(one.Actor, MatrixCase.None)).Problems)),
        Anywhere<CalendarShareService>(nameof(CalendarShareService.StopAsync), Permission.SeeCatalog, async (shares, one) => Let(await shares.StopAsync(one.Actor, one.World.NewId(), MatrixCase.None))),
        NotAsked<NotificationCalendar>(nameof(NotificationCalendar.BetweenAsync), "is asked by CalendarService.ReadAsync alone, and asks for SendNotifications"),
    ];
}

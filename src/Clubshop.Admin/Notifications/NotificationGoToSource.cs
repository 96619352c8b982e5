using Clubshop.Admin.GoTo;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Notifications;

/// <summary>Finds the newest notifications that the person may see by title. The database has to be read for it, at most every half minute in a circuit.</summary>
public sealed class NotificationGoToSource(NotificationService service, IOptions<NotificationOptions> options, TimeProvider time) : IGoToSource, IDisposable
{
    /// <summary>How many of the newest are searched.</summary>
    public const int Searched = 100;

    private readonly KeptList<GoToItem> _newest = new(time);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GoToItem>> FindAsync(GoToText text, Actor actor, CancellationToken cancellationToken)
    {
        if (text.IsEmpty || !actor.Has(Permission.SendNotifications))
            return [];

        return
        [
            .. from item in await _newest.GetAsync(actor, token => ReadAsync(actor, token), cancellationToken)
               let match = text.MatchOf(item.Text)
               where match is not null
               orderby match
               select item with { Match = match.Value },
        ];
    }

    private async Task<IReadOnlyList<GoToItem>> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var newest = await service.ListAsync(actor, new() { Size = Searched }, cancellationToken);
        return
        [
            .. (newest.Value?.Items ?? []).Select(it => new GoToItem(L["Notifications"], it.ShownName, NotificationUrls.Of(it), Icons.Notifications)
            {
                Sub = it.Channel == Channel.Push ? L["Push"] : L["SMS"],
                State = NotificationLabels.Of(it, options.Value, time.GetUtcNow()).Text,
            }),
        ];
    }

    /// <summary>Stops a read that is under way.</summary>
    public void Dispose() => _newest.Dispose();
}

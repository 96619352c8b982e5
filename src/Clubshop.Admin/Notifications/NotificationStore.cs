using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications;

/// <summary>Maps notifications to items and back, and runs the queries of lists.</summary>
internal sealed class NotificationStore(TableReader reader, WriteUnit writes)
{
    public const string Kind = "notification";

    internal const string Channel = "channel", Title = "title", Message = "message", Picture = "picture", Link = "link", TemplateId = "templateId";
    internal const string TemplateValues = "templateValues", Defaults = "defaults", Who = "audience", AudienceIds = "audienceIds", City = "city";
    internal const string OnPlatform = "platform", Customer = "customer", ListId = "listId", Earlier = "earlier", WithUnknown = "withUnknown", When = "when", PerMinute = "perMinute", IgnoreQuietHours = "liftQuietHours";
    internal const string State = "state", Author = "author", AuthorName = "authorName", Editors = "editors", Hash = "hash", Reasons = "approvalReasons";
    internal const string ApprovedBy = "approvedBy", StatusReason = "trouble", StartedAt = "startedAt", EndedAt = "endedAt";

    // The underscore keeps these out of the audit log, which has readable attributes for them.
    private const string FrozenJson = "_frozen", ApprovalJson = "_approval", Counts = "_counts", CouponsBefore = "_couponsBefore";

    public static ItemKey Key(string id) => new(Table.Notifications, "NOTE#" + id);

    /// <summary>The item that exists while the snapshot with this hash may be sent. Without it, sending cannot start.</summary>
    public static ItemKey ClearanceKey(string id, string hash) => new(Table.Notifications, "NOTE#" + id, "GO#" + hash);

    /// <summary>Claimed by the one notification that is sent again to those whom this one did not reach.</summary>
    public static ItemKey AgainKey(string id) => new(Table.Notifications, AgainMarker(id), Keys.MarkerSk);

    public static string AgainMarker(string id) => Keys.Marker("AGAIN", id);

    /// <summary>Id of the notification that is sent again to those whom this one did not reach; null if there is none.</summary>
    public async Task<string?> AgainAsync(string id, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(AgainKey(id), cancellationToken))?.GetStringOrNull(Attributes.Owner);

    public async Task<StoredNotification?> FindAsync(string id, CancellationToken cancellationToken) =>
        Ids.IsValid(id) && await reader.ReadAsync(Key(id), cancellationToken) is { IsDeleted: false } item ? new(Read(item), item) : null;

    /// <summary>A page of notifications, newest first: of one author, or of all.</summary>
    public async Task<(IReadOnlyList<Notification> Rows, string? Next)> PageAsync(string? author, int size, string? token, CancellationToken cancellationToken)
    {
        var query = author is null
            ? new ItemQuery(Table.Notifications, Kind) { Index = TableSchemas.ByKind, Descending = true }
            : new ItemQuery(Table.Notifications, author) { Index = TableSchemas.ByAuthor, Descending = true };
        var page = await reader.QueryPageAsync(query, size, token, cancellationToken);
        return ([.. page.Items.Where(item => !item.IsDeleted).Select(Read)], page.Next);
    }

    /// <summary>Everything that has not ended, of one author or of all.</summary>
    public async Task<IReadOnlyList<Notification>> OpenAsync(string? author, CancellationToken cancellationToken)
    {
        var byState = await Task.WhenAll(
            Enum.GetValues<NotificationState>().Except([NotificationState.Stopped, NotificationState.Finished])
                .Select(async state => await reader.QueryAllAsync(StateQuery(state), cancellationToken).ToListAsync(cancellationToken)));
        return [.. byState.SelectMany(items => items).Where(item => !item.IsDeleted).Select(Read).Where(it => author is null || it.AuthorId == author)];
    }

    /// <summary>Ids of notifications in a state, oldest first, from the index.</summary>
    public async IAsyncEnumerable<string> InStateAsync(
        NotificationState state, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in reader.QueryAllAsync(StateQuery(state), cancellationToken))
            yield return item.Id;
    }

    private static ItemQuery StateQuery(NotificationState state) => new(Table.Notifications, state.ToString().ToLowerInvariant()) { Index = TableSchemas.ByState };

    public async Task<CommitOutcome> CommitAsync(
        Actor actor, string token, string action, StoredNotification? before, Notification after,
        IReadOnlyList<ChangeStep> steps, string? note, CancellationToken cancellationToken)
    {
        var item = before?.Item.Copy() ?? new Item(Key(after.Id).Pk);
        Write(after, item);
        var change = new Change
        {
            Actor = actor,
            Token = token,
            Audit = new(action, Kind, after.Id, after.Name) { Note = note },
            Entity = new(Table.Notifications, before?.Item, item),
            Steps = steps,
        };
        return await writes.CommitAsync(change, cancellationToken);
    }

    public static Notification Read(Item item) => new()
    {
        Id = item.Id,
        Channel = item.GetEnum<Channel>(Channel),
        Title = item.GetString(Title),
        Message = item.GetString(Message),
        Picture = item.GetString(Picture),
        Link = item.GetString(Link),
        TemplateId = item.GetString(TemplateId),
        TemplateValues = item.GetStrings(TemplateValues),
        Defaults = Json<Dictionary<string, string>>(item, Defaults) ?? [],
        Audience = new()
        {
            Kind = item.GetEnum<AudienceKind>(Who),
            Ids = item.GetStrings(AudienceIds),
            City = item.GetString(City),
            Platform = item.Has(OnPlatform) ? item.GetEnum<Platform>(OnPlatform) : null,
            Customer = item.GetString(Customer),
            ListId = item.GetString(ListId),
            Earlier = item.GetStringOrNull(Earlier),
            WithUnknown = item.GetBool(WithUnknown),
        },
        When = item.GetTime(When),
        PerMinute = (int)item.GetLong(PerMinute, 6_000),
        IgnoreQuietHours = item.GetBool(IgnoreQuietHours),
        State = item.GetEnum<NotificationState>(State),
        AuthorId = item.GetString(Author),
        AuthorName = item.GetString(AuthorName),
        Editors = item.GetStrings(Editors),
        Frozen = Json<Frozen>(item, FrozenJson),
        ApprovalReasons = item.GetStrings(Reasons),
        Approval = Json<Approval>(item, ApprovalJson),
        StatusReason = item.GetString(StatusReason),
        StartedAt = item.GetTime(StartedAt),
        EndedAt = item.GetTime(EndedAt),
        CouponsBefore = Json<Offers.OfferCoupons>(item, CouponsBefore),
        Counts = Json<Dictionary<string, long>>(item, Counts) ?? [],
        Stamp = item.Stamp,
    };

    internal static void Write(Notification record, Item item) => item
        .Set(TableSchemas.KindOfRecord, Kind)
        .SetEnum<Channel>(Channel, record.Channel)
        .Set(Title, record.Title)
        .Set(Message, record.Message)
        .Set(Picture, record.Picture)
        .Set(Link, record.Link)
        .Set(TemplateId, record.TemplateId)
        .SetStrings(TemplateValues, record.TemplateValues)
        .Set(Defaults, record.Defaults.Count == 0 ? null : JsonSerializer.Serialize(new SortedDictionary<string, string>(record.Defaults.ToDictionary(), StringComparer.Ordinal)))
        .SetEnum<AudienceKind>(Who, record.Audience.Kind)
        .SetStrings(AudienceIds, record.Audience.Ids)
        .Set(City, record.Audience.City)
        .SetEnum(OnPlatform, record.Audience.Platform)
        .Set(Customer, record.Audience.Customer)
        .Set(ListId, record.Audience.ListId)
        .Set(Earlier, record.Audience.Earlier)
        .Set(WithUnknown, record.Audience.WithUnknown ? true : null)
        .Set(When, record.When)
        .Set(PerMinute, (long)record.PerMinute)
        .Set(IgnoreQuietHours, record.IgnoreQuietHours ? true : null)
        .SetEnum<NotificationState>(State, record.State)
        .Set(Author, record.AuthorId)
        .Set(AuthorName, record.AuthorName)
        .SetStrings(Editors, record.Editors)
        .Set(Hash, record.Frozen?.Hash)
        .Set(FrozenJson, record.Frozen is null ? null : JsonSerializer.Serialize(record.Frozen))
        .SetStrings(Reasons, record.ApprovalReasons)
        .Set(ApprovedBy, record.Approval?.ByName)
        .Set(ApprovalJson, record.Approval is null ? null : JsonSerializer.Serialize(record.Approval))
        .Set(StatusReason, record.StatusReason)
        .Set(StartedAt, record.StartedAt)
        .Set(EndedAt, record.EndedAt)
        .Set(CouponsBefore, record.CouponsBefore is null ? null : JsonSerializer.Serialize(record.CouponsBefore))
        .Set(Counts, record.Counts.Count == 0 ? null : JsonSerializer.Serialize(new SortedDictionary<string, long>(record.Counts.ToDictionary(), StringComparer.Ordinal)));

    private static T? Json<T>(Item item, string name)
        where T : class => item.GetStringOrNull(name) is { } text ? JsonSerializer.Deserialize<T>(text) : null;
}

/// <summary>A notification and the item it was read from.</summary>
internal sealed record StoredNotification(Notification Record, Item Item);

using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications.SmsTemplates;

/// <summary>The registered texts. Senders choose from them; those who approve notifications edit them.</summary>
public sealed class SmsTemplateService
{
    internal const string Kind = "sms-template";
    internal const string Name = "name", Sender = "sender", EntityId = "entityId", DltId = "dltId", Text = "text", As = "smsKind", Retired = "retired";

    private readonly TableReader _reader;
    private readonly WriteUnit _writes;

    internal SmsTemplateService(TableReader reader, WriteUnit writes) => (_reader, _writes) = (reader, writes);

    /// <summary>All of them, by name; retired ones last.</summary>
    public async Task<Result<ItemList<SmsTemplate>>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        List<SmsTemplate> all = [];
        await foreach (var item in _reader.QueryAllAsync(new(Table.Notifications, Kind) { Index = TableSchemas.ByKind }, cancellationToken))
            all.Add(Read(item));

        return new ItemList<SmsTemplate>([.. all.OrderBy(one => one.Retired).ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>One text; null if it does not exist.</summary>
    public async Task<SmsTemplate?> FindAsync(string id, CancellationToken cancellationToken) =>
        Ids.IsValid(id) && await _reader.ReadAsync(Key(id), cancellationToken) is { } item ? Read(item) : null;

    /// <summary>Adds or changes one.</summary>
    public async Task<Result<SmsTemplate>> SaveAsync(Actor actor, SmsTemplate template, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ApproveNotifications) is { } refused)
            return refused;
        if (template.Check() is { Count: > 0 } problems)
            return Result<SmsTemplate>.Refused(problems);

        var before = await _reader.ReadAsync(Key(template.Id), cancellationToken);
        var after = before?.Copy() ?? new Item(Key(template.Id).Pk);
        after.Set(TableSchemas.KindOfRecord, Kind).Set(Name, template.Name.Trim()).Set(Sender, template.Sender).Set(EntityId, template.EntityId).Set(DltId, template.DltId)
            .Set(Text, template.Text).SetEnum<SmsKind>(As, template.Kind).Set(Retired, template.Retired ? true : null);
        if (before is not null && before.Version != template.Stamp.Version)
            return Result<SmsTemplate>.Conflicted(Read(before), L["Somebody else has changed this text. Check it again."]);

        var outcome = await _writes.CommitAsync(
            new()
            {
                Actor = actor,
                Token = token,
                Audit = new(before is null ? AuditActions.Create : AuditActions.Change, Kind, template.Id, template.Name.Trim()),
                Entity = new(Table.Notifications, before, after),
            },
            cancellationToken);
        return outcome switch
        {
            CommitOutcome.Saved saved => Read(saved.Item),
            CommitOutcome.Unchanged unchanged => Read(unchanged.Item),
            CommitOutcome.Conflicted { Current: { } current } => Result<SmsTemplate>.Conflicted(Read(current), L["Somebody else has changed this text. Check it again."]),
            _ => new Problem(Problem.NotFound, L["This text no longer exists."]),
        };
    }

    internal static ItemKey Key(string id) => new(Table.Notifications, "TEMPLATE#" + id);

    private static SmsTemplate Read(Item item) => new()
    {
        Id = item.Id,
        Name = item.GetString(Name),
        Sender = item.GetString(Sender),
        EntityId = item.GetString(EntityId),
        DltId = item.GetString(DltId),
        Text = item.GetString(Text),
        Kind = item.GetEnum<SmsKind>(As),
        Retired = item.GetBool(Retired),
        Stamp = item.Stamp,
    };
}

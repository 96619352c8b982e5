using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Storage;

/// <summary>
/// A change as one transaction: first the mark that the submit was made, then the record, the further steps in their
/// order, and last the audit entry. Built once, so that every attempt sends the same bytes.
/// </summary>
internal sealed class TransactionPlan
{
    /// <summary>How long a deleted record can be restored.</summary>
    public static readonly TimeSpan DeletedKept = TimeSpan.FromDays(90);

    // DynamoDB itself remembers a token for ten minutes only.
    private static readonly TimeSpan SubmitKept = TimeSpan.FromDays(2);

    private readonly TableNames _names;
    private readonly DateTimeOffset _now;
    private readonly List<TransactWriteItem> _actions = [];

    private TransactionPlan(TableNames names, DateTimeOffset now) => (_names, _now) = (names, now);

    /// <summary>The record as it will be stored; null when there is only an audit entry.</summary>
    public Item? Record { get; private set; }

    /// <summary>The audit entry.</summary>
    public Item Entry { get; private set; } = null!;

    /// <summary>Fingerprint of the submit: tells a repeated submit from another one.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>The transaction.</summary>
    public TransactWriteItemsRequest Request { get; private set; } = null!;

    /// <summary>Where the record is in <see cref="Request"/>; the steps follow.</summary>
    public const int EntityIndex = 1;

    /// <summary>Plans a change.</summary>
    public static TransactionPlan Of(Change change, TableNames names, DateTimeOffset now)
    {
        var entity = change.Entity;
        var plan = new TransactionPlan(names, InstantOf(entity.Before, now)) { Fingerprint = ItemDiff.Fingerprint(entity.After, entity.Deleted) };
        var after = plan.Record = plan.Stamped(entity, change.Actor, change.Token);

        plan.AddSubmit(change.Token, new ItemKey(entity.Table, after.Pk, after.Sk), mark => SubmitMark.Write(mark, change, after.Version));
        plan.Add(entity.Before is null
            ? plan.PutOf(entity.Table, after, "attribute_not_exists(#pk)", Names(("#pk", Attributes.Pk)))
            : plan.PutOf(entity.Table, after, "#v = :v", Names(("#v", Attributes.Version)), new() { [":v"] = Number(entity.Before.Version) }));
        foreach (var step in change.Steps)
            plan.Add(plan.Of(step, after));

        plan.AddEntry(change.Actor, change.Token, change.Audit, entity.Before, after);
        plan.Close(change.Token);
        return plan;
    }

    /// <summary>Plans only an audit entry.</summary>
    public static TransactionPlan Of(AuditActor actor, string token, AuditDraft draft, TableNames names, DateTimeOffset now)
    {
        var plan = new TransactionPlan(names, now);
        plan.AddSubmit(token, record: null, static _ => { });
        plan.AddEntry(actor, token, draft, null, null);
        plan.Close(token);
        return plan;
    }

    /// <summary>The key of the mark that a submit was made.</summary>
    public static ItemKey SubmitKey(string token) => new(Table.System, "DONE#" + token);

    /// <summary>When a change is made: a record's changes are in order of time even within a millisecond, or when the clock of this instance is behind another's.</summary>
    public static DateTimeOffset InstantOf(Item? before, DateTimeOffset now) =>
        before?.GetTime(Attributes.UpdatedAt) is { } last && last.AddMilliseconds(1) > now ? last.AddMilliseconds(1) : now;

    private Item Stamped(EntityStep entity, AuditActor actor, string token)
    {
        var after = entity.After.Copy();
        var before = entity.Before;
        if (before is null)
            after.Set(Attributes.CreatedAt, _now).Set(Attributes.CreatedBy, actor.Id).Set(Attributes.CreatedByName, actor.Name);
        else
            after.Set(Attributes.CreatedAt, before.GetTime(Attributes.CreatedAt))
                .Set(Attributes.CreatedBy, before.GetString(Attributes.CreatedBy))
                .Set(Attributes.CreatedByName, before.GetString(Attributes.CreatedByName));

        after.Set(Attributes.Version, (before?.Version ?? 0) + 1).Set(Attributes.Token, token)
            .Set(Attributes.UpdatedAt, _now).Set(Attributes.UpdatedBy, actor.Id).Set(Attributes.UpdatedByName, actor.Name);
        if (entity.Deleted)
        {
            var deletedAt = before?.GetTime(Attributes.DeletedAt) ?? _now;
            after.Set(Attributes.DeletedAt, deletedAt).Set(Attributes.PurgeAt, (deletedAt + DeletedKept).ToUnixTimeSeconds())
                .Set(Attributes.DeletedBy, before is { IsDeleted: true } ? before.GetString(Attributes.DeletedBy) : actor.Id);
        }
        else
        {
            after.Remove(Attributes.DeletedAt).Remove(Attributes.DeletedBy);
            if (before is { IsDeleted: true })
                after.Remove(Attributes.PurgeAt);
        }

        if (entity.Table.ChangeShards is > 0 and var shards)
            after.Set(Attributes.ChangeShard, TableSchemas.ShardOf(after.Id, shards)).Set(Attributes.ChangeAt, $"{Times.ToText(_now)}#{after.Id}");

        return after;
    }

    private TransactWriteItem Of(ChangeStep step, Item after) => step switch
    {
        ChangeStep.Claim claim => PutOf(
            claim.Table,
            new Item(claim.Marker, Keys.MarkerSk).Set(Attributes.Owner, claim.Owner).Set(Attributes.CreatedAt, _now)
                .Set(Attributes.PurgeAt, after.IsDeleted ? after.GetLong(Attributes.PurgeAt) : null),
            "attribute_not_exists(#pk) OR #owner = :me OR #purge <= :now",
            Names(("#pk", Attributes.Pk), ("#owner", Attributes.Owner), ("#purge", Attributes.PurgeAt)),
            new() { [":me"] = new() { S = claim.Owner }, [":now"] = Number(_now.ToUnixTimeSeconds()) }),
        ChangeStep.Release release => new()
        {
            Delete = new()
            {
                TableName = _names[release.Table],
                Key = KeyOf(release.Key),
                ConditionExpression = "attribute_not_exists(#pk) OR #owner = :me",
                ExpressionAttributeNames = Names(("#pk", Attributes.Pk), ("#owner", Attributes.Owner)),
                ExpressionAttributeValues = new() { [":me"] = new() { S = release.Owner } },
                ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
            },
        },
        ChangeStep.Exists { Attribute: { } attribute } exists => CheckOf(
            exists.Record,
            $"attribute_exists(#pk) AND attribute_not_exists(#deleted) AND #a IN ({string.Join(", ", exists.Values.Select((_, i) => $":a{i}"))})",
            Names(("#pk", Attributes.Pk), ("#deleted", Attributes.DeletedAt), ("#a", attribute)),
            exists.Values.Select((value, i) => (Key: $":a{i}", Value: new AttributeValue { S = value })).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)),
        ChangeStep.Exists exists => CheckOf(
            exists.Record, "attribute_exists(#pk) AND attribute_not_exists(#deleted)", Names(("#pk", Attributes.Pk), ("#deleted", Attributes.DeletedAt)), null),
        ChangeStep.Unmoved { Version: 0 } unmoved => CheckOf(unmoved.Guard, "attribute_not_exists(#v)", Names(("#v", Attributes.Version)), null),
        ChangeStep.Unmoved unmoved => CheckOf(
            unmoved.Guard, "#v = :v", Names(("#v", Attributes.Version)), new(StringComparer.Ordinal) { [":v"] = Number(unmoved.Version) }),
        ChangeStep.Touch touch => new()
        {
            Update = new()
            {
                TableName = _names[touch.Guard.Table],
                Key = KeyOf(touch.Guard),
                UpdateExpression = "ADD #v :one",
                ExpressionAttributeNames = Names(("#v", Attributes.Version)),
                ExpressionAttributeValues = new(StringComparer.Ordinal) { [":one"] = Number(1) },
            },
        },
        ChangeStep.Advance advance => new()
        {
            Update = new()
            {
                TableName = _names[advance.Guard.Table],
                Key = KeyOf(advance.Guard),
                UpdateExpression = "SET #v = :next",
                ConditionExpression = advance.Version == 0 ? "attribute_not_exists(#v)" : "#v = :v",
                ExpressionAttributeNames = Names(("#v", Attributes.Version)),
                ExpressionAttributeValues = advance.Version == 0
                    ? new() { [":next"] = Number(1) }
                    : new() { [":v"] = Number(advance.Version), [":next"] = Number(advance.Version + 1) },
                ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
            },
        },
        ChangeStep.Put { Over: { } version } put => PutOf(put.Table, put.Item, "#v = :v", Names(("#v", Attributes.Version)), new() { [":v"] = Number(version) }),
        ChangeStep.Put put => PutOf(put.Table, put.Item, null, null),
        ChangeStep.Remove remove => new() { Delete = new() { TableName = _names[remove.Item.Table], Key = KeyOf(remove.Item) } },
        _ => throw new UnreachableException(),
    };

    private void AddSubmit(string token, ItemKey? record, Action<Item> more)
    {
        var key = SubmitKey(token);
        var mark = new Item(key.Pk, key.Sk).Set("of", record?.Table.ToString()).Set("recordPk", record?.Pk).Set("recordSk", record?.Sk)
            .Set("says", Fingerprint).Set(Attributes.PurgeAt, (_now + SubmitKept).ToUnixTimeSeconds());
        more(mark);
        Add(PutOf(Table.System, mark, "attribute_not_exists(#pk)", Names(("#pk", Attributes.Pk))));
    }

    private void AddEntry(AuditActor actor, string token, AuditDraft draft, Item? before, Item? after)
    {
        var (changes, cut) = after is null ? ("[]", false) : ItemDiff.Write(before, after);
        Entry = new Item(AuditAttributes.Pk(draft.Kind, draft.EntityId), AuditAttributes.Sk(_now, token))
            .Set(AuditAttributes.Id, token).Set(AuditAttributes.At, _now)
            .Set(AuditAttributes.ActorId, actor.Id).Set(AuditAttributes.ActorName, actor.Name).Set(AuditAttributes.Role, actor.RoleName)
            .Set(AuditAttributes.Address, actor.Address).Set(AuditAttributes.Protocol, actor.Protocol)
            .Set(AuditAttributes.TraceId, Activity.Current?.TraceId.ToString())
            .Set(AuditAttributes.Action, draft.Action).Set(AuditAttributes.Kind, draft.Kind)
            .Set(AuditAttributes.EntityId, draft.EntityId).Set(AuditAttributes.EntityName, Limited(draft.EntityName, 300))
            .SetSet(AuditAttributes.Clubs, draft.Clubs).Set(AuditAttributes.Note, Limited(draft.Note, 2000)).Set(AuditAttributes.Run, draft.Run)
            .Set(AuditAttributes.EntityVersion, after?.Version).Set(AuditAttributes.Changes, changes).Set(AuditAttributes.Cut, cut ? true : null)
            .SetBytes(AuditAttributes.Whole, cut && draft.Whole ? ItemDiff.Pack(before, after!) : null)
            .Set(AuditAttributes.ActorMonth, AuditAttributes.MonthOf(actor.Id, _now))
            .Set(AuditAttributes.Day, AuditAttributes.DayOf(_now, TableSchemas.ShardOf(token, TableSchemas.AuditShards)))
            .Set(Attributes.PurgeAt, (_now + AuditAttributes.Kept).ToUnixTimeSeconds());
        Add(PutOf(Table.Audit, Entry, "attribute_not_exists(#pk)", Names(("#pk", Attributes.Pk))));
    }

    private void Close(string token) => Request = new()
    {
        TransactItems = _actions,
        // At most 36 characters.
        ClientRequestToken = token.Length <= 36 ? token : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))[..16]),
    };

    private void Add(TransactWriteItem action) => _actions.Add(action);

    private TransactWriteItem CheckOf(ItemKey key, string condition, Dictionary<string, string> attributeNames, Dictionary<string, AttributeValue>? values) => new()
    {
        ConditionCheck = new()
        {
            TableName = _names[key.Table],
            Key = KeyOf(key),
            ConditionExpression = condition,
            ExpressionAttributeNames = attributeNames,
            ExpressionAttributeValues = values,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        },
    };

    private TransactWriteItem PutOf(
        Table table, Item item, string? condition, Dictionary<string, string>? attributeNames, Dictionary<string, AttributeValue>? values = null) => new()
        {
            Put = new()
            {
                TableName = _names[table],
                Item = item.ToAttributes(),
                ConditionExpression = condition,
                ExpressionAttributeNames = attributeNames,
                ExpressionAttributeValues = values,
                ReturnValuesOnConditionCheckFailure = condition is null ? null : ReturnValuesOnConditionCheckFailure.ALL_OLD,
            },
        };

    private static string? Limited(string? text, int length) => text is not null && text.Length > length ? TextCut.Units(text, length - 1) + "…" : text;

    private static Dictionary<string, AttributeValue> KeyOf(ItemKey key) =>
        new(StringComparer.Ordinal) { [Attributes.Pk] = new() { S = key.Pk }, [Attributes.Sk] = new() { S = key.Sk } };

    private static Dictionary<string, string> Names(params (string Placeholder, string Name)[] names) =>
        names.ToDictionary(pair => pair.Placeholder, pair => pair.Name, StringComparer.Ordinal);

    private static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };
}

using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.Admin.Storage;

/// <summary>
/// Several changes as one transaction, all or none. What each of them checks of the same other record is checked once; changes that would otherwise touch one item
/// twice do not go together.
/// </summary>
internal sealed class JointPlan
{
    private const int MaxActions = 100;

    // A transaction takes 4 MB; lists and maps are not counted here, of which records have short ones.
    private const int MaxBytes = 1 << 20;

    private readonly Dictionary<(string Table, string Pk, string Sk), string?> _items = [];
    private readonly List<TransactWriteItem> _actions = [];
    private readonly List<TransactionPlan> _plans = [];
    private int _bytes;

    /// <summary>The changes that fit.</summary>
    public IReadOnlyList<TransactionPlan> Plans => _plans;

    /// <summary>Adds a change; the first one always fits.</summary>
    /// <returns>Whether it fits with those that are there.</returns>
    public bool TryAdd(TransactionPlan plan)
    {
        var added = new List<(TransactWriteItem Action, (string, string, string) Item, string? Check)>();
        foreach (var action in plan.Request.TransactItems)
        {
            var (item, check) = KeyOf(action);
            if (_items.TryGetValue(item, out var known))
            {
                if (check is null || check != known)
                    return false;
            }
            else
            {
                added.Add((action, item, check));
            }
        }

        var bytes = added.Sum(one => BytesOf(one.Action));
        if (_plans.Count > 0 && (_actions.Count + added.Count > MaxActions || _bytes + bytes > MaxBytes))
            return false;

        foreach (var (action, item, check) in added)
        {
            _actions.Add(action);
            _items.Add(item, check);
        }

        _bytes += bytes;
        _plans.Add(plan);
        return true;
    }

    /// <summary>The transaction. Its token is made of theirs: the same changes sent twice are made once.</summary>
    public TransactWriteItemsRequest Request() => new()
    {
        TransactItems = _actions,
        ClientRequestToken = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', _plans.Select(plan => plan.Request.ClientRequestToken))))[..16]),
    };

    // Which item an action is about; of a check also what it asks, so that two equal ones are known.
    private static ((string Table, string Pk, string Sk) Item, string? Check) KeyOf(TransactWriteItem action) => action switch
    {
        { Put: { } put } => (KeyOf(put.TableName, put.Item), null),
        { Delete: { } delete } => (KeyOf(delete.TableName, delete.Key), null),
        { Update: { } update } => (KeyOf(update.TableName, update.Key), null),
        { ConditionCheck: { } check } => (
            KeyOf(check.TableName, check.Key),
            $"{check.ConditionExpression}|{string.Join(',', check.ExpressionAttributeNames.Select(pair => $"{pair.Key}={pair.Value}"))}"
            + $"|{string.Join(',', (check.ExpressionAttributeValues ?? []).Select(pair => $"{pair.Key}={pair.Value.S}{pair.Value.N}"))}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static (string, string, string) KeyOf(string table, Dictionary<string, AttributeValue> attributes) =>
        (table, attributes[Attributes.Pk].S, attributes[Attributes.Sk].S);

    // Not less than it is: a letter has three bytes at most.
    private static int BytesOf(TransactWriteItem action)
    {
        var bytes = 500;
        foreach (var (name, value) in action.Put?.Item ?? [])
            bytes += name.Length + (3 * (value.S?.Length ?? 0)) + (int)(value.B?.Length ?? 0) + (3 * (value.SS?.Sum(text => text.Length) ?? 0)) + 16;

        return bytes;
    }
}

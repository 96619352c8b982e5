using System.Globalization;
using System.Runtime.CompilerServices;
using Clubshop.Admin.Input;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>
/// The delivery ledger: one row per recipient. A row is created before the call, on the condition that it does not exist, and updated on the
/// condition that it is unchanged since. So no message has two senders, whoever believes to hold the lease.
/// </summary>
internal sealed class DeliveryLedger(TableReader reader, UnauditedWriter unaudited, FieldSealer sealer, TimeProvider time)
{
    /// <summary>Number of partitions of a notification's rows: a partition takes 1,000 writes a second.</summary>
    public const int Shards = 8;

    /// <summary>Attributes of the index of a customer's messages, and the stamp.</summary>
    internal const string Sub = "to", At = "at", State = "st", Stamp = "stamp";
    private const string Number = "n", Device = "dev", Shown = "shown", Reason = "why", Detail = "detail", Tries = "tries", NoteId = "note";

    /// <summary>Loads the key that <see cref="KeyOf"/> needs.</summary>
    /// <exception cref="SealingUnavailableException">The key service did not answer, or refused the key.</exception>
    public Task ReadyAsync(CancellationToken cancellationToken) => sealer.ReadyAsync(cancellationToken);

    /// <summary>The key of a recipient's row. A pasted number is replaced by a keyed fingerprint, which differs between notifications.</summary>
    public DeliveryKey KeyOf(string notificationId, Recipient recipient)
    {
        var who = recipient.Sub is { } sub ? $"{sub}#{recipient.Device ?? "sms"}" : "PHONE#" + sealer.Fingerprint(recipient.Phone!, "delivery-" + notificationId);
        return new($"SENT#{notificationId}#{TableSchemas.ShardOf(who, Shards)}", who);
    }

    /// <summary>Claims messages by creating their rows, all or none.</summary>
    /// <returns>Whether none of them had a row.</returns>
    public Task<bool> ClaimAsync(string notificationId, IReadOnlyList<(DeliveryKey Key, Delivery Row)> rows, int keptDays, CancellationToken cancellationToken) =>
        unaudited.PutAllAsync(
            [.. rows.Select(row => new RowPut(Table.Deliveries, ToItem(notificationId, row.Key, row.Row, keptDays), new RowCondition.AtVersion(0)))],
            cancellationToken);

    /// <summary>Writes the outcomes of rows that are unchanged since they were claimed; rows that another holder has taken stay as they are.</summary>
    /// <returns>Keys of the rows that were not written.</returns>
    public async Task<IReadOnlySet<DeliveryKey>> SettleAsync(
        string notificationId, IReadOnlyList<(DeliveryKey Key, string Stamp, Delivery Row)> rows, int keptDays, CancellationToken cancellationToken)
    {
        HashSet<DeliveryKey> lost = [];
        foreach (var chunk in rows.Chunk(100))
        {
            List<RowPut> puts =
                [.. chunk.Select(row => new RowPut(Table.Deliveries, ToItem(notificationId, row.Key, row.Row, keptDays), new RowCondition.Equal(Stamp, row.Stamp)))];
            if (await unaudited.PutAllAsync(puts, cancellationToken))
                continue;

            for (var i = 0; i < chunk.Length; i++)
            {
                // The row is as intended if the write succeeded but its answer was lost.
                if (!await unaudited.PutAsync(Table.Deliveries, puts[i].Item, puts[i].Condition, cancellationToken)
                    && (await FindAsync(chunk[i].Key, cancellationToken))?.Stamp != chunk[i].Row.Stamp)
                    lost.Add(chunk[i].Key);
            }
        }

        return lost;
    }

    /// <summary>The row of a key; null if there is none.</summary>
    public async Task<Delivery?> FindAsync(DeliveryKey key, CancellationToken cancellationToken) =>
        await reader.ReadAsync(new(Table.Deliveries, key.Pk, key.Sk), cancellationToken) is { } item ? Read(item) : null;

    /// <summary>The rows of these keys; missing ones are left out.</summary>
    public async Task<IReadOnlyDictionary<DeliveryKey, Delivery>> FindManyAsync(IEnumerable<DeliveryKey> keys, CancellationToken cancellationToken) =>
        (await reader.ReadManyAsync(keys.Select(key => new ItemKey(Table.Deliveries, key.Pk, key.Sk)), cancellationToken))
            .ToDictionary(pair => new DeliveryKey(pair.Key.Pk, pair.Key.Sk), pair => Read(pair.Value));

    /// <summary>All rows of a notification, in no particular order.</summary>
    public async IAsyncEnumerable<(DeliveryKey Key, Delivery Row)> AllAsync(string notificationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            var query = new ItemQuery(Table.Deliveries, $"SENT#{notificationId}#{shard.ToString(CultureInfo.InvariantCulture)}") { Consistent = true };
            await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
                yield return (new(item.Pk, item.Sk), Read(item));
        }
    }

    /// <summary>A page of the rows, partition by partition.</summary>
    /// <param name="notificationId">The notification.</param>
    /// <param name="only">One outcome; null for all.</param>
    /// <param name="size">Rows wanted.</param>
    /// <param name="token"><see cref="DeliveryPage.Next"/>; null or an invalid token for the first page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<DeliveryPage> PageAsync(string notificationId, Outcome? only, int size, string? token, CancellationToken cancellationToken)
    {
        var (shard, inner) = token?.Split('.', 2) is [var text, var rest] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < Shards
            ? (at, rest.Length > 0 ? rest : null)
            : (0, null);
        List<Delivery> rows = [];
        while (shard < Shards)
        {
            var query = new ItemQuery(Table.Deliveries, $"SENT#{notificationId}#{shard.ToString(CultureInfo.InvariantCulture)}");
            var page = await reader.QueryPageAsync(query, only is null ? size - rows.Count : 500, inner, cancellationToken);
            rows.AddRange(page.Items.Select(Read).Where(row => only is null || row.Outcome == only));
            (shard, inner) = page.Next is null ? (shard + 1, null) : (shard, page.Next);
            if (rows.Count >= size)
                break;
        }

        return new(rows, shard < Shards ? $"{shard.ToString(CultureInfo.InvariantCulture)}.{inner}" : null);
    }

    /// <summary>The messages to a customer, newest first.</summary>
    public async IAsyncEnumerable<(string NotificationId, Delivery Row)> OfCustomerAsync(string sub, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in reader.QueryAllAsync(new(Table.Deliveries, sub) { Index = TableSchemas.ByRecipient, Descending = true, Batch = 50 }, cancellationToken))
            yield return (item.GetString(NoteId), Read(item));
    }

    private Item ToItem(string notificationId, DeliveryKey key, Delivery row, int keptDays) => new Item(key.Pk, key.Sk)
        .Set(NoteId, notificationId).Set(Number, (long)row.Number).Set(Sub, row.Sub).Set(Device, row.Device).Set(Shown, row.To).SetEnum<Outcome>(State, row.Outcome)
        .Set(Reason, row.Reason).Set(Detail, row.Detail is { } detail ? TextCut.Units(detail, 200) : null).Set(Tries, (long)row.Tries).Set(At, row.At).Set(Stamp, row.Stamp)
        .Set(Attributes.PurgeAt, (time.GetUtcNow() + TimeSpan.FromDays(keptDays)).ToUnixTimeSeconds());

    private static Delivery Read(Item item) => new()
    {
        Number = (int)item.GetLong(Number),
        Sub = item.GetStringOrNull(Sub),
        Device = item.GetString(Device),
        To = item.GetString(Shown),
        Outcome = item.GetEnum<Outcome>(State),
        Reason = item.GetStringOrNull(Reason),
        Detail = item.GetStringOrNull(Detail),
        Tries = (int)item.GetLong(Tries),
        At = item.GetTime(At) ?? default,
        Stamp = item.GetString(Stamp),
    };
}

using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>
/// What each person was sent lately, for the weekly limit: a row per person, written before the call on the condition that it is unchanged since it
/// was read. So of two sends at once, on whatever instances, each sees what the other counted; after a crash a message may count that was never
/// sent, but none is sent that does not count.
/// </summary>
internal sealed class WeekLedger(TableReader reader, UnauditedWriter unaudited, FieldSealer sealer, TimeProvider time)
{
    private const string Had = "had";
    private const int MaxPuts = 100; // of a transaction

    /// <summary>Loads the key that <see cref="PersonOf"/> needs.</summary>
    /// <exception cref="SealingUnavailableException">The key service did not answer, or refused the key.</exception>
    public Task ReadyAsync(CancellationToken cancellationToken) => sealer.ReadyAsync(cancellationToken);

    /// <summary>Who a recipient is: the customer; for a pasted number of no customer a keyed fingerprint, the same in every notification.</summary>
    public string PersonOf(Recipient recipient) => recipient.Sub ?? "PHONE#" + sealer.Fingerprint(recipient.Phone!, "week");

    /// <summary>Counts a notification for people to whom it is about to be sent.</summary>
    /// <param name="notificationId">The notification. For the same person it counts once.</param>
    /// <param name="replaced">Notifications that did not reach these people, which this one repeats; they count no more.</param>
    /// <param name="people">The people.</param>
    /// <param name="max">The limit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Those who have had enough: it is not counted for them, and must not be sent.</returns>
    public async Task<IReadOnlySet<string>> CountAsync(
        string notificationId, IReadOnlyCollection<string> replaced, IEnumerable<string> people, int max, CancellationToken cancellationToken)
    {
        HashSet<string> full = new(StringComparer.Ordinal);
        foreach (var some in people.Distinct(StringComparer.Ordinal).Chunk(MaxPuts))
        {
            IReadOnlyList<string> left = some;
            while (left.Count > 0)
            {
                var rows = await ReadAsync(left, cancellationToken);
                Dictionary<string, RowPut> puts = new(StringComparer.Ordinal);
                foreach (var person in left)
                {
                    var row = rows.GetValueOrDefault(person);
                    var had = HadOf(row);
                    var now = WeekLimit.With(had, notificationId, replaced, time.GetUtcNow(), max);
                    if (now is null)
                        full.Add(person);
                    else if (!ReferenceEquals(now, had))
                        puts[person] = PutOf(person, row, now);
                }

                left = puts.Count == 0 || await unaudited.PutAllAsync([.. puts.Values], cancellationToken) ? [] : await OneByOneAsync(puts, cancellationToken);
            }
        }

        return full;
    }

    /// <summary>How many of these people have had enough at a time, as far as is known now.</summary>
    public async Task<int> CountFullAsync(
        IReadOnlyCollection<string> replaced, IReadOnlyCollection<string> people, DateTimeOffset at, int max, CancellationToken cancellationToken) =>
        (await ReadAsync(people, cancellationToken)).Values.Count(row => WeekLimit.IsFull(HadOf(row), replaced, at, max));

    // Another send counts some of them at this moment: the others are counted, those are read again.
    private async Task<IReadOnlyList<string>> OneByOneAsync(Dictionary<string, RowPut> puts, CancellationToken cancellationToken)
    {
        List<string> again = [];
        foreach (var (person, put) in puts)
        {
            if (!await unaudited.PutAsync(put.Table, put.Item, put.Condition, cancellationToken))
                again.Add(person);
        }

        return again;
    }

    private async Task<Dictionary<string, Item>> ReadAsync(IEnumerable<string> people, CancellationToken cancellationToken) =>
        (await reader.ReadManyAsync(people.Select(KeyOf), cancellationToken)).ToDictionary(pair => Keys.IdOf(pair.Key.Pk), pair => pair.Value, StringComparer.Ordinal);

    private RowPut PutOf(string person, Item? row, IReadOnlyList<Counted> had) => new(
        Table.Deliveries,
        new Item(KeyOf(person).Pk).SetStrings(Had, [.. had.Select(WeekLimit.ToText)]).Set(Attributes.Version, (row?.Version ?? 0) + 1)
            .Set(Attributes.PurgeAt, (time.GetUtcNow() + WeekLimit.Kept).ToUnixTimeSeconds()),
        row is null ? new RowCondition.Absent() : new RowCondition.AtVersion(row.Version));

    private static IReadOnlyList<Counted> HadOf(Item? row) => row is null ? [] : [.. row.GetStrings(Had).Select(WeekLimit.Read).OfType<Counted>()];

    private static ItemKey KeyOf(string person) => new(Table.Deliveries, "WEEK#" + person);
}

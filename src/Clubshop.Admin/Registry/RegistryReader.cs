using System.Runtime.CompilerServices;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry;

/// <summary>A city that customers are in.</summary>
/// <param name="Name">As one of them wrote it.</param>
public sealed record CustomerCity(string Name);

/// <summary>
/// Reads the registry. Audiences come from an index, which follows a write by moments: they are candidates, and the registration read after
/// that says what holds. Erased customers are in no answer of <see cref="FindAsync"/> and <see cref="ReadAsync"/>.
/// </summary>
public sealed class RegistryReader
{
    // Requests of one reading that are under way at once: each brings 100 customers.
    private const int Ahead = 8;
    private const int BatchSize = 100;

    private readonly RegistryStore _store;
    private readonly TableReader _reader;

    internal RegistryReader(RegistryStore store, TableReader reader) => (_store, _reader) = (store, reader);

    /// <summary>What is known of a customer (consistent); null when nothing is.</summary>
    public async Task<Registration?> FindAsync(string sub, CancellationToken cancellationToken) =>
        await _store.LoadAsync(sub, cancellationToken) is { Exists: true } found ? found.Registration : null;

    /// <summary>What a customer follows (consistent), clubs first.</summary>
    public async Task<IReadOnlyList<Follow>> FollowsAsync(string sub, CancellationToken cancellationToken)
    {
        var query = new ItemQuery(Table.Customers, RegistryKeys.Pk(sub)) { Prefix = RegistryKeys.FollowPrefix, Consistent = true };
        List<Follow> follows = [];
        await foreach (var item in _reader.QueryAllAsync(query, cancellationToken))
        {
            if (RegistryKeys.FollowOf(item.Sk) is { } follow)
                follows.Add(follow);
        }

        return [.. follows.OrderBy(follow => follow.Kind).ThenBy(follow => follow.Id, StringComparer.Ordinal)];
    }

    /// <summary>The subs of who follows this, in order.</summary>
    public IAsyncEnumerable<string> FollowersAsync(Follow follow, CancellationToken cancellationToken) =>
        AudienceAsync(RegistryKeys.Audience(follow), cancellationToken);

    /// <summary>The subs of who is in this city, whatever the case and accents it was written with, in order.</summary>
    public IAsyncEnumerable<string> InCityAsync(string city, CancellationToken cancellationToken) => AudienceAsync(RegistryKeys.City(city), cancellationToken);

    /// <summary>The subs of all customers in the registry.</summary>
    public async IAsyncEnumerable<string> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < RegistryKeys.Shards; shard++)
        {
            await foreach (var sub in AudienceAsync(RegistryKeys.All(shard), cancellationToken))
                yield return sub;
        }
    }

    /// <summary>How many customers the registry has.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        (await Task.WhenAll(Enumerable.Range(0, RegistryKeys.Shards).Select(shard => CountAsync(RegistryKeys.All(shard), cancellationToken)))).Sum();

    /// <summary>How many customers follow this, before opt-outs and dead devices.</summary>
    public Task<int> CountAsync(Follow follow, CancellationToken cancellationToken) => CountAsync(RegistryKeys.Audience(follow), cancellationToken);

    /// <summary>How many customers are in this city.</summary>
    public Task<int> CountInCityAsync(string city, CancellationToken cancellationToken) => CountAsync(RegistryKeys.City(city), cancellationToken);

    /// <summary>The cities that customers were ever in, in order of their names: what an audience can be chosen from.</summary>
    public async Task<IReadOnlyList<CustomerCity>> CitiesAsync(CancellationToken cancellationToken)
    {
        List<CustomerCity> cities = [];
        await foreach (var item in _reader.QueryAllAsync(new(Table.Customers, RegistryKeys.Cities), cancellationToken))
            cities.Add(new(item.GetString("name")));

        return cities;
    }

    /// <summary>
    /// The registrations of these customers (consistent), in their order; unknown and erased ones are left out. Read by hundreds, some
    /// hundreds ahead of the caller, so that memory stays flat however many there are.
    /// </summary>
    public async IAsyncEnumerable<Registration> ReadAsync(IEnumerable<string> subs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<IReadOnlyList<Registration>>>();
        using var batches = subs.Chunk(BatchSize).GetEnumerator();
        try
        {
            while (true)
            {
                while (underWay.Count < Ahead && batches.MoveNext())
                    underWay.Enqueue(ReadBatchAsync(batches.Current, stop.Token));
                if (!underWay.TryDequeue(out var batch))
                    yield break;

                foreach (var registration in await batch)
                    yield return registration;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(underWay).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>The customers who gave this phone number (E.164): a family may share one.</summary>
    public async Task<IReadOnlyList<string>> FindByPhoneAsync(string phone, CancellationToken cancellationToken)
    {
        List<string> subs = [];
        foreach (var pk in await _store.PhonePksAsync(phone, cancellationToken))
        {
            await foreach (var item in _reader.QueryAllAsync(new(Table.Customers, pk) { Consistent = true }, cancellationToken))
                subs.Add(item.Sk);
        }

        return [.. subs.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whose tokens these are, by token; those that nobody has any more are left out.</summary>
    public Task<IReadOnlyDictionary<string, (string Sub, string DeviceId)>> FindByTokensAsync(IEnumerable<string> tokens, CancellationToken cancellationToken) =>
        _store.OwnersOfAsync(tokens, cancellationToken);

    private async Task<IReadOnlyList<Registration>> ReadBatchAsync(string[] subs, CancellationToken cancellationToken)
    {
        var items = await _reader.ReadManyAsync(subs.Select(RegistryKeys.Of), cancellationToken);
        List<Registration> found = new(items.Count);
        foreach (var sub in subs.Distinct(StringComparer.Ordinal))
        {
            if (items.TryGetValue(RegistryKeys.Of(sub), out var item) && !item.IsDeleted)
                found.Add(await _store.ToRecordAsync(item, cancellationToken));
        }

        return found;
    }

    private async IAsyncEnumerable<string> AudienceAsync(string audience, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _reader.QueryAllAsync(QueryOf(audience), cancellationToken))
            yield return item.GetString("sub");
    }

    private async Task<int> CountAsync(string audience, CancellationToken cancellationToken) =>
        (int)Math.Min(int.MaxValue, await _reader.CountAsync(QueryOf(audience), cancellationToken));

    private static ItemQuery QueryOf(string audience) => new(Table.Customers, audience) { Index = TableSchemas.ByAudience };
}
